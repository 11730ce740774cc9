"""How a certification stands on a day: the rules one by one, out of facts alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from envol.web.referentials.certification_standing import Facts, State, expiring_by, session_of, standing_of

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("facts", "state", "reason"),
    [
        ({}, State.UNKNOWN, "No imported register says how long it runs."),
        ({"closes": 2026}, State.STALE, "Its last session was in 2026."),
        ({"closes": 2027}, State.LAST_SESSION, "Its last session is that of this school year, in 2027."),
        ({"closes": 2028}, State.CURRENT, "Its last session will be in 2028."),
        ({"registered_until": date(2026, 11, 21)}, State.STALE, "Its registration ended on 21 November 2026."),
        ({"registered_until": DAY}, State.EXPIRING, "Its registration ends on 22 November 2026."),
        ({"registered_until": date(2027, 5, 22)}, State.EXPIRING, "Its registration ends on 22 May 2027."),
        ({"registered_until": date(2027, 5, 23)}, State.CURRENT, "It is registered until 23 May 2027."),
        ({"is_registered": False}, State.STALE, "Its register calls it inactive."),
        ({"is_registered": True}, State.CURRENT, "Its register calls it active."),
        ({"opens": 2009}, State.CURRENT, "Its sessions began in 2009, and no last one is announced."),
        ({"followed_from": 0}, State.STALE, "It has been replaced."),
        ({"followed_from": 2027, "opens": 2009}, State.STALE, "It has been replaced."),
        ({"followed_from": 2028}, State.UNKNOWN, "No imported register says how long it runs."),
        ({"withdrawn_on": date(2026, 1, 1)}, State.STALE, "It is in its register no more since 1 January 2026."),
        ({"is_archived": True}, State.STALE, "Its register has archived it."),
    ],
)
def test_facts_make_a_standing(facts: dict[str, Any], state: State, reason: str) -> None:
    with translation.override("en"):
        standing = standing_of(Facts(**facts), DAY)
    assert (standing.state, standing.reason) == (state, reason)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"closes": 2027, "registered_until": date(2024, 12, 31)}, State.LAST_SESSION),
        ({"closes": 2027, "is_registered": False}, State.LAST_SESSION),
        ({"closes": 2026, "registered_until": date(2029, 8, 31)}, State.STALE),
        ({"closes": 2028, "registered_until": date(2026, 8, 31)}, State.STALE),
        ({"registered_until": date(2026, 8, 31), "is_registered": True}, State.STALE),
        ({"registered_until": date(2029, 8, 31), "followed_from": 0}, State.CURRENT),
    ],
)
def test_of_facts_that_differ_the_weightier_counts(facts: dict[str, Any], state: State) -> None:
    assert standing_of(Facts(**facts), DAY).state is state


def test_a_school_year_ends_with_the_session_of_its_second_year() -> None:
    assert [session_of(date(2026, month, 1)) for month in (1, 8, 9, 12)] == [2026, 2026, 2027, 2027]


def test_six_months_after_the_end_of_august_is_the_end_of_february() -> None:
    assert expiring_by(date(2026, 8, 31)) == date(2027, 2, 28)


def test_what_ends_without_a_known_successor_has_to_be_looked_up() -> None:
    assert standing_of(Facts(closes=2026), DAY).is_to_be_looked_up
    assert not standing_of(Facts(closes=2026, successors=("RNCP1",)), DAY).is_to_be_looked_up
    assert not standing_of(Facts(is_registered=True), DAY).is_to_be_looked_up
