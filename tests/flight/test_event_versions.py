"""Layouts of events that change: old journals are read as the newest, and written as the newest when they branch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from envol.errors import JournalError
from envol.flight import replay as replaying
from envol.flight import state
from envol.flight.branch import branch
from envol.flight.commands import SetInput
from envol.flight.engine import Flight
from envol.flight.journal import FORMAT, Event, Journal
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.replay import opening_of, replay

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
ACTOR = "person:0000abcd"


@pytest.fixture(scope="module")
def plan(plan_of: PlanOf) -> FlightPlan:
    return plan_of()


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in which a feed that was moved has become any input that was set, at its second version."""

    def name_the_input(event: Event) -> Event:
        return replace(event, type="input-set", version=2, data={"values": {"feed_flow": event.data["feed"]}})

    monkeypatch.setitem(state.EVENT_VERSIONS, "input-set", 2)
    monkeypatch.setitem(replaying.UPCASTERS, ("feed-moved", 1), name_the_input)


@pytest.fixture
def old(plan: FlightPlan) -> Journal:
    """A journal as it was written before."""
    journal = MemoryJournal()
    Flight(plan, journal).open(ACTOR)
    journal.append(type="feed-moved", data={"feed": 3.0}, scan=30, actor=ACTOR)
    return journal.events()


@pytest.mark.usefixtures("second_version")
def test_an_old_event_under_another_name_gives_the_same_flight(
    plan: FlightPlan, fly_script: FlyScript, old: Journal
) -> None:
    flown = fly_script(plan, [(30, SetInput("feed_flow", 3.0))], to=100)
    assert replay(plan, old, at=100).state_hash == flown.state_hash


@pytest.mark.usefixtures("second_version")
def test_a_branch_writes_old_events_in_the_newest_layout(plan: FlightPlan, old: Journal) -> None:
    journal = MemoryJournal()
    branch(plan, old, journal, at=60, actor=ACTOR)
    event = journal.events()[1]
    assert (event.type, event.version, event.data) == ("input-set", 2, {"values": {"feed_flow": 3.0}})


@pytest.mark.usefixtures("second_version")
def test_a_new_event_is_stored_with_the_version_of_its_type(plan: FlightPlan) -> None:
    journal = MemoryJournal()
    flight = Flight(plan, journal)
    flight.open(ACTOR)
    flight.do(SetInput("feed_flow", 3.0), ACTOR)
    assert [event.version for event in journal.events()] == [1, 2]


@pytest.mark.usefixtures("second_version")
@pytest.mark.parametrize("version", [1, 3])
def test_an_event_that_nothing_brings_to_the_newest_version_is_refused(plan: FlightPlan, version: int) -> None:
    journal = MemoryJournal()
    Flight(plan, journal).open(ACTOR)
    journal.append(type="input-set", data={"values": {}}, scan=0, actor=ACTOR, version=version)
    with pytest.raises(JournalError, match=rf"event 1 \(input-set, version {version}\) is not known here"):
        replay(plan, journal.events())


def test_the_opening_and_the_branching_say_the_form_of_the_journal(plan: FlightPlan) -> None:
    journal, branched = MemoryJournal(), MemoryJournal()
    Flight(plan, journal).open(ACTOR)
    branch(plan, journal.events(), branched, at=0, actor=ACTOR)
    assert [each.events()[0].data["format"] for each in (journal, branched)] == [FORMAT, FORMAT] == [1, 1]


def test_a_journal_of_a_newer_form_is_refused(plan: FlightPlan) -> None:
    journal = MemoryJournal()
    Flight(plan, journal).open(ACTOR)
    (opened,) = journal.events()
    with pytest.raises(JournalError, match="form 2"):
        opening_of([replace(opened, data={**opened.data, "format": 2})])


@pytest.mark.parametrize("key", ["format", "scenario", "seed", "pins"])
def test_an_opening_that_lacks_something_is_refused(plan: FlightPlan, key: str) -> None:
    journal = MemoryJournal()
    Flight(plan, journal).open(ACTOR)
    (opened,) = journal.events()
    data = {name: value for name, value in opened.data.items() if name != key}
    with pytest.raises(JournalError, match=f"does not say its {key}"):
        opening_of([replace(opened, data=data)])
