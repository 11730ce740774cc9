"""Every address, for somebody of every role, on their own things and on another organisation's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .routes import routes
from .table import Row, rows
from .trying import tried
from .world import ROLES, Side, World

TABLE = rows()

pytestmark = [
    pytest.mark.django_db(databases=["default", "papers"]),
    pytest.mark.usefixtures("refusals_without_pages"),
]


def test_every_address_has_its_row() -> None:
    assert sorted(set(routes()) - {row.route for row in TABLE}) == []


def test_every_row_has_its_address() -> None:
    assert sorted({row.route for row in TABLE} - set(routes())) == []


def test_no_row_stands_twice() -> None:
    keys = [(row.route, row.method, tuple(row.arguments.items()), tuple(row.form.items())) for row in TABLE]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.route} {' '.join(row.arguments.values())}")
def test_everybody_gets_what_the_table_says(row: Row, world: World) -> None:
    surprises = []
    for role in ROLES:
        for side, name, expected in _sides(world, row, role):
            got = tried(world, role, side, route=row.route, method=row.method, parts=row.arguments, form=row.form)
            if got != expected:
                surprises.append(f"{role}, {name}: {expected} is written, {got} was given")
    assert not surprises, "\n".join([f"{row.method} {row.route}", *surprises])


def _sides(world: World, row: Row, role: str) -> Iterator[tuple[Side, str, str]]:
    own, other = row.expected[role]
    yield world.own, "own", own
    if row.has_sides:
        yield world.other, "other", other
