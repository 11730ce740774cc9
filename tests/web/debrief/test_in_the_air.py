"""A flight in the air does not give its truth away to whoever flies it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from envol.web.flightdeck.models import Flight
from envol.web.people.models import Person

PAGES = ("replay", "journal", "telemetry")
DATA = ("replay-telemetry", "replay-why")


@pytest.mark.parametrize("name", PAGES)
def test_its_pilot_is_sent_back_to_the_cockpit(signed_in: Client, flight_in_the_air: Flight, name: str) -> None:
    response = signed_in.get(reverse(f"flightdeck:{name}", args=[flight_in_the_air.id]))
    page = response.content.decode()
    assert response.status_code == 403
    assert reverse("flightdeck:cockpit", args=[flight_in_the_air.id]) in page
    assert "feed-pump-stop" not in page


@pytest.mark.parametrize("name", DATA)
def test_its_data_are_refused_to_its_pilot(signed_in: Client, flight_in_the_air: Flight, name: str) -> None:
    asked = {"scan": "0", "state": "glucose"}
    response = signed_in.get(reverse(f"flightdeck:{name}", args=[flight_in_the_air.id]), asked)
    assert (response.status_code, response.json()) == (403, {"key": "debrief.not-in-the-air", "params": {}})


def test_an_instructor_who_flies_is_a_pilot_too(
    teaching: Client, instructor: Person, flight_in_the_air: Flight
) -> None:
    Flight.objects.filter(id=flight_in_the_air.id).update(pilot=instructor)
    assert teaching.get(reverse("flightdeck:replay", args=[flight_in_the_air.id])).status_code == 403


@pytest.mark.parametrize("name", [*PAGES, "replay-telemetry"])
def test_an_instructor_sees_it_so_far(teaching: Client, flight_in_the_air: Flight, name: str) -> None:
    assert teaching.get(reverse(f"flightdeck:{name}", args=[flight_in_the_air.id])).status_code == 200


def test_what_an_instructor_sees_ends_at_the_last_event(teaching: Client, flight_in_the_air: Flight) -> None:
    course = teaching.get(reverse("flightdeck:replay-telemetry", args=[flight_in_the_air.id])).json()
    assert course["scans"][-1] == 720
    assert course["remarks"]
    assert [sample["values"] for sample in course["samples"]] == [None]
