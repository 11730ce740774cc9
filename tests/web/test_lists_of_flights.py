"""Flights as lists show them: how far they were flown, by whom now, and those whose scenario is gone."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from envol.web.flightdeck.models import Flight, Status
from envol.web.people.models import Person

FIRST, LINE, GONE = "fed-batch-first-flight", "fed-batch-2000l", "taught-long-ago"
DECK, LOGBOOK, HOME = reverse("flightdeck:deck"), reverse("academy:logbook"), reverse("portal:home")

pytestmark = pytest.mark.django_db


def fly(pilot: Person, **fields: object) -> Flight:
    told = {"scenario": FIRST, "line": LINE, "seed": 1, "status": Status.AIRBORNE} | fields
    return Flight.objects.create(pilot=pilot, **told)


def shown(client: Client, address: str) -> str:
    """What is read on a page, its spaces plain."""
    html = client.get(address).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


@pytest.fixture
def learning(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


@pytest.fixture
def teaching(instructor: Person) -> Client:
    instructor.language = "en"
    instructor.save()
    client = Client()
    client.force_login(instructor)
    return client


@pytest.mark.parametrize("status", [Status.AIRBORNE, Status.GROUNDED])
def test_a_flight_that_has_not_landed_shows_the_hours_flown_so_far(
    learning: Client, person: Person, status: Status
) -> None:
    fly(person, status=status, scan=90)
    assert "1 h 30 min" in shown(learning, LOGBOOK)


def test_the_home_page_shows_how_far_the_flight_in_the_air_was_flown(learning: Client, person: Person) -> None:
    fly(person, scan=26 * 60)
    assert "1 day 2 h flown" in shown(learning, HOME)


def test_a_landed_flight_shows_the_hours_of_its_result(learning: Client, person: Person) -> None:
    fly(person, status=Status.LANDED, scan=90, hours=3.0, score=50.0, passed=False)
    assert "3 h 12" not in shown(learning, LOGBOOK)
    assert " 3 h " in shown(learning, LOGBOOK)


@pytest.mark.parametrize("address", [LOGBOOK, HOME])
def test_a_flight_whose_line_is_gone_is_listed_still(learning: Client, person: Person, address: str) -> None:
    fly(person, scenario=GONE, line="melted-down", scan=90)
    assert "A scenario that is no longer taught" in shown(learning, address)


def test_the_list_of_flights_stands_when_one_is_of_a_scenario_that_is_gone(teaching: Client, person: Person) -> None:
    fly(person, scenario=GONE)
    assert "A scenario that is no longer taught" in shown(teaching, DECK)


def test_the_list_of_flights_is_printed_as_french_is(teaching: Client, instructor: Person, person: Person) -> None:
    instructor.language = "fr"
    instructor.save()
    fly(person, scenario="agitator-trip")
    assert "L’agitateur" in shown(teaching, DECK)


@pytest.mark.parametrize("client_of", ["learning", "teaching"])
def test_the_cockpit_of_a_flight_whose_scenario_is_gone_says_so_and_leads_on(
    request: pytest.FixtureRequest, person: Person, client_of: str
) -> None:
    client: Client = request.getfixturevalue(client_of)
    response = client.get(reverse("flightdeck:cockpit", args=[fly(person, scenario=GONE).id]))
    page = response.content.decode()
    assert response.status_code == 409
    assert GONE in page
    assert f'href="{reverse("academy:briefing", args=[GONE])}"' not in page
    assert f'class="button second" href="{reverse("academy:scenarios")}"' in page


def test_a_grounded_flight_leads_to_its_briefing_only_where_there_is_one(learning: Client, person: Person) -> None:
    for scenario, led in ((FIRST, True), (GONE, False)):
        flight = fly(person, scenario=scenario, status=Status.GROUNDED)
        page = learning.get(reverse("flightdeck:cockpit", args=[flight.id])).content.decode()
        assert (f'href="{reverse("academy:briefing", args=[scenario])}"' in page) is led


@pytest.mark.parametrize(
    ("runner", "lasts_s", "state"),
    [
        ("", None, "waiting for somebody to enter"),
        ("here:1", 5, "being flown"),
        ("crashed:1", -5, "waiting for somebody to enter"),
    ],
)
def test_a_flight_is_being_flown_for_as_long_as_its_lease_lasts(
    teaching: Client, person: Person, runner: str, lasts_s: float | None, state: str
) -> None:
    until = None if lasts_s is None else timezone.now() + timedelta(seconds=lasts_s)
    fly(person, runner=runner, runner_until=until)
    assert state in shown(teaching, DECK)


def test_what_the_program_says_of_a_grounded_flight_is_marked_as_english(learning: Client, person: Person) -> None:
    fly(person, status=Status.GROUNDED, why_grounded="the journal was edited")
    assert '<span lang="en">the journal was edited</span>' in learning.get(LOGBOOK).content.decode()
