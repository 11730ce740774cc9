"""Addresses that lead from one's own to another's, roles that ended or are lent, and fictional people."""

from __future__ import annotations

import pytest

from .table import Case, cases
from .trying import tried
from .world import World

FILES = ("crossings.md", "between.md", "fictional.md")
EVERY = [pytest.param(case, id=f"{file}:{case.line} {case.route}") for file in FILES for case in cases(file)]

pytestmark = [
    pytest.mark.django_db(databases=["default", "papers"]),
    pytest.mark.usefixtures("refusals_without_pages"),
]


@pytest.mark.parametrize("case", EVERY)
def test_somebody_gets_what_the_table_says(case: Case, world: World) -> None:
    surprises = []
    for who in case.who:
        got = tried(world, who, world.own, route=case.route, method=case.method, parts=case.arguments, form=case.form)
        if got != case.expected:
            surprises.append(f"{who}: {case.expected} is written, {got} was given")
    assert not surprises, "\n".join([f"{case.method} {case.route}", *surprises])
