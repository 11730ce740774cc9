"""The score page: words first, every line onto its moment, the number last."""

from __future__ import annotations

import re
from html import unescape

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from envol.flight.commands import End, WriteNote
from envol.flight.engine import Flight as Flown
from envol.flight.journal import text_hash
from envol.web.flightdeck import lease, services
from envol.web.flightdeck.debrief.moments import excursions_of, incidents_of
from envol.web.flightdeck.journal import TableJournal
from envol.web.flightdeck.models import Flight
from envol.web.flightdeck.runner.landing import close
from envol.web.flightdeck.school import plan_for
from envol.web.people.models import Person

MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def smothered() -> Flown:
    """An agitator that trips and that nobody starts again: oxygen falls out of its limits."""
    flight = Flown(plan_for("agitator-trip", 1))
    flight.advance(flight.plan.last_scan)
    return flight


def score_of(client: Client, flight: Flight) -> str:
    response = client.get(reverse("flightdeck:score", args=[flight.id]))
    assert response.status_code == 200
    return unescape(response.content.decode())


def text_of(html: str) -> str:
    """What is read on a page, without its scripts' data."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))


@pytest.mark.parametrize(("language", "title"), [("fr", "L’alimentation s’arrête"), ("en", "The feed stops")])
def test_it_answers_in_both_languages(
    signed_in: Client, person: Person, landed_flight: Flight, language: str, title: str
) -> None:
    person.language = language
    person.save()
    page = score_of(signed_in, landed_flight)
    assert f'<html lang="{language}"' in page
    assert f"<h1>{title}</h1>" in page


def test_the_number_comes_after_everything_that_explains_it(signed_in: Client, landed_flight: Flight) -> None:
    page = score_of(signed_in, landed_flight)
    number = page.index('<p class="total">')
    parts = [page.index(f'id="{name}"') for name in ("outcome", "margins", "alarms", "deeds", "malfunctions", "blocks")]
    assert parts == sorted(parts)
    assert parts[-1] < number
    assert f"{landed_flight.score:.3g}" not in text_of(page[:number])


def test_every_line_with_an_instant_opens_onto_its_moment(
    signed_in: Client, landed_flight: Flight, flown: Flown
) -> None:
    page = score_of(signed_in, landed_flight)
    blocks = page[page.index('id="blocks"') : page.index('<p class="total">')]
    address = re.escape(reverse("flightdeck:replay", args=[landed_flight.id]))
    linked = [float(hour) for hour in re.findall(rf'href="{address}\?at=([\d.]+)"', blocks)]
    graded = landed_flight.result["grade"]["blocks"]
    in_order = [graded[name] for name in flown.plan.scenario.scoring.weights if name in graded]
    lines = [line for block in in_order for line in block["lines"]]
    hours = [flown.plan.hour(line["scan"]) for line in lines if line["scan"] is not None]
    assert len(hours) > 3
    assert linked == pytest.approx(hours, abs=1e-4)
    assert blocks.count('class="line-title"') == len(lines)


def test_what_was_broken_is_told_now(signed_in: Client, landed_flight: Flight, flown: Flown) -> None:
    page = score_of(signed_in, landed_flight)
    (incident,) = incidents_of(flown)
    told = incident.malfunction
    for text in (told.title.en, told.cue.en, told.look_alike.en, told.consequence.en, told.response.text.en):
        assert text in page


def test_an_excursion_lies_outside_its_limit_from_end_to_end(smothered: Flown) -> None:
    columns, found = smothered.columns(), excursions_of(smothered)
    assert found
    for each in found:
        low = float("-inf") if each.limit.low is None else each.limit.low
        high = float("inf") if each.limit.high is None else each.limit.high
        values = columns[each.limit.quantity]
        assert not low <= values[each.first] <= high
        assert not low <= values[each.last] <= high
        assert values[each.worst_scan] == each.worst
        assert each.first <= each.worst_scan <= each.last


def test_what_lies_between_excursions_lies_within_the_limit(smothered: Flown) -> None:
    limit = next(each for each in smothered.plan.scenario.limits if each.quantity == "oxygen_saturation")
    assert limit.low is not None
    told = np.zeros(smothered.scan + 1, dtype=bool)
    for each in excursions_of(smothered):
        if each.limit == limit:
            told[each.first : each.last + 1] = True
    assert (smothered.columns()["oxygen_saturation"][~told] >= limit.low).all()


def test_somebody_else_s_flight_is_not_found(client: Client, other: Person, landed_flight: Flight) -> None:
    client.force_login(other)
    assert client.get(reverse("flightdeck:score", args=[landed_flight.id])).status_code == 404


def test_an_instructor_reads_it(teaching: Client, landed_flight: Flight) -> None:
    assert 'id="blocks"' in score_of(teaching, landed_flight)


def test_a_stranger_signs_in_first(client: Client, landed_flight: Flight) -> None:
    response = client.get(reverse("flightdeck:score", args=[landed_flight.id]))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_a_flight_in_the_air_leads_to_its_cockpit(signed_in: Client, flight_in_the_air: Flight) -> None:
    response = signed_in.get(reverse("flightdeck:score", args=[flight_in_the_air.id]))
    assert response["Location"] == reverse("flightdeck:cockpit", args=[flight_in_the_air.id])


def test_the_very_same_flight_can_be_flown_again(signed_in: Client, landed_flight: Flight) -> None:
    page = score_of(signed_in, landed_flight)
    assert f'<input type="hidden" name="seed" value="{landed_flight.seed}">' in page
    assert page.count(f'action="{reverse("academy:briefing", args=[landed_flight.scenario])}"') == 2


def test_the_name_of_a_person_cannot_become_a_part_of_the_page(
    teaching: Client, person: Person, landed_flight: Flight
) -> None:
    person.name = MARKUP
    person.save()
    html = teaching.get(reverse("flightdeck:score", args=[landed_flight.id])).content.decode()
    assert escape(MARKUP) in html
    assert MARKUP not in html


@pytest.fixture
def flight_with_a_note(person: Person) -> Flight:
    """A flight that was closed early, after somebody had written markup into it."""
    header = services.take_off(person=person, scenario="feed-pump-stop", seed=1)
    actor = services.seat_of(flight=header, person=person).actor
    assert lease.take(header.id, "test")
    journal = TableJournal(header.id, "test")
    flight = Flown(plan_for("feed-pump-stop", 1), journal)
    flight.open(actor)
    flight.advance(60)
    services.keep_note(flight=header.id, seq=journal.last_seq + 1, text=MARKUP)
    flight.do(WriteNote(text_hash(MARKUP)), actor)
    flight.do(End(), actor)
    close(header.id, flight, journal, "test")
    header.refresh_from_db()
    return header


def test_words_written_in_the_flight_cannot_become_a_part_of_the_score_page(
    signed_in: Client, flight_with_a_note: Flight
) -> None:
    html = signed_in.get(reverse("flightdeck:score", args=[flight_with_a_note.id])).content.decode()
    assert escape(MARKUP) in html
    assert MARKUP not in html


def test_words_written_in_the_flight_reach_the_replay_as_data_only(
    signed_in: Client, flight_with_a_note: Flight
) -> None:
    page = signed_in.get(reverse("flightdeck:replay", args=[flight_with_a_note.id]))
    assert b"alert(1)" not in page.content
    told = signed_in.get(reverse("flightdeck:replay-telemetry", args=[flight_with_a_note.id]))
    assert told["Content-Type"] == "application/json"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert [each["label"] for each in told.json()["events"] if each["kind"] == "note"] == [f"Note: {MARKUP}"]
