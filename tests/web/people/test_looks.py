"""Who looked at a pupil's flight is written down; looks at oneself and at adults are not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from envol.web.accountability.models import AccessRecord
from envol.web.flightdeck.demonstration import fly_for
from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.services import take_off
from envol.web.network.models import Membership, Organisation, Role
from envol.web.people.models import Person
from envol.web.people.services import make_pupil

from .conftest import browser

FIRST, LINE = "fed-batch-first-flight", "fed-batch-2000l"
DECK = reverse("flightdeck:deck")

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught(pupil: Person, instructor: Person, school: Organisation) -> Person:
    """A pupil of the instructor's school."""
    Membership.objects.create(person=pupil, organisation=school, role=Role.LEARNER)
    return pupil


def looks() -> list[tuple[str, object, object]]:
    return list(AccessRecord.objects.order_by("pk").values_list("what", "reader", "pupil"))


@pytest.mark.parametrize("shown", ["score", "replay", "journal", "telemetry"])
def test_a_look_at_a_pupils_flight_is_written_down(taught: Person, instructor: Person, shown: str) -> None:
    flight = fly_for(taught, FIRST, "novice", 1)
    address = reverse(f"flightdeck:{shown}", args=[flight.id])
    assert browser(instructor).get(address).status_code == 200
    assert looks() == [(f"flightdeck.looked.{shown}", instructor.pk, taught.pk)]
    assert AccessRecord.objects.get().place == address


def test_a_look_at_a_pupils_cockpit_is_written_down(taught: Person, instructor: Person) -> None:
    flight = take_off(person=taught, scenario=FIRST)
    assert browser(instructor).get(reverse("flightdeck:cockpit", args=[flight.id])).status_code == 200
    assert looks() == [("flightdeck.looked.cockpit", instructor.pk, taught.pk)]


def test_the_data_of_a_replay_is_not_written_down_again(taught: Person, instructor: Person) -> None:
    flight = fly_for(taught, FIRST, "novice", 1)
    for name in ("replay", "replay-telemetry"):
        browser(instructor).get(reverse(f"flightdeck:{name}", args=[flight.id]))
    assert looks() == [("flightdeck.looked.replay", instructor.pk, taught.pk)]


def test_a_pupils_look_at_their_own_flight_is_nobodys_business(taught: Person) -> None:
    flight = fly_for(taught, FIRST, "novice", 1)
    browser(taught).get(reverse("flightdeck:score", args=[flight.id]))
    assert looks() == []


def test_a_look_at_an_adults_flight_is_not_written_down(person: Person, instructor: Person) -> None:
    flight = fly_for(person, FIRST, "novice", 1)
    browser(instructor).get(reverse("flightdeck:score", args=[flight.id]))
    assert looks() == []


def test_who_is_turned_away_has_not_looked(taught: Person, other: Person) -> None:
    flight = take_off(person=taught, scenario=FIRST)
    assert browser(other).get(reverse("flightdeck:cockpit", args=[flight.id])).status_code == 404
    assert looks() == []


def test_a_list_is_a_look_at_each_of_its_pupils_once(taught: Person, instructor: Person, person: Person) -> None:
    for pilot in (taught, taught, person):
        Flight.objects.create(pilot=pilot, scenario=FIRST, line=LINE, seed=1)
    browser(instructor).get(DECK)
    assert looks() == [("flightdeck.looked.deck", instructor.pk, taught.pk)]


def asked_for_deck(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(DECK).status_code == 200
    return len(asked)


def test_a_list_of_many_pupils_is_written_down_in_one_insert(
    taught: Person, instructor: Person, school: Organisation
) -> None:
    client = browser(instructor)
    counted = []
    for more in (3, 27):
        for _ in range(more):
            pupil, _card = make_pupil()
            Membership.objects.create(person=pupil, organisation=school, role=Role.LEARNER)
            Flight.objects.create(pilot=pupil, scenario=FIRST, line=LINE, seed=1)
        counted.append(asked_for_deck(client))
    assert counted[0] == counted[1]
    assert AccessRecord.objects.count() == 3 + 30
