"""Every address, for somebody of every role, on their own things and on another organisation's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .table import Row, rows
from .world import ROLES, Side, World, build, id_of

TABLE = rows()
DONE = range(200, 300)

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def routes() -> Iterator[str]:
    """The name of every address of the campus; one without a name stands by its pattern."""

    def walk(resolver: URLResolver, space: str) -> Iterator[str]:
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                yield from walk(each, f"{space}{each.namespace}:" if each.namespace else space)
            elif isinstance(each, URLPattern):
                yield f"{space}{each.name or each.pattern}"

    yield from walk(get_resolver(), "")


@pytest.fixture
def world() -> World:
    """Both sides and the cast."""
    return build()


def test_every_address_has_its_row() -> None:
    assert sorted(set(routes()) - {row.route for row in TABLE}) == []


def test_every_row_has_its_address() -> None:
    assert sorted({row.route for row in TABLE} - set(routes())) == []


def test_no_row_stands_twice() -> None:
    keys = [(row.route, row.method, tuple(row.arguments.items())) for row in TABLE]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.route} {row.method}")
def test_everybody_gets_what_the_table_says(row: Row, world: World) -> None:
    surprises = []
    for role in ROLES:
        for side, name, expected in _sides(world, row, role):
            got = _tried(world, row, role, side)
            if got != expected:
                surprises.append(f"{role}, {name}: {expected} is written, {got} was given")
    assert not surprises, "\n".join([f"{row.method} {row.route}", *surprises])


def _sides(world: World, row: Row, role: str) -> Iterator[tuple[Side, str, str]]:
    own, other = row.expected[role]
    yield world.own, "own", own
    if any(not value.startswith("=") for value in row.arguments.values()):
        yield world.other, "other", other


def _tried(world: World, row: Row, role: str, side: Side) -> str:
    """Ask once and take back what it did; the papers' store too."""
    client = Client(headers={"Accept-Language": "en"}, raise_request_exception=False)
    person = world.cast[role]
    with transaction.atomic(), transaction.atomic(using="papers"):
        if person is not None:
            client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
        answer = client.generic(row.method, _address(row, side))
        said = _word(answer)  # type: ignore[arg-type]
        for alias in connections:
            transaction.set_rollback(True, using=alias)
    return said


def _address(row: Row, side: Side) -> str:
    parts: dict[str, Any] = {
        name: value[1:] if value.startswith("=") else _part(side, value) for name, value in row.arguments.items()
    }
    return reverse(row.route, kwargs=parts)


def _part(side: Side, value: str) -> Any:
    """A part of an address: the id of a thing, or with a dot a field of it."""
    thing, _, attribute = value.partition(".")
    return getattr(side.things[thing], attribute) if attribute else id_of(side, thing)


def _word(answer: HttpResponse) -> str:
    """The word of the table for an answer; a number where there is none."""
    if answer.status_code in (301, 302, 303):
        signs_in = "/accounts/login/" in answer["Location"]
        return "in" if signs_in else "go"
    known = {404: "no", 403: "ban", 401: "in", 400: "do", 409: "do", 422: "do"}
    return "ok" if answer.status_code in DONE else known.get(answer.status_code, str(answer.status_code))
