"""The runner in its thread, on a real database: asks are answered, flights land, leases move."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from envol.errors import Refusal
from envol.flight.commands import ChangeSpeed, End, Freeze, Inject, SetInput
from envol.flight.replay import replay
from envol.web.flightdeck import services
from envol.web.flightdeck.journal import TableJournal, events_of
from envol.web.flightdeck.models import Flight, Status
from envol.web.flightdeck.runner import live
from envol.web.flightdeck.runner.asks import Ask, AskWhy, Do, Join, Leave
from envol.web.flightdeck.runner.loop import Runner
from envol.web.flightdeck.school import plan_of
from envol.web.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
Start = Callable[[], Runner]


@pytest.fixture
def start(heard: Any) -> Iterator[Start]:
    """Start runners that are stopped at the end, whatever happens."""
    started: list[Runner] = []

    def one() -> Runner:
        runner = Runner(f"runner-{len(started)}", heard)
        runner.start()
        started.append(runner)
        return runner

    yield one
    for runner in started:
        if runner.is_alive():
            runner.stop()


@pytest.fixture
def flight(person: Person) -> Flight:
    return services.take_off(person=person, scenario="feed-pump-stop", seed=1)


def seat(flight: Flight) -> str:
    return flight.seats.get().actor


def ask(runner: Runner, flight: Flight, asked: Ask) -> dict[str, Any]:
    return runner.ask(flight.id, asked).result(timeout=60)


def join(runner: Runner, flight: Flight, screen: str = "screen-1") -> dict[str, Any]:
    return ask(runner, flight, Join(screen, seat(flight)))


def test_joining_takes_off_and_shows_the_whole_state(start: Start, flight: Flight) -> None:
    joined = join(start(), flight)
    assert joined["state"]["mode"]["speed"] == 60
    assert {"alarms", "settings", "samples", "deeds"} <= joined["state"].keys()
    assert [event.type for event in events_of(flight.id)] == ["flight-opened", "speed-changed"]


def test_a_click_is_acknowledged_with_the_number_of_the_event_that_is_stored(start: Start, flight: Flight) -> None:
    runner = start()
    join(runner, flight)
    ack = ask(runner, flight, Do(SetInput("feed_flow", 1.25), seat(flight)))
    stored = events_of(flight.id)[ack["seq"]]
    assert stored.type == "input-set"
    assert stored.data == {"values": {"feed_flow": 1.25}}


def test_a_click_that_is_refused_stores_nothing(start: Start, flight: Flight) -> None:
    runner = start()
    join(runner, flight)
    before = events_of(flight.id)
    with pytest.raises(Refusal) as refused:
        ask(runner, flight, Do(SetInput("feed_flow", 99.0), seat(flight)))
    assert refused.value.key == "above-limit"
    assert events_of(flight.id) == before


def test_a_watched_flight_sends_frames_that_go_on(start: Start, flight: Flight, heard: Any) -> None:
    join(start(), flight)
    _until(lambda: len(heard.of("frame")) >= 2)
    scans = [frame["scan"] for frame in heard.of("frame")]
    assert scans == sorted(scans)


def test_what_one_screen_did_is_told_to_all(start: Start, flight: Flight, heard: Any) -> None:
    runner = start()
    join(runner, flight)
    ask(runner, flight, Do(SetInput("feed_flow", 1.25), seat(flight)))
    _until(lambda: any(f.get("state", {}).get("settings", {}).get("feed_flow") == 1.25 for f in heard.of("frame")))


def test_a_flight_that_is_ended_lands_graded_and_sealed(start: Start, flight: Flight, heard: Any) -> None:
    runner = start()
    join(runner, flight)
    ask(runner, flight, Do(End(), seat(flight)))
    _until(lambda: bool(heard.of("landed")))
    flight.refresh_from_db()
    assert flight.status == Status.LANDED
    assert flight.result is not None
    assert events_of(flight.id)[-1].type == "flight-sealed"


def test_a_command_on_a_flight_that_has_landed_gets_a_sentence(start: Start, flight: Flight, heard: Any) -> None:
    runner = start()
    join(runner, flight)
    ask(runner, flight, Do(End(), seat(flight)))
    _until(lambda: bool(heard.of("landed")))
    with pytest.raises(Refusal) as refused:
        ask(runner, flight, Do(SetInput("feed_flow", 1.0), seat(flight)))
    assert refused.value.key == "flight-over"


def test_a_command_on_a_frozen_flight_gets_a_sentence(start: Start, flight: Flight) -> None:
    runner = start()
    join(runner, flight)
    ask(runner, flight, Do(Freeze(), seat(flight)))
    with pytest.raises(Refusal) as refused:
        ask(runner, flight, Do(SetInput("feed_flow", 1.0), seat(flight)))
    assert refused.value.key == "flight-frozen"


def test_another_runner_takes_the_flight_over_where_it_was(start: Start, flight: Flight) -> None:
    first = start()
    join(first, flight)
    ask(first, flight, Do(ChangeSpeed(3600), seat(flight)))
    ask(first, flight, Do(SetInput("feed_flow", 1.25), seat(flight)))
    time.sleep(2.2)
    first.stop()
    reached = Flight.objects.get(id=flight.id).scan
    second = start()
    joined = join(second, flight)
    assert joined["state"]["settings"]["feed_flow"] == 1.25
    assert reached > 60
    taken_over = second.flights[flight.id].flight
    assert taken_over.scan >= reached
    assert replay(plan_of(flight), events_of(flight.id), at=reached).state_hash == taken_over._chain[reached].hex()


def test_a_runner_waits_for_the_lease_of_one_that_died(start: Start, flight: Flight) -> None:
    Flight.objects.filter(id=flight.id).update(runner="dead", runner_until=timezone.now() + timedelta(seconds=1.5))
    began = time.monotonic()
    join(start(), flight)
    assert time.monotonic() - began > 1


def test_a_runner_that_lost_its_lease_says_so_and_lets_go(start: Start, flight: Flight, heard: Any) -> None:
    runner = start()
    join(runner, flight)
    Flight.objects.filter(id=flight.id).update(runner="another")
    with pytest.raises(Refusal) as refused:
        ask(runner, flight, Do(SetInput("feed_flow", 1.0), seat(flight)))
    assert refused.value.key == "flight-lost"
    assert heard.of("gone")


def test_the_terms_that_would_give_a_malfunction_away_are_kept_from_its_pilot(start: Start, flight: Flight) -> None:
    runner = start()
    join(runner, flight)
    to_pilot = ask(runner, flight, AskWhy("glucose", seat(flight)))
    to_teacher = ask(runner, flight, AskWhy("glucose", "instructor:00000009"))
    assert to_pilot["hidden"] > 0
    assert to_teacher["hidden"] == 0
    assert {"contaminant"} <= {term["name"] for term in to_teacher["terms"]} - {t["name"] for t in to_pilot["terms"]}


@pytest.mark.parametrize("state", ["happiness", "oxygen_probe.bias", "ph_probe.lagged", "bacteria"])
def test_why_is_answered_of_what_the_line_explains_only(start: Start, flight: Flight, state: str) -> None:
    runner = start()
    join(runner, flight)
    with pytest.raises(Refusal) as refused:
        ask(runner, flight, AskWhy(state, seat(flight)))
    assert refused.value.key == "no-such-state"


def test_the_shares_that_a_pilot_sees_are_of_what_they_see(start: Start, flight: Flight) -> None:
    runner = start()
    join(runner, flight)
    ask(runner, flight, Do(Inject("contamination"), "instructor:00000009"))
    ask(runner, flight, Do(ChangeSpeed(3600), seat(flight)))
    _until(lambda: runner.flights[flight.id].flight.read("bacteria") > 1e-3)
    told = ask(runner, flight, AskWhy("lactate", seat(flight)))
    assert told["hidden"] == 1
    assert sum(term["share"] for term in told["terms"]) == pytest.approx(1)


def test_two_screens_that_come_to_a_flight_which_is_over_are_both_answered(
    start: Start, flight: Flight, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    join(first, flight)
    monkeypatch.setattr(first, "_land", lambda live: first._let_go(live))
    ask(first, flight, Do(End(), seat(flight)))
    second = start()
    joining = [second.ask(flight.id, Join(f"screen-{n}", seat(flight))) for n in range(2)]
    joined = joining[0].result(timeout=60)
    assert joined["state"]["mode"]["ended"] == "ended"
    assert isinstance(joining[1].exception(timeout=60), Refusal)


def test_whoever_has_gone_does_not_take_the_others_along(start: Start, flight: Flight) -> None:
    runner = start()
    gone = runner.ask(flight.id, Join("screen-1", seat(flight)))
    waits = runner.ask(flight.id, Join("screen-2", seat(flight)))
    gone.cancel()
    assert waits.result(timeout=60)["type"] == "joined"


def test_a_landing_that_the_database_does_not_take_is_tried_again_by_whoever_comes_back(
    start: Start, flight: Flight, heard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner, land = start(), services.land
    join(runner, flight)

    def locked(**facts: Any) -> None:
        monkeypatch.setattr(services, "land", land)
        raise OperationalError("database is locked")

    monkeypatch.setattr(services, "land", locked)
    ask(runner, flight, Do(End(), seat(flight)))
    _until(lambda: bool(heard.of("gone")))
    assert events_of(flight.id)[-1].type == "flight-ended"
    runner.ask(flight.id, Join("screen-2", seat(flight)))
    _until(lambda: bool(heard.of("landed")))
    flight.refresh_from_db()
    assert flight.status == Status.LANDED


def test_a_journal_that_is_sealed_without_a_landing_is_landed_by_whoever_comes(
    start: Start, flight: Flight, heard: Any
) -> None:
    runner = start()
    join(runner, flight)
    ask(runner, flight, Do(End(), seat(flight)))
    _until(lambda: bool(heard.of("landed")))
    Flight.objects.filter(id=flight.id).update(status=Status.AIRBORNE, score=None, result=None)
    with pytest.raises(Refusal) as refused:
        join(runner, flight)
    assert refused.value.key == "flight-over"
    flight.refresh_from_db()
    assert flight.status == Status.LANDED
    assert flight.score is not None


def test_a_database_that_is_locked_grounds_nobody(
    start: Start, flight: Flight, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = start()
    join(runner, flight)
    take_place, failed = TableJournal._take_place, []

    def locked(journal: TableJournal, event: Any) -> None:
        if not failed:
            failed.append(event.type)
            raise OperationalError("database is locked")
        take_place(journal, event)

    monkeypatch.setattr(TableJournal, "_take_place", locked)
    monkeypatch.setattr(live, "ALONE_S", 0.5)
    ask(runner, flight, Leave("screen-1"))
    _until(lambda: bool(runner.flights[flight.id].flight.state.frozen))
    assert failed == ["flight-frozen"]
    assert Flight.objects.get(id=flight.id).status == Status.AIRBORNE


def test_the_sealed_result_names_whoever_opened_the_flight(start: Start, flight: Flight, heard: Any) -> None:
    runner = start()
    join(runner, flight)
    ask(runner, flight, Do(End(), seat(flight)))
    _until(lambda: bool(heard.of("landed")))
    flight.refresh_from_db()
    assert flight.result is not None
    assert f"person:{flight.result['pilot']}" == seat(flight)


def test_a_person_may_not_watch_a_flight_on_any_number_of_screens(start: Start, flight: Flight) -> None:
    runner = start()
    for number in range(live.SCREENS):
        join(runner, flight, f"screen-{number}")
    with pytest.raises(Refusal) as refused:
        join(runner, flight, "one-more")
    assert refused.value.key == "too-many-screens"


def test_a_screen_that_leaves_before_its_flight_is_there_does_not_keep_it_in_the_air(
    start: Start, flight: Flight
) -> None:
    runner = start()
    joining = runner.ask(flight.id, Join("screen-1", seat(flight)))
    runner.ask(flight.id, Leave("screen-1")).result(timeout=60)
    _until(lambda: flight.id in runner.flights)
    assert not runner.flights[flight.id].screens
    assert isinstance(joining.exception(timeout=1), Refusal)


def test_truth_goes_to_instructors_only(start: Start, flight: Flight, heard: Any) -> None:
    runner = start()
    join(runner, flight)
    ask(runner, flight, Join("screen-2", "instructor:00000009"))
    _until(lambda: bool(heard.of("truth")))
    assert all(only for _, message, only in heard.sent if message["type"] == "truth")


def _until(holds: Callable[[], bool], at_most: float = 30.0) -> None:
    """Wait for something that another thread does."""
    end = time.monotonic() + at_most
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
