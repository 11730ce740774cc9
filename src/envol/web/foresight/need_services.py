"""What is written of needs: organisations declare them, confirm them, and say what became of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from envol.gateways.outlooks import Outlook
from envol.web.accountability.services import note
from envol.web.foresight.models import MOST_PEOPLE, DeclaredNeed, NeedKind, NeedState
from envol.web.foresight.refusals import refuse
from envol.web.foresight.selectors import unmet_on
from envol.web.foresight.versions import named_outlook
from envol.web.network.models import Organisation
from envol.web.people.models import Person

MOST_NEEDS = 200
"""Open at once, of one organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDetails:
    """What is asked for; what it means stands at the fields of the model."""

    region: str
    occupation: str
    level: str
    people: int
    wanted_by: date
    kind: str = NeedKind.JOB


@transaction.atomic
def declare_need(*, by: Person, organisation: Organisation, outlook: str, details: NeedDetails) -> DeclaredNeed:
    """Write down whom an organisation needs.

    Raises
    ------
    Refusal
        If the outlook has no such entry, the day has passed, or there are too many people or needs.
    """
    _check_need(named_outlook(outlook), details)
    today = timezone.localdate()
    if DeclaredNeed.objects.filter(unmet_on(today), organisation=organisation).count() >= MOST_NEEDS:
        raise refuse("needs-too-many", most=MOST_NEEDS)
    need = DeclaredNeed.objects.create(
        organisation=organisation, outlook=outlook, declared_by=by, confirmed_on=today, **asdict(details)
    )
    _note_need("declared", by, need)
    return need


@transaction.atomic
def change_need(*, by: Person, need: DeclaredNeed, details: NeedDetails) -> None:
    """Write a need down anew, which confirms it.

    Raises
    ------
    Refusal
        As `declare_need`, and if it was ended.
    """
    if need.state != NeedState.OPEN:
        raise refuse("need-over")
    _check_need(named_outlook(need.outlook), details)
    for name, value in asdict(details).items():
        setattr(need, name, value)
    need.confirmed_on = timezone.localdate()
    need.save()
    _note_need("changed", by, need)


@transaction.atomic
def confirm_need(*, by: Person, need: DeclaredNeed) -> None:
    """Say that a need stands still: it counts for six months more.

    Raises
    ------
    Refusal
        If it was ended, or people were wanted by a day that has passed.
    """
    if need.state != NeedState.OPEN:
        raise refuse("need-over")
    if need.wanted_by < timezone.localdate():
        raise refuse("wanted-in-the-past")
    need.confirmed_on = timezone.localdate()
    need.save(update_fields=["confirmed_on"])
    _note_need("confirmed", by, need)


@transaction.atomic
def end_need(*, by: Person, need: DeclaredNeed, met: bool) -> None:
    """Say that a need is met, or withdraw it.

    Raises
    ------
    Refusal
        If it was ended already.
    """
    if need.state != NeedState.OPEN:
        raise refuse("need-over")
    need.state = NeedState.MET if met else NeedState.WITHDRAWN
    need.save(update_fields=["state"])
    _note_need("met" if met else "withdrawn", by, need)


def _check_need(outlook: Outlook, details: NeedDetails) -> None:
    perimeter = outlook.situation.perimeter
    for code, known in (
        (details.region, perimeter.regions),
        (details.occupation, perimeter.occupations),
        (details.level, perimeter.levels),
        (details.kind, NeedKind.values),
    ):
        if code not in known:
            raise refuse("code-unknown", code=code[:40])
    if not 1 <= details.people <= MOST_PEOPLE:
        raise refuse("people-outside", most=MOST_PEOPLE, people=details.people)
    if details.wanted_by < timezone.localdate():
        raise refuse("wanted-in-the-past")
    if details.wanted_by.year > perimeter.last_year:
        raise refuse("wanted-too-late", year=perimeter.last_year)


def _note_need(deed: str, by: Person, need: DeclaredNeed) -> None:
    note(f"foresight.need.{deed}", by=by, about=need, organisation=need.organisation_id, people=need.people)
