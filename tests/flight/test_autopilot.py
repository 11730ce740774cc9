"""Pilots that are content: what they see, when they look, what becomes of what they are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from envol.flight.autopilot import Autopilot, Screen
from envol.flight.commands import Freeze, Inject
from envol.flight.content.line import Phase
from envol.flight.content.pilots import Pilot
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.gateways.library import Library

PlanOf = Callable[..., FlightPlan]


def pilot(rules: list[dict[str, Any]] | None = None, **changes: Any) -> Pilot:
    text = {"schema": "envol/pilot/1", "name": "tester", "title": {"fr": "x", "en": "x"}, "round_min": 30.0}
    return Pilot.model_validate(text | {"rules": rules or []} | changes)


def rule(when: str, *do: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"name": "the-rule", "when": when, "do": list(do)} | changes


def flown(plan: FlightPlan, who: Pilot, *, at_most: int | None = None) -> tuple[Flight, Autopilot, MemoryJournal]:
    journal = MemoryJournal()
    flight = Flight(plan, journal)
    autopilot = Autopilot(who, flight)
    flight.open(autopilot.actor)
    autopilot.fly(at_most=at_most)
    return flight, autopilot, journal


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of(duration_h=10.0)


def test_a_pilot_sees_what_the_screen_shows_and_the_clock_only(plan: FlightPlan) -> None:
    flight = Flight(plan)
    shown = {tag.quantity for tag in plan.line.tags.values()}
    assert set(Screen(flight)) == shown | {"hour", "elapsed_h"}
    assert len(Screen(flight)) == len(shown) + 2
    for hidden in ("bacteria", "glucose", "viable", "oxygen_probe.bias"):
        with pytest.raises(KeyError):
            Screen(flight)[hidden]


def test_what_a_pilot_sees_is_what_an_instrument_indicates(plan: FlightPlan) -> None:
    flight = Flight(plan)
    assert Screen(flight)["oxygen_probe.indicated"] == flight.read("oxygen_probe.indicated")


@pytest.mark.parametrize("name", ["novice", "competent", "expert"])
@pytest.mark.parametrize("at_most", [1, 7, 100])
def test_what_a_pilot_does_does_not_depend_on_speed(
    plan: FlightPlan, library: Library, name: str, at_most: int
) -> None:
    whole, _, told = flown(plan, library.pilot(name))
    pieces, _, told_in_pieces = flown(plan, library.pilot(name), at_most=at_most)
    assert pieces.state_hash == whole.state_hash
    assert told_in_pieces.events() == told.events()


def test_rules_are_looked_at_on_rounds_of_the_grid(plan: FlightPlan) -> None:
    _, _, journal = flown(plan, pilot([rule("elapsed_h > 0.7", {"sample": "cells"}, every_h=2.0)]))
    assert [event.scan for event in journal.events()[1:]] == [60, 180, 300, 420, 540]


def test_a_rule_waits_its_delay_and_stops_at_its_count(plan: FlightPlan) -> None:
    patient = rule("elapsed_h > 0.7", {"sample": "cells"}, delay_min=60.0, at_most=2)
    _, _, journal = flown(plan, pilot([patient]))
    assert [event.scan for event in journal.events()[1:]] == [120, 150]


def test_what_is_planned_is_done_at_its_hour_in_the_order_written(plan: FlightPlan) -> None:
    steps = [
        {"at_h": 1.25, "do": [{"sample": "titre"}]},
        {"at_h": 1.25, "do": [{"sample": "cells"}, {"set": "feed_flow", "to": 2.0}]},
        {"at_h": 0.0, "do": [{"sample": "blood-gas"}]},
    ]
    _, _, journal = flown(plan, pilot(plan=steps))
    told = [(event.scan, event.data.get("assay")) for event in journal.events()[1:]]
    assert told == [(0, "blood-gas"), (75, "titre"), (75, "cells"), (75, None)]


def test_an_alarm_calls_a_pilot_who_answers_alarms(plan_of: PlanOf, library: Library) -> None:
    plan = plan_of(duration_h=10.0)
    acknowledge = rule("alarm('agitation-low')", {"acknowledge": "agitation-low"})
    answers = {}
    for minutes in (None, 4.0):
        flight, _, journal = flown(plan, pilot([acknowledge], round_min=240.0, answers_alarm_min=minutes))
        came = next(event.scan for event in flight.alarm_log if event.alarm == "agitation-low")
        answers[minutes] = next(e.scan for e in journal.events() if e.type == "alarms-acknowledged") - came
    assert answers[4.0] == 4
    assert answers[None] > 4


def test_a_refused_command_is_recorded_and_the_flight_goes_on(plan: FlightPlan) -> None:
    stubborn = rule("elapsed_h > 0.7", {"set": "feed_flow", "to": "1 / 0"}, {"acknowledge": "ph-low"}, at_most=1)
    flight, autopilot, journal = flown(plan, pilot([stubborn]))
    assert flight.over
    assert len(autopilot.refused) == 2
    assert "needs a number, not inf" in autopilot.refused[0]
    assert len(journal.events()) == 1


def test_a_look_at_a_quiet_panel_is_no_refusal(plan_of: PlanOf) -> None:
    acknowledge = rule("hour > 0", {"acknowledge": "all"})
    _, autopilot, journal = flown(plan_of(malfunctions=(), duration_h=1.0, settings={}), pilot([acknowledge]))
    assert not autopilot.refused
    assert len(journal.events()) == 1


def test_after_a_pilot_ended_the_flight_nothing_more_is_done(plan: FlightPlan) -> None:
    leaves = rule("elapsed_h > 0.7", {"intervene": "harvest"}, {"sample": "cells"})
    flight, autopilot, _ = flown(plan, pilot([leaves]))
    assert (flight.scan, flight.state.ended) == (60, "harvest")
    assert "the flight is over (harvest)" in autopilot.refused[0]


def test_a_frozen_flight_hands_the_controls_back(plan: FlightPlan) -> None:
    flight = Flight(plan)
    autopilot = Autopilot(pilot([rule("hour > 0", {"sample": "cells"})]), flight)
    flight.do(Freeze(), "person:0000abcd")
    autopilot.fly()
    assert flight.scan == 0


def test_the_sleeper_gives_no_command(plan: FlightPlan, library: Library) -> None:
    _, autopilot, journal = flown(plan, library.pilot("sleeper"))
    assert autopilot.silent
    assert [event.type for event in journal.events()] == ["flight-opened"]


def test_an_amount_may_be_computed_from_what_is_seen(plan: FlightPlan) -> None:
    dose = rule("elapsed_h > 0.7", {"intervene": "dose-antifoam", "amount": "clip(elapsed_h, 2, 3)"}, at_most=1)
    _, _, journal = flown(plan, pilot([dose]))
    assert journal.events()[1].data == {"intervention": "dose-antifoam", "amount": 2.0}


def test_a_pilot_asks_for_the_phase_a_setting_and_what_was_done(plan_of: PlanOf) -> None:
    title = {"fr": "x", "en": "x"}
    phases = [
        Phase.model_validate({"name": name, "title": title, "when": when})
        for name, when in (("early", "elapsed_h < 2"), ("late", "hour > 0"))
    ]
    plan = plan_of(duration_h=10.0, line={"phases": tuple(phases)})
    asks = "phase('late') and setting('oxygen_loop.setpoint') == 40 and not done('gram-stain')"
    _, _, journal = flown(plan, pilot([rule(asks, {"intervene": "gram-stain"})]))
    assert [event.scan for event in journal.events()[1:]] == [120]


def test_a_malfunction_is_never_told_to_a_pilot(plan_of: PlanOf) -> None:
    flight = Flight(plan_of(malfunctions=()))
    before = dict(Screen(flight))
    flight.do(Inject("contamination"), "instructor:0000cafe")
    assert dict(Screen(flight)) == before
