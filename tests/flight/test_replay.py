"""A journal flown again, whole, in part, or without one of its actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from envol.errors import JournalError
from envol.flight.autopilot import Autopilot
from envol.flight.commands import (
    Clear,
    Command,
    Freeze,
    Inject,
    Intervene,
    Resume,
    SetInput,
    TakeSample,
)
from envol.flight.content.line import ValidityBound
from envol.flight.engine import Flight
from envol.flight.journal import Event
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.replay import check_seal, opening_of, replay
from envol.flight.scoring.grade import as_document, grade
from envol.gateways.library import Library

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
ACTOR = "person:0000abcd"


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


def numbered(events: tuple[Event, ...], type: str) -> int:
    return next(event.seq for event in events if event.type == type)


def test_a_replay_reaches_the_hash_and_the_grade(plan: FlightPlan, library: Library) -> None:
    journal = MemoryJournal()
    flight = Flight(plan, journal)
    pilot = Autopilot(library.pilot("expert"), flight)
    flight.open(pilot.actor)
    pilot.fly()
    flight.seal(pilot.actor)
    again = replay(plan, journal.events())
    check_seal(again, journal.events())
    assert again.state_hash == flight.state_hash
    assert as_document(grade(again)[1]) == as_document(grade(flight)[1])


def test_a_replay_to_an_instant_stands_as_the_flight_stood(plan: FlightPlan, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    script = [(30, SetInput("feed_flow", 3.0)), (200, SetInput("feed_flow", 0.0))]
    fly_script(plan, script, to=400, journal=journal)
    assert replay(plan, journal.events(), at=150).state_hash == fly_script(plan, script[:1], to=150).state_hash


def test_a_replay_stores_nothing_and_leaves_the_live_flight_alone(plan: FlightPlan, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    flight = fly_script(plan, [(30, SetInput("feed_flow", 3.0))], to=100, journal=journal)
    events, state, row = journal.events(), flight.state, flight.telemetry.row(100).copy()
    replay(plan, events)
    assert (journal.events(), flight.state, flight.scan) == (events, state, 100)
    np.testing.assert_array_equal(flight.telemetry.row(100), row)


def test_leaving_an_action_out_changes_no_other_draw(plan_of: PlanOf, fly_script: FlyScript) -> None:
    plan, journal = plan_of(seed=5), MemoryJournal()
    script: list[tuple[int, Command]] = [
        (10, TakeSample("metabolites")),
        (20, SetInput("feed_flow", 3.0)),
        (50, TakeSample("metabolites")),
    ]
    flight = fly_script(plan, script, to=500, journal=journal)
    events = journal.events()
    without = replay(plan, events, at=500, without=numbered(events, "input-set"))
    fewer = replay(plan, events, at=500, without=numbered(events, "sample-taken"))
    assert without.state_hash != flight.state_hash
    for other in (without, fewer):
        np.testing.assert_array_equal(other.held()[1], flight.held()[1])
        assert other.plan.parameters.tobytes() == flight.plan.parameters.tobytes()
        assert other.state.active["agitator-trip"].onset == flight.state.active["agitator-trip"].onset
        np.testing.assert_allclose(shares(other), shares(flight), rtol=1e-12)


def shares(flight: Flight) -> list[float]:
    """Return the error of each value of the second metabolite sample, as a share of the truth."""
    result = next(flight.results())
    assert result.taken == 50
    row = flight.telemetry.row(50)
    return [value / row[flight.plan.column(name)] for name, value in result.values.items()]


def test_the_seal_the_opening_and_a_resumption_cannot_be_left_out(plan: FlightPlan, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    flight = fly_script(plan, [(30, Freeze()), (30, Resume())], to=100, journal=journal)
    flight.seal(ACTOR)
    events = journal.events()
    for seq in (0, 2, 3, 99):
        with pytest.raises(JournalError, match=r"cannot be left out|there is no event 99"):
            replay(plan, events, without=seq)


def test_a_clearing_without_its_injection_clears_nothing(plan: FlightPlan, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    script = [(10, Inject("feed-pump-stop")), (60, Clear("feed-pump-stop"))]
    fly_script(plan, script, to=100, journal=journal)
    events = journal.events()
    without = replay(plan, events, at=100, without=numbered(events, "malfunction-injected"))
    assert without.state_hash == fly_script(plan, to=100).state_hash


def test_what_came_after_an_earlier_end_is_not_done(plan_of: PlanOf, fly_script: FlyScript) -> None:
    why = {"fr": "froid", "en": "cold"}
    bound = ValidityBound.model_validate({"quantity": "temperature", "high": 37.5, "why": why})
    plan, journal = plan_of("cooling-loss", line={"validity": (bound,)}, malfunctions=()), MemoryJournal()
    script: list[tuple[int, Command]] = [
        (10, Inject("cooling-loss")),
        (20, Intervene("switch-cooling")),
        (900, TakeSample("cells")),
    ]
    fly_script(plan, script, to=1000, journal=journal)
    events = journal.events()
    without = replay(plan, events, without=numbered(events, "intervention-done"))
    assert without.state.frozen == "validity:temperature"
    assert without.scan < 900
    assert without.state.samples == ()


def test_an_event_of_another_version_or_type_is_refused(plan: FlightPlan, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    fly_script(plan, [(30, SetInput("feed_flow", 3.0))], to=40, journal=journal)
    opened, moved = journal.events()
    for strange in (replace(moved, type="input-guessed"), replace(moved, version=2)):
        with pytest.raises(JournalError, match=r"event 1 .* is not known here"):
            replay(plan, (opened, strange))


def test_a_seal_that_is_not_reached_is_told_with_both_hashes(plan: FlightPlan, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    fly_script(plan, to=40, journal=journal).seal(ACTOR)
    events = journal.events()
    forged = (*events[:-1], replace(events[-1], data={"state": "ab" * 32, "events": 1}))
    with pytest.raises(JournalError, match="abababab"):
        check_seal(replay(plan, forged), forged)


def test_a_journal_without_its_opening_is_refused(plan: FlightPlan, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    fly_script(plan, [(30, SetInput("feed_flow", 3.0))], to=40, journal=journal)
    for events in (journal.events()[1:], ()):
        with pytest.raises(JournalError, match="starts with flight-opened"):
            opening_of(events)
