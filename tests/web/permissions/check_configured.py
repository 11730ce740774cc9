"""The addresses of every way in that can be switched on, for those who may and those who may not."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from envol.web.people.models import Person
from envol.web.people.services import make_pupil

from .routes import routes
from .table import Configured, configured, rows
from .trying import word

TABLE = configured()
ALWAYS = {row.route for row in rows()}

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


@pytest.fixture
def cast(db: None) -> dict[str, Person | None]:
    """Nobody, somebody who owns their account, a pupil, and a fictional person."""
    return {
        "anonymous": None,
        "owner": Person.objects.create_user("owner@example.invalid"),
        "pupil": make_pupil()[0],
        "fictional": Person.objects.create_user("fictional@example.invalid", is_fictional=True),
    }


def asked(method: str, row: Configured, person: Person | None) -> str:
    cache.clear()
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return word(client.generic(method, row.path(reverse)))  # type: ignore[arg-type]


def test_every_further_address_has_its_row() -> None:
    assert set(routes()) - ALWAYS == {row.route for row in TABLE}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.route)
def test_everybody_gets_what_the_table_says(row: Configured, cast: dict[str, Person | None]) -> None:
    assert {who: asked("GET", row, person) for who, person in cast.items()} == row.expected


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.route)
def test_whoever_may_not_see_a_page_may_not_send_its_form(row: Configured, cast: dict[str, Person | None]) -> None:
    closed = {who for who, expected in row.expected.items() if expected == "ban"}
    assert {who for who in closed if asked("POST", row, cast[who]) == "ban"} == closed
