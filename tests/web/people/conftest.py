"""People of every kind, and what ties them to the campus."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client

from envol.web.people import ties
from envol.web.people.models import Person
from envol.web.people.services import Demonstration, demonstration_person, make_pupil
from envol.web.people.ties import Tie


@pytest.fixture(autouse=True)
def _nothing_was_tried_before() -> None:
    """Limits count from the beginning of each test."""
    cache.clear()


@pytest.fixture
def pupil(db: None) -> Person:
    """Somebody who came in by a card."""
    return make_pupil(language="en")[0]


@pytest.fixture
def camille(db: None) -> Person:
    """The fictional learner, whom anybody may enter as."""
    return demonstration_person(Demonstration.LEARNER)


@pytest.fixture
def signed_in(client: Client, person: Person) -> Client:
    """The browser of somebody with an account of their own."""
    client.force_login(person)
    return client


@pytest.fixture
def tied() -> Iterator[set[UUID]]:
    """Those whom something ties to the campus; a test adds to them."""
    held: set[UUID] = set()

    def holds(people: Collection[UUID]) -> set[UUID]:
        return held & set(people)

    def warnings(person: UUID) -> list[str]:
        return ["Nobody else heads the Lycée Ada (fictif)."] if person in held else []

    before = dict(ties._ties)
    ties._ties.clear()
    ties.register_tie(Tie(name="test", holds=holds, warnings=warnings))
    yield held
    ties._ties.clear()
    ties._ties.update(before)


def browser(person: Person) -> Client:
    """A browser in which somebody is signed in, which speaks English."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person)
    return client
