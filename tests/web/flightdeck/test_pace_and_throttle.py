"""Time along the clock, and messages along time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from envol.web.flightdeck.runner.pace import Pace
from envol.web.flightdeck.throttle import Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_flight_at_a_minute_a_second_comes_to_a_scan_of_a_minute_each_second() -> None:
    pace = Pace(scan_s=60, speed=60)
    pace.set(10, 100.0, 60)
    assert pace.due(107.0) == 17


def test_time_that_stands_still_is_not_made_up_for() -> None:
    pace = Pace(scan_s=60, speed=60)
    pace.set(10, 100.0, 60)
    pace.hold(500.0)
    assert pace.due(501.0) == 11


@given(st.lists(st.floats(0.001, 0.2), min_size=50, max_size=400))
def test_no_pattern_of_messages_gets_more_through_than_the_rate_and_the_first_few(gaps: list[float]) -> None:
    clock = Clock()
    throttle, taken = Throttle(clock), 0
    for gap in gaps:
        clock.now += gap
        taken += throttle.takes()
    assert taken <= Throttle.AT_ONCE + clock.now * Throttle.A_SECOND + 1


def test_a_thousand_messages_in_a_second_are_refused_in_one_sentence() -> None:
    clock = Clock()
    throttle, said = Throttle(clock), 0
    for _ in range(1000):
        clock.now += 0.001
        said += not throttle.takes() and throttle.may_say_so()
    assert said == 1
    assert not throttle.is_hopeless


def test_whoever_goes_on_for_seconds_is_hopeless() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(5000):
        clock.now += 0.001
        throttle.takes()
    assert throttle.is_hopeless


def test_a_click_every_fifth_of_a_second_is_always_taken() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(500):
        clock.now += 0.2
        assert throttle.takes()
