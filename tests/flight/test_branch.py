"""Another way on from an instant of a flight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envol.errors import JournalError
from envol.flight.branch import branch
from envol.flight.commands import Command, End, Freeze, Intervene, Resume, SetInput, TakeSample
from envol.flight.engine import Flight
from envol.flight.journal import Journal, verify
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.replay import check_seal, opening_of, replay

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
ACTOR = "person:0000beef"
SCRIPT: list[tuple[int, Command]] = [
    (0, TakeSample("cells")),
    (30, SetInput("feed_flow", 3.0)),
    (60, Freeze()),
    (60, Resume()),
    (60, Intervene("dose-antifoam", 2.0)),
    (200, Intervene("harvest")),
]


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


@pytest.fixture(scope="module")
def parent(plan: FlightPlan, fly_script: FlyScript) -> Journal:
    journal = MemoryJournal()
    fly_script(plan, SCRIPT, to=200, journal=journal).seal(ACTOR)
    return journal.events()


@settings(max_examples=15, deadline=None)
@given(at=st.integers(0, 200))
def test_a_branch_stands_where_its_parent_stood(at: int, plan: FlightPlan, parent: Journal) -> None:
    flight = branch(plan, parent, MemoryJournal(), at=at, actor=ACTOR)
    assert (flight.scan, flight.state_hash) == (at, replay(plan, parent, at=at).state_hash)


@pytest.mark.parametrize("at", [60, 200])
def test_a_branch_is_free_to_go_on(at: int, plan: FlightPlan, parent: Journal) -> None:
    flight = branch(plan, parent, MemoryJournal(), at=at, actor=ACTOR)
    flight.do(SetInput("feed_flow", 0.0), ACTOR)
    flight.advance(300)
    assert (flight.scan, flight.over) == (300, False)


def test_a_branch_names_its_parent_and_the_scan_it_left(plan: FlightPlan, parent: Journal) -> None:
    journal = MemoryJournal()
    branch(plan, parent, journal, at=60, actor=ACTOR)
    opening = opening_of(journal.events())
    assert journal.events()[0].type == "flight-branched"
    assert (opening.parent, opening.left_at) == (parent[-1].hash, 60)
    assert (opening.seed, opening.pins) == (plan.seed, dict(plan.pins))


def test_a_branch_repeats_its_parents_events_under_their_own_actors(plan: FlightPlan, parent: Journal) -> None:
    journal = MemoryJournal()
    branch(plan, parent, journal, at=60, actor=ACTOR)
    told = [(event.type, event.scan, event.actor, event.data) for event in journal.events()[1:]]
    kept = ("sample-taken", "input-set", "intervention-done")
    assert told == [(e.type, e.scan, e.actor, e.data) for e in parent if e.type in kept and e.scan <= 60]


def test_a_branch_is_a_journal_of_its_own_that_replays(plan: FlightPlan, parent: Journal) -> None:
    journal = MemoryJournal()
    flight = branch(plan, parent, journal, at=100, actor=ACTOR)
    flight.do(SetInput("feed_flow", 1.0), ACTOR)
    flight.advance(300)
    flight.do(End(), ACTOR)
    flight.seal(ACTOR)
    events = journal.events()
    verify(events, closed=True)
    check_seal(replay(plan, events), events)
    again = branch(plan, events, MemoryJournal(), at=250, actor=ACTOR)
    assert again.state_hash == replay(plan, events, at=250).state_hash


def test_a_branch_leaves_its_parent_as_it_was(plan: FlightPlan, parent: Journal) -> None:
    before = tuple(parent)
    branch(plan, parent, MemoryJournal(), at=100, actor=ACTOR)
    assert parent == before


@pytest.mark.parametrize("at", [-1, 201])
def test_a_branch_from_where_nobody_flew_is_refused_and_stores_nothing(
    at: int, plan: FlightPlan, parent: Journal
) -> None:
    journal = MemoryJournal()
    with pytest.raises(JournalError, match="in the air from scan 0 to 200"):
        branch(plan, parent, journal, at=at, actor=ACTOR)
    assert journal.events() == ()
