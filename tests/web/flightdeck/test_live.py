"""One live flight: its pace, its freezes, its jumps; the clock never changes a value."""

from __future__ import annotations

import pytest

from envol.errors import Refusal
from envol.flight.commands import ChangeSpeed, Freeze, Inject, Resume, SetInput, TakeSample
from envol.flight.jump import To
from envol.flight.replay import replay
from envol.web.flightdeck.runner.live import ALONE_S, DECK, SLICE, LiveFlight

ME = "person:00000001"
TEACHER = "instructor:00000009"


def fly(live: LiveFlight, seconds: int) -> None:
    """Let the clock go on, frame by frame."""
    for _ in range(seconds):
        while live.slice(live.due):
            pass
        live.due += live.frame_s


def test_it_flies_a_scan_a_second_at_a_minute_a_second(live: LiveFlight) -> None:
    fly(live, 30)
    assert live.flight.scan == 30


def test_in_real_time_a_click_every_second_does_not_hold_it_back(live: LiveFlight) -> None:
    live.do(ChangeSpeed(1), ME, live.now)
    for second in range(300):
        live.do(SetInput("feed_flow", 1 + second / 1000), ME, live.due)
        fly(live, 1)
    assert live.flight.scan in (4, 5)


def test_a_frozen_flight_stays_where_it_is_and_goes_on_from_there(live: LiveFlight) -> None:
    fly(live, 10)
    live.do(Freeze(), ME, live.due)
    held = live.flight.state_hash
    fly(live, 100)
    assert live.flight.state_hash == held
    live.do(Resume(), ME, live.due)
    fly(live, 10)
    assert live.flight.scan in (19, 20, 21)


def test_a_flight_left_alone_freezes_itself_and_says_why(live: LiveFlight) -> None:
    live.leave("screen-1", live.due)
    fly(live, int(ALONE_S) + 3)
    assert live.flight.state.frozen == "left-alone"
    where = live.flight.scan
    fly(live, 50)
    assert live.flight.scan == where


def test_a_machine_that_does_not_keep_up_loses_time_and_no_value(live: LiveFlight) -> None:
    fly(live, 5)
    live.slice(live.due + 60)  # a minute in which nothing was flown
    assert live.flight.scan == 5


def test_a_new_alarm_of_high_priority_brings_it_back_to_real_time_at_that_very_scan(fast: LiveFlight) -> None:
    fast.do(Inject("agitator-trip"), TEACHER, fast.due)
    fly(fast, 120)
    came = [event.scan for event in fast.flight.alarm_log if event.alarm == "agitation-low"]
    assert fast.flight.state.speed == 1
    assert {"key": "slowed", "params": {"speed": 1}} in fast.notices
    assert fast.flight.scan - came[0] <= 2


def test_it_is_the_school_that_slowed_it_down_in_the_journal(fast: LiveFlight) -> None:
    fast.do(Inject("agitator-trip"), TEACHER, fast.due)
    fly(fast, 120)
    slowed = [event for event in fast.journal.events() if event.type == "speed-changed" and event.data["speed"] == 1]
    assert [event.actor for event in slowed] == [DECK]


def test_a_jump_ends_at_the_alarm_and_says_so(fast: LiveFlight) -> None:
    fast.do(SetInput("feed_flow", 2.0), ME, fast.due)
    fast.fly_to(To.ALARM, fast.due)
    for _ in range(200):
        if fast.jump is None:
            break
        fast.slice(fast.due)
    assert fast.flight.alarm_log[-1].scan == fast.flight.scan
    assert {"key": "jump-done", "params": {"to": "alarm"}} in fast.notices


def test_others_are_served_between_the_stretches_of_a_jump(fast: LiveFlight) -> None:
    fast.fly_to(To.ALARM, fast.due)
    before = fast.flight.scan
    assert fast.slice(fast.due)
    assert fast.flight.scan - before <= SLICE


def test_a_jump_can_be_stopped(fast: LiveFlight) -> None:
    fast.fly_to(To.ALARM, fast.due)
    fast.slice(fast.due)
    fast.fly_to(None, fast.due)
    where = fast.flight.scan
    fly(fast, 1)
    assert fast.flight.scan <= where + 61


def test_a_frozen_flight_does_not_jump(live: LiveFlight) -> None:
    live.do(Freeze(), ME, live.due)
    with pytest.raises(Refusal) as refused:
        live.fly_to(To.ALARM, live.due)
    assert refused.value.key == "jump-frozen"


def test_whatever_the_clock_did_the_journal_gives_the_same_hash(fast: LiveFlight) -> None:
    for speed, seconds in ((60, 7), (3600, 5), (600, 9)):
        fast.do(ChangeSpeed(speed), ME, fast.due)
        fast.do(SetInput("feed_flow", 1 + speed / 10_000), ME, fast.due)
        fly(fast, seconds)
    flown_again = replay(fast.flight.plan, fast.journal.events(), at=fast.flight.scan)
    assert flown_again.state_hash == fast.flight.state_hash


def test_a_jump_to_a_result_stops_at_a_new_alarm_of_high_priority(fast: LiveFlight) -> None:
    fast.do(TakeSample("titre"), ME, fast.due)
    fast.do(Inject("agitator-trip"), TEACHER, fast.due)
    fast.fly_to(To.SAMPLE, fast.due)
    for _ in range(20):
        fast.slice(fast.due)
    came = [event.scan for event in fast.flight.alarm_log if event.alarm == "agitation-low"]
    assert fast.flight.scan == came[0]
    assert fast.flight.state.speed == 1
