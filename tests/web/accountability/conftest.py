"""Activities and looks of a small world."""

from __future__ import annotations

import pytest

from envol.web.accountability.sentences import register_sentences
from envol.web.network.models import Membership, Organisation, Role
from envol.web.network.oversight import paper_registrations
from envol.web.people.models import Person


@pytest.fixture(autouse=True)
def sentences() -> None:
    """A sentence of the tests' own, and who may read what."""
    register_sentences({"tests.thing.done": "the thing %(thing)s was done"})
    paper_registrations.register()


@pytest.fixture
def head(school: Organisation) -> Person:
    """The head of the school."""
    head = Person.objects.create_user("head@example.invalid", "a long enough word", name="Head", language="en")
    Membership.objects.create(person=head, organisation=school, role=Role.HEAD)
    return head


@pytest.fixture
def officer(db: None) -> Person:
    """The data protection officer."""
    return Person.objects.create_user(
        "officer@example.invalid", "a long enough word", language="en", is_protection_officer=True
    )


@pytest.fixture
def administrator(db: None) -> Person:
    """Somebody who keeps the campus."""
    return Person.objects.create_user("admin@example.invalid", "a long enough word", language="en", is_staff=True)


@pytest.fixture
def pupil(db: None) -> Person:
    """Somebody without name or e-mail."""
    return Person.objects.create(card="c" * 64)
