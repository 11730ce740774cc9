"""The replay's page, a grounded flight, the list of flights in the air, and the words of the scripts."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from envol.web.flightdeck.debrief_views import debrief_words
from envol.web.flightdeck.models import Flight, JournalEvent
from envol.web.people.models import Person

KEY = re.compile(r"""\bt\(\s*"([a-z.-]+)"|"(debrief\.[a-z-]+)\"""")


@pytest.mark.parametrize(("language", "mode"), [("fr", "RELECTURE"), ("en", "REPLAY")])
def test_a_replay_says_what_it_is(
    signed_in: Client, person: Person, landed_flight: Flight, language: str, mode: str
) -> None:
    person.language = language
    person.save()
    page = unescape(signed_in.get(reverse("flightdeck:replay", args=[landed_flight.id])).content.decode())
    assert f'<html lang="{language}"' in page
    assert f'<strong class="mode">{mode}</strong>' in page


@pytest.mark.parametrize("name", ["score", "replay"])
def test_a_page_writes_no_style_or_script_of_its_own(signed_in: Client, landed_flight: Flight, name: str) -> None:
    page = signed_in.get(reverse(f"flightdeck:{name}", args=[landed_flight.id])).content.decode()
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in attributes or "application/json" in attributes for attributes in scripts)
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", page)


def test_a_grounded_flight_says_why_and_leads_on(signed_in: Client, grounded_flight: Flight) -> None:
    response = signed_in.get(reverse("flightdeck:cockpit", args=[grounded_flight.id]))
    page = response.content.decode()
    assert response.status_code == 409
    assert grounded_flight.why_grounded in page
    for name in ("replay", "journal"):
        assert reverse(f"flightdeck:{name}", args=[grounded_flight.id]) in page
    assert reverse("academy:briefing", args=[grounded_flight.scenario]) in page


def test_a_grounded_flight_is_replayed_as_far_as_it_went(signed_in: Client, grounded_flight: Flight) -> None:
    course = signed_in.get(reverse("flightdeck:replay-telemetry", args=[grounded_flight.id])).json()
    last = JournalEvent.objects.filter(flight=grounded_flight).latest("seq")
    assert course["scans"][-1] == last.scan
    assert any("was not closed" in remark for remark in course["remarks"])


def test_a_journal_that_was_edited_is_told_of_and_not_replayed(signed_in: Client, landed_flight: Flight) -> None:
    event = JournalEvent.objects.filter(flight=landed_flight).order_by("seq")[2]
    event.line = event.line.replace('"scan":', '"scan": ')
    event.line = event.line.replace(f'"seq":{event.seq}', f'"seq":{event.seq + 1}')
    event.save()
    for name in ("score", "replay", "telemetry"):
        assert signed_in.get(reverse(f"flightdeck:{name}", args=[landed_flight.id])).status_code == 409
    response = signed_in.get(reverse("flightdeck:replay-telemetry", args=[landed_flight.id]))
    assert (response.status_code, response.json()["key"]) == (409, "debrief.not-replayed")


def test_an_instructor_sees_the_flights_in_the_air(teaching: Client, person: Person, flight_in_the_air: Flight) -> None:
    page = teaching.get(reverse("flightdeck:deck")).content.decode()
    assert reverse("flightdeck:cockpit", args=[flight_in_the_air.id]) in page
    assert str(person.id)[:8] in page


def test_a_learner_does_not(signed_in: Client) -> None:
    assert signed_in.get(reverse("flightdeck:deck")).status_code == 403


def test_every_word_of_the_scripts_is_declared() -> None:
    folder = Path(str(finders.find("debrief/page.js"))).parent
    used = {
        one or other for file in folder.glob("*.js") for one, other in KEY.findall(file.read_text(encoding="utf-8"))
    }
    assert len(used) > 15
    assert used <= debrief_words().keys()
    mine = {key for key in debrief_words() if key.startswith("debrief.")}
    served = {"debrief.no-such-state", "debrief.no-such-scan", "debrief.not-in-the-air", "debrief.not-replayed"}
    assert mine - used == served
