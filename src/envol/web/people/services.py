"""What is written about people."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import transaction

from envol.web.accountability.services import note
from envol.web.people import cards, reclaiming
from envol.web.people.models import Language, Person, Theme
from envol.web.people.refusals import refusal
from envol.web.people.selectors import is_proven


class Demonstration(StrEnum):
    """The fictional people of a demonstration."""

    LEARNER = "learner"
    INSTRUCTOR = "instructor"


_FICTIONAL: dict[Demonstration, dict[str, Any]] = {
    Demonstration.LEARNER: {
        "email": "camille@example.invalid",
        "name": "Camille (fictif, fictional)",
    },
    Demonstration.INSTRUCTOR: {
        "email": "dominique@example.invalid",
        "name": "Dominique (fictif, fictional)",
    },
}


@transaction.atomic
def demonstration_person(who: Demonstration) -> Person:
    """Return a fictional person, made if need be; nobody can sign in as them by a password."""
    fields = _FICTIONAL[who]
    person = Person.objects.filter(email=fields["email"], is_fictional=True).first()
    return person or Person.objects.create_user(is_fictional=True, **fields)


def fictional_person(word: str) -> Person | None:
    """Return the fictional person that a demonstration calls so: by what they do, or by their first name."""
    if word in list(Demonstration):
        return demonstration_person(Demonstration(word))
    return Person.objects.filter(email=f"{word}@example.invalid", is_fictional=True, is_active=True).first()


def choose(*, person: Person, language: Language | None = None, theme: Theme | None = None) -> None:
    """Keep what a person chose for the pages; what is None stays."""
    chosen = {"language": language, "theme": theme}
    kept = {name: value for name, value in chosen.items() if value is not None}
    for name, value in kept.items():
        setattr(person, name, value)
    person.save(update_fields=list(kept))


def rename(*, person: Person, name: str) -> None:
    """Keep the name by which others read of somebody; none at all is a choice as well.

    Raises
    ------
    Refusal
        If the account is a pupil's or shared.
    """
    refuse_what_is_not_theirs(person)
    person.name = " ".join(name.split())
    person.save(update_fields=["name"])


def say_of_age(*, person: Person) -> None:
    """Keep that somebody says they are fifteen or older; what a paper says of their birth still goes before it.

    Raises
    ------
    Refusal
        If the account is a pupil's or shared.
    """
    refuse_what_is_not_theirs(person)
    person.says_of_age = True
    person.save(update_fields=["says_of_age"])


@transaction.atomic
def name_protection_officer(*, person: Person, named: bool) -> bool:
    """Name somebody data protection officer, or release them; say whether their account had to be taken back first.

    Raises
    ------
    Refusal
        If the account is a pupil's or shared.
    """
    refuse_what_is_not_theirs(person)
    doubtful = named and not is_proven(person)
    if doubtful:
        reclaiming.take_back(person)
    person.is_protection_officer = named
    person.save(update_fields=["is_protection_officer"])
    note(f"people.protection-officer.{'named' if named else 'released'}", by=None)
    return doubtful


def refuse_what_is_not_theirs(person: Person) -> None:
    """Refuse whoever may hold neither name, e-mail, password, key nor token.

    Raises
    ------
    Refusal
        If the account is a pupil's or shared.
    """
    if person.is_fictional:
        raise refusal("shared-account")
    if person.is_pupil:
        raise refusal("pupil-account")


def reclaim(*, person: Person) -> None:
    """Take an account back from whoever opened it with an e-mail that they never proved to be theirs.

    What they could still come in by is void: password, tokens, keys, providers, further e-mails, sessions; so is what
    they said of themselves. The account, its e-mail and its flights stay. Whoever is proven
    (`selectors.is_proven`) keeps everything.
    """
    if not is_proven(person):
        reclaiming.take_back(person)


def make_pupil(*, language: str = "") -> tuple[Person, str]:
    """Make a pupil, without name or e-mail; return them and the words of their card, which are kept nowhere.

    Parameters
    ----------
    language : str
        Of their pages, empty for that of their device.
    """
    card = cards.drawn()
    return Person.objects.create_user(card=cards.digest_of(card), language=language), card


def renew_card(*, pupil: Person) -> str:
    """Give a pupil another card and return its words; the one before opens nothing any more.

    Raises
    ------
    Refusal
        If the person is no pupil.
    """
    if not pupil.is_pupil:
        raise refusal("no-pupil")
    card = cards.drawn()
    pupil.card = cards.digest_of(card)
    # Whoever found the lost card may be signed in by it: another password, which nobody can type, ends their session.
    pupil.set_unusable_password()
    pupil.save(update_fields=["card", "password"])
    return card
