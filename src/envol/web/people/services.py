"""What is written about people."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import transaction

from envol.web.people.models import Language, Person, Theme


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


def choose(*, person: Person, language: Language | None = None, theme: Theme | None = None) -> None:
    """Keep what a person chose for the pages; what is None stays."""
    chosen = {"language": language, "theme": theme}
    kept = {name: value for name, value in chosen.items() if value is not None}
    for name, value in kept.items():
        setattr(person, name, value)
    person.save(update_fields=list(kept))
