"""What the cockpit's page holds, for a pilot and for an instructor."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from envol.flight.content.line import Amount
from envol.twin.why import revealing_terms
from envol.web.flightdeck.meta import Meta
from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.school import plan_for
from envol.web.people.models import Person

SCENARIO = "contamination"
META = re.compile(r'<script id="deck-meta" type="application/json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def flight(person: Person) -> Flight:
    """A flight in which something happens that its pilot is to find out."""
    return Flight.objects.create(pilot=person, scenario=SCENARIO, line="fed-batch-2000l", seed=1)


def cockpit(person: Person, flight: Flight) -> tuple[str, dict[str, Any]]:
    client = Client()
    client.force_login(person)
    html = client.get(reverse("flightdeck:cockpit", args=[flight.id])).content.decode()
    found = META.search(html)
    assert found
    return html, json.loads(found[1])


def test_the_page_of_a_pilot_names_neither_the_scenario_nor_what_breaks(person: Person, flight: Flight) -> None:
    html, _ = cockpit(person, flight)
    malfunctions = plan_for(SCENARIO, 1).malfunctions
    assert SCENARIO in malfunctions
    assert not [name for name in malfunctions if re.search(rf"\b{name}\b", html)]


def test_the_page_of_a_pilot_titles_no_term_that_is_kept_for_the_debrief(person: Person, flight: Flight) -> None:
    _, meta = cockpit(person, flight)
    plan = plan_for(SCENARIO, 1)
    balances = plan.model.bound.balances
    shown = {
        term for state in plan.line.explained for term in set(balances[state]) - revealing_terms(plan.model, state)
    }
    assert "contaminant" in plan.line.terms
    assert meta["terms"].keys() == shown & plan.line.terms.keys()
    assert "contaminant" not in meta["terms"]
    assert {"growth", "dilution", "feed"} <= meta["terms"].keys()


def test_the_page_of_an_instructor_titles_every_term_and_true_value(instructor: Person, flight: Flight) -> None:
    _, meta = cockpit(instructor, flight)
    assert meta["terms"].keys() == plan_for(SCENARIO, 1).line.terms.keys()
    truths = {each["name"]: each for each in meta["truths"]}
    assert truths["dead"] == {"name": "dead", "title": "Cellules mortes", "unit": "10⁶/mL"}
    assert truths["temperature"]["unit"] == "°C"


def test_the_page_of_a_pilot_knows_no_true_values(person: Person, flight: Flight) -> None:
    assert cockpit(person, flight)[1]["truths"] == []


def test_the_amount_of_a_gesture_is_in_a_unit_as_people_write_it() -> None:
    meta = Meta(plan_for(SCENARIO, 1), "en")
    first, *_ = meta.line.interventions
    amount = Amount(unit="degC", low=0, high=5, default=1)
    meta.line = meta.line.model_copy(update={"interventions": (first.model_copy(update={"amount": amount}),)})
    assert meta.interventions()[0]["amount"] == {"unit": "°C", "low": 0, "high": 5, "default": 1}
