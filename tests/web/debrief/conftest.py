"""Flights that have landed, flown by a written pilot into somebody's logbook."""

from __future__ import annotations

import pytest
from django.test import Client

from envol.web.flightdeck.demonstration import fly_for
from envol.web.flightdeck.models import Flight
from envol.web.people.models import Person

SEED = 1


@pytest.fixture
def landed_flight(person: Person) -> Flight:
    """Three days in which a pump stops, and an expert who answers."""
    return fly_for(person, "feed-pump-stop", "expert", SEED)


@pytest.fixture
def signed_in(client: Client, person: Person) -> Client:
    """The browser of the person who flew."""
    client.force_login(person)
    return client
