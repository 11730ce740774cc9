"""A campus of its own for each run: an empty database, a fixed key, no file of the machine's user touched."""

from __future__ import annotations

import pytest

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
def instructor(db: None) -> Person:
    """Somebody who teaches."""
    return Person.objects.create_user("instructor@example.invalid", "a long enough word", is_instructor=True)
