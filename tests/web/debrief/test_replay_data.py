"""The replay's data: the course of a flight, and what moves it at an instant."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any, NoReturn

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from envol.flight.engine import Flight as Flown
from envol.gateways.replaying import Recording
from envol.twin.why import why
from envol.web.flightdeck.debrief.moments import plain_number
from envol.web.flightdeck.debrief.rewind import Rewind
from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.words.debrief import WORDS


def strictly(text: str) -> Any:
    """Read JSON as a browser does: NaN and Infinity are no numbers."""

    def refuse(word: str) -> NoReturn:
        raise ValueError(word)

    return json.loads(text, parse_constant=refuse)


@pytest.fixture
def course(signed_in: Client, landed_flight: Flight) -> dict[str, Any]:
    response = signed_in.get(reverse("flightdeck:replay-telemetry", args=[landed_flight.id]))
    assert response.status_code == 200
    found: dict[str, Any] = strictly(response.content.decode())
    return found


def test_time_only_goes_forward_and_reaches_from_take_off_to_landing(course: dict[str, Any], flown: Flown) -> None:
    for times in (course["scans"], course["hours"]):
        assert all(one < other for one, other in pairwise(times))
    assert (course["scans"][0], course["scans"][-1]) == (0, flown.scan)
    assert 700 < len(course["scans"]) < 1700


def test_each_value_is_that_of_the_flight_at_its_scan(course: dict[str, Any], flown: Flown) -> None:
    columns, scans = flown.columns(), course["scans"]
    for tag, shown in flown.plan.line.tags.items():
        expected = np.asarray(columns[shown.quantity])[scans]
        assert course["tags"][tag] == pytest.approx(expected.tolist(), abs=0.06 * 10**-shown.decimals)
    assert course["truth"]["glucose"] == pytest.approx(columns["glucose"][scans].tolist(), abs=1e-2)


def test_every_event_has_a_point_of_its_own(course: dict[str, Any]) -> None:
    scans = set(course["scans"])
    kinds = {event["kind"] for event in course["events"]}
    assert {"malfunction", "alarm", "deed", "sample", "phase"} <= kinds
    assert all(event["scan"] in scans for event in course["events"])
    hours = [event["hour"] for event in course["events"]]
    assert hours == sorted(hours)


def test_the_malfunction_is_told_with_its_hour(course: dict[str, Any], flown: Flown) -> None:
    (told,) = course["malfunctions"]
    onset = flown.state.active["feed-pump-stop"].onset
    assert told["sinceHour"] == pytest.approx(flown.plan.hour(onset), abs=1e-4)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_none(value: float) -> None:
    assert plain_number(value) is None


@pytest.mark.parametrize("scan", [0, 1234, 4320])
def test_the_terms_sum_to_the_rate(signed_in: Client, landed_flight: Flight, scan: int) -> None:
    address = reverse("flightdeck:replay-why", args=[landed_flight.id])
    response = signed_in.get(address, {"scan": scan, "state": "glucose"})
    told = strictly(response.content.decode())
    assert len(told["terms"]) > 2
    assert sum(term["value"] for term in told["terms"]) == pytest.approx(told["rate"], rel=1e-12)


def test_any_instant_is_reached_to_the_bit_in_whatever_order(record: Recording) -> None:
    rewind = Rewind(record)
    plan = record.plan
    for scan in (4000, 700, 720, 2881, 4320, 0, 700):
        flight = record.fly(at=scan)
        inputs, draws = flight.held()
        row = flight.telemetry.row(scan)
        assert rewind.at(scan).state_hash == flight.state_hash
        assert rewind.why(scan, "glucose") == why(plan.model, row, inputs, draws, plan.parameters, "glucose")


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"scan": "-1", "state": "glucose"}, "no-such-scan"),
        ({"scan": "4321", "state": "glucose"}, "no-such-scan"),
        ({"scan": "1e3", "state": "glucose"}, "no-such-scan"),
        ({"scan": "٣", "state": "glucose"}, "no-such-scan"),
        ({"scan": "9" * 400, "state": "glucose"}, "no-such-scan"),
        ({"state": "glucose"}, "no-such-scan"),
        ({"scan": "10", "state": "bacteria"}, "no-such-state"),
        ({"scan": "10"}, "no-such-state"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    signed_in: Client, landed_flight: Flight, asked: dict[str, str], key: str
) -> None:
    response = signed_in.get(reverse("flightdeck:replay-why", args=[landed_flight.id]), asked)
    assert response.status_code == 400
    assert response.json()["key"] == f"debrief.{key}"
    assert response.json()["key"] in WORDS
