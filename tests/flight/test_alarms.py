"""Alarms in the states of ISA-18.2, scanned in stretches."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.flight.alarms import AlarmEvent, AlarmPanel, AlarmState, Change, Occurrence, after, occurrences
from envol.flight.content.line import AlarmDefinition

NORMAL, UNACKNOWLEDGED, ACKNOWLEDGED, RETURNED = AlarmState
TABLE = {
    (NORMAL, Change.COMES): UNACKNOWLEDGED,
    (NORMAL, Change.GOES): NORMAL,
    (NORMAL, Change.ACKNOWLEDGED): NORMAL,
    (UNACKNOWLEDGED, Change.COMES): UNACKNOWLEDGED,
    (UNACKNOWLEDGED, Change.GOES): RETURNED,
    (UNACKNOWLEDGED, Change.ACKNOWLEDGED): ACKNOWLEDGED,
    (ACKNOWLEDGED, Change.COMES): ACKNOWLEDGED,
    (ACKNOWLEDGED, Change.GOES): NORMAL,
    (ACKNOWLEDGED, Change.ACKNOWLEDGED): ACKNOWLEDGED,
    (RETURNED, Change.COMES): UNACKNOWLEDGED,
    (RETURNED, Change.GOES): RETURNED,
    (RETURNED, Change.ACKNOWLEDGED): NORMAL,
}
TEXT = {"fr": "x", "en": "x"}


def definition(name: str = "level-high", **changes: Any) -> AlarmDefinition:
    """Return an alarm above 10 with a dead band of 2, on a one-minute scan."""
    entry = {
        "name": name,
        "title": TEXT,
        "tag": "LI-101",
        "condition": "high",
        "limit": 10.0,
        "deadband": 2.0,
        "on_delay_s": 120.0,
    }
    entry |= {"off_delay_s": 180.0, "priority": "low", "class": "process", "cause": TEXT, "consequence": TEXT}
    return AlarmDefinition.model_validate(entry | {"action": TEXT, "time_to_respond_min": 10.0} | changes)


def panel(*definitions: AlarmDefinition, every: int = 1) -> AlarmPanel:
    return AlarmPanel(definitions or (definition(),), {"LI-101": 0, "LI-102": 1}, 60.0, every)


def changes(values: list[float], scanned: AlarmPanel) -> list[tuple[int, Change]]:
    rows = np.array([[value, 0.0] for value in values])
    return [(event.scan, event.change) for event in scanned.scan(0, rows)]


@pytest.mark.parametrize(("state", "change"), list(product(AlarmState, Change)))
def test_every_transition_is_that_of_the_standard(state: AlarmState, change: Change) -> None:
    assert after(state, change) is TABLE[state, change]


def test_an_alarm_sounds_while_its_condition_holds() -> None:
    assert [state.sounding for state in AlarmState] == [False, True, True, False]


def test_an_alarm_comes_after_the_on_delay_and_goes_after_the_off_delay() -> None:
    values = [0, 11, 11, 11, 0, 0, 0, 0]
    assert changes(values, panel()) == [(2, Change.COMES), (6, Change.GOES)]


def test_a_visit_shorter_than_the_on_delay_rings_nothing() -> None:
    assert changes([0, 11, 0, 11, 0, 11, 0], panel()) == []


def test_a_value_within_the_dead_band_keeps_an_alarm() -> None:
    assert changes([11, 11, 9, 9, 9, 9, 9], panel()) == [(1, Change.COMES)]


def test_the_limit_itself_is_not_beyond_and_the_band_itself_is_not_back() -> None:
    assert changes([10, 10, 10], panel()) == []
    assert changes([11, 11, 8, 8, 8, 8], panel()) == [(1, Change.COMES)]


def test_a_relapse_starts_the_off_delay_again() -> None:
    assert changes([11, 11, 0, 0, 11, 0, 0, 0], panel()) == [(1, Change.COMES), (7, Change.GOES)]


def test_a_low_alarm_rings_below_its_limit() -> None:
    low = definition(condition="low", limit=-15.0)
    assert changes([-14, -16, -16, -14, -14, -14, -12, -12, -12], panel(low)) == [(2, Change.COMES), (8, Change.GOES)]


def test_without_delays_an_alarm_follows_its_tag() -> None:
    quick = definition(on_delay_s=0.0, off_delay_s=0.0, deadband=0.0)
    assert changes([11, 9, 11], panel(quick)) == [(0, Change.COMES), (1, Change.GOES), (2, Change.COMES)]


def test_alarms_are_looked_at_on_the_alarm_scan_only() -> None:
    slow = panel(definition(on_delay_s=0.0), every=5)
    assert changes([11, 0, 0, 0, 0, 0, 11, 11, 11, 11, 11], slow)[0] == (0, Change.COMES)
    assert changes([0, 11, 11, 11, 11, 0], panel(definition(on_delay_s=0.0), every=5)) == []


def test_a_delay_is_a_time_on_the_alarm_scan_too() -> None:
    patient = panel(definition(on_delay_s=600.0), every=5)
    assert changes([11] * 12, patient) == [(5, Change.COMES)]


LEVELS = st.lists(st.tuples(*[st.sampled_from([0.0, 7.0, 9.0, 11.0, 30.0])] * 2), min_size=1, max_size=60)


@given(levels=LEVELS, cuts=st.sets(st.integers(1, 59)), every=st.integers(1, 4), first=st.integers(0, 7))
def test_stretches_give_what_single_scans_give(
    levels: list[tuple[float, float]], cuts: set[int], every: int, first: int
) -> None:
    alarms = (
        definition(),
        definition("other-high", tag="LI-102", on_delay_s=0.0, off_delay_s=60.0),
        definition("other-low", tag="LI-102", condition="low", limit=8.0),
    )
    rows = np.array(levels)
    bounds = sorted({0, len(rows), *(cut for cut in cuts if cut < len(rows))})
    whole, pieces, single = (panel(*alarms, every=every) for _ in range(3))
    at_once = whole.scan(first, rows)
    in_pieces = [e for a, b in pairwise(bounds) for e in pieces.scan(first + a, rows[a:b])]
    one_by_one = [e for k in range(len(rows)) for e in single.scan(first + k, rows[k : k + 1])]
    assert at_once == in_pieces == one_by_one
    assert whole.memory() == pieces.memory() == single.memory()


@given(levels=LEVELS, cut=st.integers(0, 59))
def test_a_restored_panel_goes_on_as_before(levels: list[tuple[float, float]], cut: int) -> None:
    rows, scanned = np.array(levels), panel()
    scanned.scan(0, rows[:cut])
    memory = scanned.memory()
    ahead = scanned.scan(cut, rows[cut:])
    scanned.restore(memory)
    assert scanned.scan(cut, rows[cut:]) == ahead


def test_a_panel_without_alarms_rings_nothing() -> None:
    assert AlarmPanel((), {}, 60.0).scan(0, np.zeros((5, 2))) == []


def told(*changes: tuple[int, Change]) -> list[AlarmEvent]:
    return [AlarmEvent(scan, "level-high", change) for scan, change in changes]


def test_an_occurrence_holds_when_it_came_was_acknowledged_and_went() -> None:
    log = told((3, Change.COMES), (5, Change.ACKNOWLEDGED), (9, Change.GOES), (12, Change.COMES))
    assert occurrences(log) == [
        Occurrence("level-high", 3, 5, 9),
        Occurrence("level-high", 12, None, None),
    ]


def test_a_returned_alarm_can_still_be_acknowledged() -> None:
    log = told((3, Change.COMES), (5, Change.GOES), (9, Change.ACKNOWLEDGED))
    assert occurrences(log) == [Occurrence("level-high", 3, 9, 5)]


def test_one_acknowledgement_answers_for_every_coming_before_it() -> None:
    log = told((3, Change.COMES), (5, Change.GOES), (7, Change.COMES), (9, Change.ACKNOWLEDGED))
    assert [each.acknowledged for each in occurrences(log)] == [9, 9]


def test_a_later_acknowledgement_changes_no_earlier_one() -> None:
    acknowledged = Change.ACKNOWLEDGED
    log = told((3, Change.COMES), (4, acknowledged), (5, Change.GOES), (7, Change.COMES), (9, acknowledged))
    assert [each.acknowledged for each in occurrences(log)] == [4, 9]
