"""Pages of long lists, one after the other."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.selectors import NEWEST_FIRST, flights_of
from envol.web.network.models import Organisation, OrganisationKind
from envol.web.pagekit.keyset import keyset_page
from envol.web.people.models import Person

pytestmark = pytest.mark.django_db


def fly(person: Person, at: datetime) -> None:
    Flight.objects.create(pilot=person, scenario="any", line="any", seed=1, created_at=at)


@pytest.mark.parametrize("spread_us", [0, 1, 1_000_000])
@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_the_pages_together_hold_every_record_once_and_in_order(person: Person, spread_us: int, size: int) -> None:
    now = timezone.now()
    for number in range(20):
        fly(person, now + timedelta(microseconds=spread_us * (number // 4)))
    seen, after = [], ""
    for _ in range(30):
        page = keyset_page(flights_of(person), order=NEWEST_FIRST, after=after, size=size)
        seen += [flight.pk for flight in page.items]
        after = page.after
        if not after:
            break
    assert seen == [flight.pk for flight in flights_of(person)]


def test_a_list_by_name_goes_on_where_the_page_ended(db: None) -> None:
    for name in ("b", "a", "é", "c", "a"):
        Organisation.objects.create(kind=OrganisationKind.COMPANY, name=name)
    every = Organisation.objects.order_by("name", "id")
    first = keyset_page(every, order=("name", "id"), size=2)
    second = keyset_page(every, order=("name", "id"), after=first.after, size=9)
    assert [each.pk for each in first.items + second.items] == [each.pk for each in every]


HOSTILE = [
    urlsafe_b64encode(text).decode().rstrip("=")
    for text in (b"[" * 1500, b'["\\ud800","x"]', b'["\\u0000","x"]', b"[1e999,1e999]", b"[1" + b"0" * 400 + b",1]")
]


@pytest.mark.parametrize(
    "after", [*HOSTILE, "x", "%%%", "W10", "WzEsMl0", "WyJ4IiwieSJd", "bnVsbA", "é" * 10, "W251bGwsbnVsbF0"]
)
def test_a_place_that_is_none_is_the_beginning(person: Person, after: str) -> None:
    fly(person, timezone.now())
    page = keyset_page(flights_of(person), order=NEWEST_FIRST, after=after)
    assert page.is_first
    assert len(page.items) == 1


def test_a_page_is_one_question_to_the_database(person: Person) -> None:
    for _ in range(5):
        fly(person, timezone.now())
    with CaptureQueriesContext(connection) as asked:
        keyset_page(flights_of(person), order=NEWEST_FIRST, size=2)
    assert len(asked) == 1
    assert "OFFSET" not in asked[0]["sql"]
