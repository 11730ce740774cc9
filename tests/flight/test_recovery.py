"""A flight taken up again: from a snapshot, or from a journal that was never sealed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace

import pytest

from envol.errors import EnvolError, JournalError, PinMismatchError
from envol.flight.commands import Command, Freeze, Intervene, Resume, SetInput, TakeSample
from envol.flight.engine import Flight
from envol.flight.journal import verify
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.replay import check_seal, replay, resume
from envol.flight.scoring.grade import grade

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
ACTOR = "person:0000beef"
BEFORE: list[tuple[int, Command]] = [
    (10, TakeSample("metabolites")),
    (20, Intervene("gram-stain")),
    (40, SetInput("feed_flow", 2.5)),
]
AFTER: list[tuple[int, Command]] = [(150, Intervene("dose-antifoam", 3.0)), (260, Intervene("restart-agitator"))]


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


@pytest.fixture(scope="module")
def whole(plan: FlightPlan, fly_script: FlyScript) -> Flight:
    return fly_script(plan, BEFORE + AFTER)


def go_on(flight: Flight) -> Flight:
    for scan, command in AFTER:
        flight.advance(scan)
        flight.do(command, "person:0000abcd")
    flight.advance(600)
    return flight


def taken_up(plan: FlightPlan, fly_script: FlyScript) -> Flight:
    """Return a new flight at a snapshot that was kept as bytes, at scan 100."""
    snapshot = pickle.loads(pickle.dumps(fly_script(plan, BEFORE, to=100).snapshot()))
    flight = Flight(plan)
    flight.restore(snapshot)
    return flight


def test_a_new_flight_goes_on_from_a_snapshot_to_the_same_hash(
    plan: FlightPlan, fly_script: FlyScript, whole: Flight
) -> None:
    flight = go_on(taken_up(plan, fly_script))
    assert (flight.state_hash, flight.state, flight.alarm_log) == (whole.state_hash, whole.state, whole.alarm_log)


def test_a_result_of_a_sample_from_before_the_snapshot_comes_back(
    plan: FlightPlan, fly_script: FlyScript, whole: Flight
) -> None:
    flight = go_on(taken_up(plan, fly_script))
    assert list(flight.results()) == list(whole.results()) != []


def test_telemetry_from_before_the_snapshot_is_absent_and_says_so(plan: FlightPlan, fly_script: FlyScript) -> None:
    flight = taken_up(plan, fly_script)
    flight.advance(200)
    for ask in (flight.columns, lambda: flight.telemetry.row(50), lambda: grade(flight)):
        with pytest.raises(EnvolError, match="begins at scan 100"):
            ask()


def test_telemetry_from_the_snapshot_on_is_there(plan: FlightPlan, fly_script: FlyScript, whole: Flight) -> None:
    flight = taken_up(plan, fly_script)
    flight.advance(200)
    assert flight.telemetry.rows(100, 150).tobytes() == whole.telemetry.rows(100, 150).tobytes()


def test_a_snapshot_may_be_gone_back_to_in_the_flight_that_took_it_up(plan: FlightPlan, fly_script: FlyScript) -> None:
    flight = taken_up(plan, fly_script)
    snapshot = flight.snapshot()
    flight.advance(300)
    first = flight.state_hash
    flight.restore(snapshot)
    flight.advance(300)
    assert flight.state_hash == first


def test_a_snapshot_of_another_plan_is_refused(plan: FlightPlan, plan_of: PlanOf, fly_script: FlyScript) -> None:
    snapshot = fly_script(plan, to=100).snapshot()
    with pytest.raises(EnvolError, match="another flight plan"):
        Flight(plan_of(seed=2)).restore(snapshot)


def test_a_new_flight_on_another_journal_does_not_take_a_snapshot_up(plan: FlightPlan, fly_script: FlyScript) -> None:
    snapshot = fly_script(plan, BEFORE, to=100, journal=MemoryJournal()).snapshot()
    with pytest.raises(EnvolError, match="branch"):
        Flight(plan, MemoryJournal()).restore(snapshot)


def interrupted(plan: FlightPlan, fly_script: FlyScript, to: int = 100) -> MemoryJournal:
    journal = MemoryJournal()
    fly_script(plan, BEFORE, to=to, journal=journal)
    return journal


def test_an_unsealed_journal_is_taken_up_at_its_last_event(plan: FlightPlan, fly_script: FlyScript) -> None:
    store = interrupted(plan, fly_script)
    assert resume(plan, store.events(), store).scan == BEFORE[-1][0]


def test_a_resumed_flight_ends_as_the_undisturbed_one(plan: FlightPlan, fly_script: FlyScript, whole: Flight) -> None:
    store = interrupted(plan, fly_script)
    flight = go_on(resume(plan, store.events(), store))
    assert (flight.state_hash, flight.state) == (whole.state_hash, whole.state)


def test_a_resumed_flight_goes_on_in_the_same_journal(plan: FlightPlan, fly_script: FlyScript) -> None:
    store = interrupted(plan, fly_script)
    before = store.events()
    flight = go_on(resume(plan, before, store))
    flight.seal(ACTOR)
    events = store.events()
    verify(events, closed=True)
    check_seal(replay(plan, events), events)
    assert events[: len(before)] == before


def test_a_flight_resumed_since_a_snapshot_ends_as_the_undisturbed_one(
    plan: FlightPlan, fly_script: FlyScript, whole: Flight
) -> None:
    store = MemoryJournal()
    flight = fly_script(plan, BEFORE[:2], to=30, journal=store)
    snapshot = flight.snapshot()
    flight.advance(BEFORE[2][0])
    flight.do(BEFORE[2][1], "person:0000abcd")
    again = go_on(resume(plan, store.events(), store, since=snapshot))
    assert again.state_hash == whole.state_hash
    assert len(store.events()) == 1 + len(BEFORE) + len(AFTER)


def test_a_resumed_flight_may_go_back_to_its_own_snapshot(plan: FlightPlan, fly_script: FlyScript) -> None:
    store = interrupted(plan, fly_script)
    flight = resume(plan, store.events(), store)
    snapshot = flight.snapshot()
    flight.advance(300)
    flight.restore(snapshot)
    assert flight.scan == snapshot.scan


def test_a_flight_that_was_frozen_is_frozen_when_it_is_taken_up(plan: FlightPlan, fly_script: FlyScript) -> None:
    store = MemoryJournal()
    fly_script(plan, [(30, Freeze())], to=30, journal=store)
    flight = resume(plan, store.events(), store)
    assert flight.state.frozen
    flight.do(Resume(), ACTOR)
    flight.advance(60)
    assert flight.scan == 60


def test_a_sealed_flight_is_not_resumed(plan: FlightPlan, fly_script: FlyScript) -> None:
    store = MemoryJournal()
    fly_script(plan, to=40, journal=store).seal(ACTOR)
    with pytest.raises(JournalError, match="sealed at event 1"):
        resume(plan, store.events(), store)


def test_a_flight_is_not_resumed_under_other_versions(plan: FlightPlan, fly_script: FlyScript) -> None:
    store = interrupted(plan, fly_script)
    other = replace(plan, pins={**plan.pins, "casadi": "3.6.0"})
    with pytest.raises(PinMismatchError, match="casadi"):
        resume(other, store.events(), store)


def test_a_store_with_fewer_events_is_refused(plan: FlightPlan, fly_script: FlyScript) -> None:
    store = interrupted(plan, fly_script)
    with pytest.raises(JournalError, match="does not hold the events"):
        resume(plan, store.events()[:-1], store)


def test_a_store_of_another_flight_is_refused(plan: FlightPlan, fly_script: FlyScript) -> None:
    store, other = interrupted(plan, fly_script), MemoryJournal(lambda: "2026-03-01T12:00:00Z")
    for event in store.events():
        other.append(type=event.type, data=event.data, scan=event.scan, actor=event.actor)
    with pytest.raises(JournalError, match="does not hold the events"):
        resume(plan, store.events(), other)
