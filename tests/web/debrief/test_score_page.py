"""The score page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from envol.web.flightdeck.models import Flight


def test_first(signed_in: Client, landed_flight: Flight) -> None:
    response = signed_in.get(reverse("flightdeck:score", args=[landed_flight.id]))
    assert response.status_code == 200
    print(response.content.decode()[:200])
