"""How people come into a class and leave it: pupils by a card, without name and e-mail; others with their account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from envol.web.accountability.services import looked, note
from envol.web.network.models import Enrolment, Group, Teaching
from envol.web.network.posts import lasting
from envol.web.network.school.codes import code_as_typed
from envol.web.network.school.nicknames import nickname
from envol.web.network.school.refusals import refusal
from envol.web.network.school.selectors import homes_of
from envol.web.network.school.sentences import RENEWED
from envol.web.network.school.services import PLACES, TRIES, is_closed
from envol.web.network.school.years import A_DAY
from envol.web.people import services as people_services
from envol.web.people.models import Language, Person

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A pupil whose account was made.

    Parameters
    ----------
    person : Person
    enrolment : Enrolment
    card : str
        The words on the card, which are shown once and kept nowhere.
    """

    person: Person
    enrolment: Enrolment
    card: str


def group_by_code(code: str) -> Group:
    """Return the group that a code opens now.

    Raises
    ------
    Refusal
        If there is none; the sentence does not tell a code that expired from one that never was.
    """
    typed = code_as_typed(code)
    found = Group.objects.filter(join_code=typed, joins_until__gt=timezone.now()).select_related("organisation", "year")
    group = found.first() if typed else None
    if group is None or is_closed(group) or group.year.ends_on < timezone.localdate():
        raise refusal("code-no-good")
    return group


def join_as_pupil(*, code: str, language: Language) -> Newcomer:
    """Make an account for whoever typed a code and enrol it."""
    group = group_by_code(code)

    def attempt() -> Newcomer:
        newcomer = make_newcomer(group, language)
        note("network.pupil.joined", by=newcomer.person, about=group, organisation=group.organisation_id, **_of(group))
        return newcomer

    return _until_free(attempt)


def join(*, code: str, person: Person) -> Enrolment:
    """Enrol somebody with the account that they have.

    Raises
    ------
    Refusal
        If the code opens nothing, if they teach the group, or are fictional and it is not.
    """
    group = group_by_code(code)
    if person.is_fictional and not group.organisation.is_fictional:
        raise refusal("fictional-person")
    if Teaching.objects.filter(lasting(timezone.localdate()), group=group, person=person).exists():
        raise refusal("teaches-already")

    def attempt() -> Enrolment:
        enrolment = enrol(group=group, person=person)
        note("network.learner.joined", by=person, about=group, organisation=group.organisation_id, **_of(group))
        return enrolment

    return _until_free(attempt)


@transaction.atomic
def add_pupils(*, group: Group, many: int, language: Language, by: Person) -> list[Newcomer]:
    """Make accounts for pupils who have not joined by themselves."""
    if is_closed(group):
        raise refusal("group-closed")
    newcomers = [make_newcomer(group, language) for _ in range(many)]
    note("network.pupil.added", by=by, about=group, organisation=group.organisation_id, many=many, **_of(group))
    return newcomers


@transaction.atomic
def end_enrolment(*, enrolment: Enrolment, by: Person) -> None:
    """Let somebody be in a group no longer, from now on."""
    group = enrolment.group
    Enrolment.objects.filter(id=enrolment.id).update(until=timezone.localdate() - A_DAY)
    params: dict[str, str | int] = {"number": enrolment.number, "group": group.name}
    note("network.pupil.left", by=by, about=group, organisation=group.organisation_id, **params)


@transaction.atomic
def renew_card(*, enrolment: Enrolment, by: Person) -> str:
    """Give a pupil a new card in place of a lost one, which serves no more; return its words.

    Whoever has the words is the pupil: so only the organisation that keeps the account gives them, and the pupil is
    told (`school_notices`).

    Raises
    ------
    Refusal
        If another organisation keeps the account, or the pupil is in no class.
    """
    group = enrolment.group
    if homes_of([enrolment.person_id]).get(enrolment.person_id) != group.organisation_id:
        raise refusal("card-of-another")
    looked(by=by, pupils=[enrolment.person_id], what=RENEWED)
    words = people_services.renew_card(pupil=enrolment.person)
    number = enrolment.number
    note(
        "network.pupil.card-renewed",
        by=by,
        about=group,
        organisation=group.organisation_id,
        number=number,
        **_of(group),
    )
    return words


def enrol(*, group: Group, person: Person, language: str = "", since: date | None = None) -> Enrolment:
    """Give somebody the next free number of a group, a pupil also a nickname; who is in it already stays so.

    The group is held until the end of the transaction, so that nobody else takes the same number.
    """
    Group.objects.select_for_update().get(id=group.id)
    if standing := Enrolment.objects.filter(group=group, person=person).first():
        if standing.until is not None:
            standing.until = None
            standing.save(update_fields=["until"])
        return standing
    taken = Enrolment.objects.filter(group=group)
    number = (taken.aggregate(last=Max("number"))["last"] or 0) + 1
    if taken.filter(lasting(timezone.localdate())).count() >= PLACES:
        raise refusal("class-full", most=PLACES)
    called = nickname(language or person.language, _nicknames(group)) if person.is_pupil else ""
    return Enrolment.objects.create(
        group=group, person=person, number=number, nickname=called, since=since or timezone.localdate()
    )


def _nicknames(group: Group) -> set[str]:
    return set(Enrolment.objects.filter(group=group).values_list("nickname", flat=True))


def make_newcomer(group: Group, language: Language) -> Newcomer:
    """Make a pupil and enrol them."""
    pupil, card = people_services.make_pupil(language=language)
    if group.organisation.is_fictional:
        # Anybody may enter as a teacher of a fictional class: who learns there is as fictional.
        pupil.is_fictional = True
        pupil.save(update_fields=["is_fictional"])
    return Newcomer(person=pupil, enrolment=enrol(group=group, person=pupil, language=language), card=card)


def _until_free(attempt: Callable[[], _T]) -> _T:
    """Carry out an attempt; again where another database did not hold the group and somebody took the number."""
    for number in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return attempt()
        except IntegrityError:
            if number == TRIES:
                raise
    raise AssertionError("unreachable")


def _of(group: Group) -> dict[str, str]:
    return {"group": group.name}
