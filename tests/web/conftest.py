"""A campus of its own for each run: an empty database, a fixed key, no file of the machine's user touched."""

from __future__ import annotations

import pytest

from envol.web.network.models import Membership, Organisation, OrganisationKind, Role
from envol.web.people.models import Person


@pytest.fixture
def person(db: None) -> Person:
    """Somebody who learns."""
    return Person.objects.create_user("learner@example.invalid", "a long enough word", language="en")


@pytest.fixture
def other(db: None) -> Person:
    """Somebody else who learns."""
    return Person.objects.create_user("other@example.invalid", "a long enough word", language="en")


@pytest.fixture
def school(db: None) -> Organisation:
    """A school that nobody belongs to yet."""
    return Organisation.objects.create(kind=OrganisationKind.LYCEE, name="Lycée Ada (fictif)", is_fictional=True)


@pytest.fixture
def instructor(person: Person, other: Person, school: Organisation) -> Person:
    """Somebody who instructs at the school where the others learn."""
    for learner in (person, other):
        Membership.objects.create(person=learner, organisation=school, role=Role.LEARNER)
    teacher = Person.objects.create_user("instructor@example.invalid", "a long enough word")
    Membership.objects.create(person=teacher, organisation=school, role=Role.INSTRUCTOR)
    return teacher
