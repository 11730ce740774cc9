"""What there is to fly, what is told of it, and what was flown."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from envol.flight.content.malfunctions import Malfunction
from envol.flight.content.scenario import Scenario
from envol.web.flightdeck.models import Flight, Status
from envol.web.flightdeck.school import library
from envol.web.flightdeck.services import MOST_IN_THE_AIR
from envol.web.people.models import Language, Person

FIRST = "fed-batch-first-flight"
Queries = Callable[[int], AbstractContextManager[object]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, person: Person) -> Client:
    """The browser of somebody who learns."""
    client.force_login(person)
    return client


def text(client: Client, address: str) -> str:
    """What is read on a page, without its tags."""
    response = client.get(address)
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def fly(person: Person, scenario: str = FIRST, status: Status = Status.LANDED, **fields: object) -> Flight:
    """A flight as the database knows it."""
    return Flight.objects.create(
        pilot=person, scenario=scenario, line="fed-batch-2000l", seed=1, status=status, **fields
    )


def test_the_list_shows_every_scenario_with_the_best_flight(signed_in: Client, person: Person) -> None:
    fly(person, score=61.25, passed=False)
    fly(person, score=84.5, passed=True)
    shown = text(signed_in, reverse("academy:scenarios"))
    for scenario in library().catalogue.every(Scenario):
        assert scenario.title.en in shown
    assert "84.5 of 100, passed" in shown
    assert "61.3" not in shown


def test_the_easiest_scenario_comes_first(signed_in: Client) -> None:
    html = signed_in.get(reverse("academy:scenarios")).content.decode()
    assert re.findall(r'class="scenario" href="/scenarios/([\w-]+)/"', html)[0] == FIRST


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_before_take_off_names_what_will_break(signed_in: Client, person: Person, language: str) -> None:
    person.language = Language(language)
    person.save()
    catalogue = library().catalogue
    names = {getattr(each.title, language).replace("'", "’").casefold() for each in catalogue.every(Malfunction)}
    addresses = [reverse("academy:briefing", args=[each.name]) for each in catalogue.every(Scenario)]
    assert names
    for address in (*addresses, reverse("academy:scenarios")):
        shown = text(signed_in, address).replace("'", "’").casefold()
        assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", shown)] == []


def test_a_briefing_tells_how_it_is_graded_and_how_faithful_the_twin_is(signed_in: Client) -> None:
    shown = text(signed_in, reverse("academy:briefing", args=[FIRST]))
    assert "passed from 73 of 100" in shown
    assert "A contaminated batch is never a success" in shown
    assert "14 days" in shown
    assert "34 min" in shown
    assert "Gas transfer and mixing representative representative" in shown
    assert "Downstream not needed none" in shown
    assert sum(int(share) for share in re.findall(r"(\d+)%", shown)) in range(98, 103)


def test_take_off_makes_a_flight_and_leads_to_its_cockpit(signed_in: Client, person: Person) -> None:
    response = signed_in.post(reverse("academy:briefing", args=[FIRST]))
    flight = Flight.objects.get()
    assert (flight.pilot, flight.scenario, flight.status) == (person, FIRST, Status.AIRBORNE)
    assert response.headers["Location"] == reverse("flightdeck:cockpit", args=[flight.id])


def test_take_off_with_a_seed_flies_that_seed(signed_in: Client) -> None:
    signed_in.post(reverse("academy:briefing", args=[FIRST]), {"seed": "42"})
    assert Flight.objects.get().seed == 42


@pytest.mark.parametrize("seed", ["-1", "one", str(2**31), "1.5"])
def test_what_is_no_seed_is_refused_beside_its_field(signed_in: Client, seed: str) -> None:
    response = signed_in.post(reverse("academy:briefing", args=[FIRST]), {"seed": seed})
    assert response.status_code == 422
    assert "<details open>" in response.content.decode()
    assert not Flight.objects.exists()


def test_reading_a_briefing_makes_no_flight(signed_in: Client) -> None:
    signed_in.get(reverse("academy:briefing", args=[FIRST]))
    assert not Flight.objects.exists()


def test_too_many_flights_in_the_air_are_refused_with_a_sentence(signed_in: Client, person: Person) -> None:
    for _ in range(MOST_IN_THE_AIR):
        fly(person, status=Status.AIRBORNE)
    response = signed_in.post(reverse("academy:briefing", args=[FIRST]))
    assert response.headers["Location"] == reverse("academy:logbook")
    assert f"You have {MOST_IN_THE_AIR} flights in the air already" in text(signed_in, reverse("academy:logbook"))
    assert Flight.objects.count() == MOST_IN_THE_AIR


def test_an_empty_logbook_leads_to_the_scenarios(signed_in: Client) -> None:
    html = signed_in.get(reverse("academy:logbook")).content.decode()
    assert f'class="button" href="{reverse("academy:scenarios")}"' in html


@pytest.mark.parametrize(
    ("status", "opened", "closed"),
    [
        (Status.AIRBORNE, ["cockpit"], ["score", "replay", "journal", "telemetry"]),
        (Status.LANDED, ["score", "replay", "journal", "telemetry"], ["cockpit"]),
        (Status.GROUNDED, ["journal"], ["cockpit", "score", "replay", "telemetry"]),
    ],
)
def test_a_flight_of_the_logbook_opens_what_it_has(
    signed_in: Client, person: Person, status: Status, opened: list[str], closed: list[str]
) -> None:
    flight = fly(person, status=status)
    html = signed_in.get(reverse("academy:logbook")).content.decode()
    for page in opened:
        assert f'href="{reverse(f"flightdeck:{page}", args=[flight.id])}"' in html
    for page in closed:
        assert f'href="{reverse(f"flightdeck:{page}", args=[flight.id])}"' not in html


def test_a_grounded_flight_says_why(signed_in: Client, person: Person) -> None:
    fly(person, status=Status.GROUNDED, why_grounded="the journal was edited")
    assert "the journal was edited" in text(signed_in, reverse("academy:logbook"))


def test_the_flight_of_another_person_is_not_listed(signed_in: Client, other: Person) -> None:
    flight = fly(other)
    assert str(flight.id) not in signed_in.get(reverse("academy:logbook")).content.decode()


def test_an_instructor_finds_their_own_flights_only_in_the_logbook(
    client: Client, instructor: Person, other: Person
) -> None:
    client.force_login(instructor)
    flight = fly(other)
    assert str(flight.id) not in client.get(reverse("academy:logbook")).content.decode()


def test_a_flight_whose_scenario_is_gone_is_still_listed(signed_in: Client, person: Person) -> None:
    fly(person, scenario="taught-long-ago")
    shown = text(signed_in, reverse("academy:logbook"))
    assert "A scenario that is no longer taught" in shown
    assert "taught-long-ago" not in shown


def test_a_long_logbook_has_pages_newest_first(signed_in: Client, person: Person) -> None:
    flights = [fly(person, created_at=timezone.now() - timedelta(hours=age)) for age in range(30)]
    first = signed_in.get(reverse("academy:logbook")).content.decode()
    further = re.search(r'rel="next" href="([^"]+)"', first)
    assert further
    second = signed_in.get(reverse("academy:logbook") + further[1]).content.decode()
    assert str(flights[0].id) in first
    assert str(flights[29].id) not in first
    assert str(flights[29].id) in second
    assert signed_in.get(reverse("academy:logbook"), {"page": "many"}).status_code == 200


@pytest.mark.parametrize("name", ["academy:scenarios", "academy:logbook", "portal:home"])
def test_queries_do_not_grow_with_flights(
    signed_in: Client, person: Person, django_assert_num_queries: Queries, name: str
) -> None:
    fly(person, status=Status.AIRBORNE)
    fly(person, score=50.0, passed=False)
    signed_in.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        signed_in.get(reverse(name))
    for number in range(20):
        fly(person, scenario=["ph-drift", "foam-out", FIRST][number % 3], score=50.0, passed=True)
    with django_assert_num_queries(len(few)):
        signed_in.get(reverse(name))


def test_home_offers_the_first_scenario_to_whoever_has_flown_nothing(signed_in: Client) -> None:
    html = signed_in.get(reverse("portal:home")).content.decode()
    assert reverse("academy:briefing", args=[FIRST]) in html
    assert "A flight is in the air" not in html
    assert "Your last debrief" not in html


def test_home_offers_three_things_at_most(signed_in: Client, person: Person) -> None:
    airborne, landed = fly(person, status=Status.AIRBORNE), fly(person, score=90.0, passed=True)
    html = signed_in.get(reverse("portal:home")).content.decode()
    assert reverse("flightdeck:cockpit", args=[airborne.id]) in html
    assert reverse("flightdeck:score", args=[landed.id]) in html
    assert reverse("academy:briefing", args=[FIRST]) not in html
    assert html.count('<li id="') == 3


def test_home_leads_an_instructor_to_the_flights_in_the_air(client: Client, instructor: Person, other: Person) -> None:
    instructor.language = Language.ENGLISH
    instructor.save()
    client.force_login(instructor)
    fly(other, status=Status.AIRBORNE)
    shown = text(client, reverse("portal:home"))
    assert "1 flight in the air" in shown
