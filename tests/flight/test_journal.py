"""The chain of a flight's events."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.errors import JournalError
from envol.flight.content.canonical import canonical_json, content_hash
from envol.flight.journal import (
    GENESIS,
    Damage,
    Event,
    Journal,
    append,
    first_flaw,
    is_sealed,
    seal,
    text_hash,
    upcast,
    verify,
)

PILOT = "pilot:expert"
STATE = "ab" * 32

TOKENS = st.text(alphabet="abcXYZ019-_.:/", max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TOKENS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TOKENS, inner, max_size=3),
    max_leaves=6,
)


def flown(*types: str) -> Journal:
    journal: Journal = ()
    for scan, type in enumerate(types):
        journal = append(journal, type=type, data={"to": scan}, scan=scan, actor=PILOT)
    return journal


def closed(journal: Journal) -> Journal:
    return (*journal, seal(journal[-1], state_hash=STATE, scan=journal[-1].scan, actor="system:envol"))


FLIGHT = closed(flown("flight-opened", "set-point-moved", "sample-taken", "alarm-acknowledged"))


def rehashed(event: Event, **changes: Any) -> Event:
    changed = replace(event, **changes)
    return replace(changed, hash=changed.computed_hash())


def test_a_journal_that_was_left_alone_is_verified() -> None:
    verify(FLIGHT, closed=True)
    assert is_sealed(FLIGHT)


def test_the_first_event_follows_nothing_and_each_other_the_one_before() -> None:
    assert [event.prev for event in FLIGHT] == [GENESIS, *(event.hash for event in FLIGHT[:-1])]
    assert [event.seq for event in FLIGHT] == list(range(5))


def test_the_seal_holds_the_count_of_events_and_the_final_state() -> None:
    assert FLIGHT[-1].data == {"events": 4, "state": STATE}


@given(st.lists(st.dictionaries(TOKENS, PLAIN, max_size=3), min_size=1, max_size=4))
def test_whatever_the_data_the_chain_is_whole(datas: list[dict[str, Any]]) -> None:
    journal: Journal = ()
    for data in datas:
        journal = append(journal, type="noted", data=data, scan=0, actor=PILOT)
    verify(journal)


def changed_by(journal: Journal, place: int, **changes: Any) -> list[Event]:
    events = list(journal)
    events[place] = replace(events[place], **changes)
    return events


@pytest.mark.parametrize(
    "changes",
    [
        {"data": {"to": 9}},
        {"scan": 7},
        {"at": "2026-03-01T09:30:01Z"},
        {"type": "other"},
        {"actor": "pilot:novice"},
        {"version": 2},
    ],
)
def test_an_edited_event_is_named(changes: Mapping[str, Any]) -> None:
    flaw = first_flaw(changed_by(FLIGHT, 2, **changes))
    assert flaw is not None
    assert (flaw.seq, flaw.damage) == (2, Damage.EDITED)
    with pytest.raises(JournalError, match=r"event 2 .* was edited"):
        verify(changed_by(FLIGHT, 2, **changes))


def test_an_event_edited_with_its_hash_is_given_away_by_the_next() -> None:
    events = [*FLIGHT[:2], rehashed(FLIGHT[2], data={"to": 9}), *FLIGHT[3:]]
    flaw = first_flaw(events)
    assert flaw is not None
    assert flaw.damage is Damage.EDITED
    assert "event 3" in flaw.sentence
    assert "event 2" in flaw.sentence


@given(st.permutations(FLIGHT))
def test_any_other_order_is_found(order: list[Event]) -> None:
    flaw = first_flaw(order)
    if tuple(order) == FLIGHT:
        assert flaw is None
    else:
        assert flaw is not None
        assert flaw.damage is Damage.REORDERED


@given(st.integers(min_value=0, max_value=3))
def test_a_missing_event_is_named(place: int) -> None:
    flaw = first_flaw([*FLIGHT[:place], *FLIGHT[place + 1 :]])
    assert flaw is not None
    assert (flaw.seq, flaw.damage) == (place, Damage.MISSING)


def test_a_repeated_event_is_found() -> None:
    flaw = first_flaw([*FLIGHT[:2], FLIGHT[1], *FLIGHT[2:]])
    assert flaw is not None
    assert (flaw.seq, flaw.damage) == (2, Damage.REORDERED)


def test_a_closed_flight_without_its_seal_was_cut() -> None:
    verify(FLIGHT[:-1])
    with pytest.raises(JournalError, match=r"event 3 \(alarm-acknowledged\), without the seal"):
        verify(FLIGHT[:-1], closed=True)


def test_nothing_follows_the_seal() -> None:
    with pytest.raises(JournalError, match="sealed at event 4"):
        append(FLIGHT, type="noted", scan=9, actor=PILOT)
    last = FLIGHT[-1]
    forged = rehashed(last, seq=5, prev=last.hash, type="noted")
    flaw = first_flaw([*FLIGHT, forged])
    assert flaw is not None
    assert "after the seal" in flaw.sentence


def test_a_seal_that_miscounts_is_found() -> None:
    flaw = first_flaw([*FLIGHT[:-1], rehashed(FLIGHT[-1], data={"events": 3, "state": STATE})])
    assert flaw is not None
    assert "it counts 3 events" in flaw.sentence


@pytest.mark.parametrize("actor", ["Marie Curie", "pilot:Expert", "expert", "person:abc", "person:a_b_c_d", ""])
def test_an_actor_is_a_pseudonym(actor: str) -> None:
    with pytest.raises(JournalError, match="pseudonymous"):
        append((), type="noted", scan=0, actor=actor)


@pytest.mark.parametrize("data", [{"note": "the probe drifts"}, {"note": ["Zoé"]}, {"two words": 1}])
def test_a_persons_own_words_do_not_enter_the_chain(data: dict[str, Any]) -> None:
    with pytest.raises(JournalError, match="free text"):
        append((), type="noted", data=data, scan=0, actor=PILOT)


def test_free_text_enters_as_its_hash() -> None:
    (event,) = append((), type="noted", data={"text": text_hash("la sonde dérive")}, scan=0, actor=PILOT)
    assert event.data["text"] == text_hash("la sonde dérive")
    assert len(event.data["text"]) == 64


@pytest.mark.parametrize("data", [{"to": math.nan}, {"to": math.inf}, {"to": object()}, {"a": {1: 2}}])
def test_what_json_has_no_word_for_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(JournalError, match="cannot be written as JSON"):
        append((), type="noted", data=data, scan=0, actor=PILOT)


def test_the_scan_never_goes_back() -> None:
    journal = append((), type="noted", scan=5, actor=PILOT)
    with pytest.raises(JournalError, match="at scan 4"):
        append(journal, type="noted", scan=4, actor=PILOT)


def test_a_later_change_of_the_callers_data_does_not_reach_the_chain() -> None:
    data = {"to": [1]}
    journal = append((), type="noted", data=data, scan=0, actor=PILOT)
    data["to"].append(2)
    verify(journal)
    assert journal[0].data == {"to": [1]}


def test_an_empty_journal_cannot_be_sealed() -> None:
    with pytest.raises(JournalError, match="without any event"):
        seal(None, state_hash=STATE, scan=0, actor=PILOT)


def test_the_seal_keeps_what_the_flight_was_worth() -> None:
    (event,) = append((), type="noted", scan=0, actor=PILOT)
    sealed = seal(event, state_hash=STATE, scan=0, actor=PILOT, result={"score": 71.5, "passed": True})
    assert sealed.data["result"] == {"score": 71.5, "passed": True}


def test_an_event_bears_the_wall_time_it_was_given() -> None:
    (event,) = append((), type="noted", scan=0, actor=PILOT, at="2026-03-01T09:30:00Z")
    assert event.at == "2026-03-01T09:30:00Z"
    verify([event])


@pytest.mark.parametrize(
    "at", ["2026-03-01 09:30:00", "2026-03-01T09:30:00+01:00", "2026-03-01T09:30:00.5Z", "yesterday"]
)
def test_a_wall_time_is_in_utc_to_the_second(at: str) -> None:
    with pytest.raises(JournalError, match="stamped in UTC to the second"):
        append((), type="noted", scan=0, actor=PILOT, at=at)


# A worked example of a layout that changed twice. Version 1 of a moved set-point said litres an hour without naming
# its input; version 2 named it; then the type was renamed, and its version 3 keeps the value from which it was moved.


def name_the_input(event: Event) -> Event:
    return replace(event, version=2, data={"input": "feed_flow", "to": event.data["feed"]})


def rename(event: Event) -> Event:
    return replace(event, type="input-moved", version=3, data={**event.data, "from": None})


UPCASTERS = {("set-point-moved", 1): name_the_input, ("set-point-moved", 2): rename}


def test_an_old_event_is_read_in_the_newest_layout_under_its_new_name() -> None:
    (old,) = append((), type="set-point-moved", version=1, data={"feed": 4.5}, scan=0, actor=PILOT)
    new = upcast(old, UPCASTERS)
    assert (new.type, new.version, new.data) == (
        "input-moved",
        3,
        {"input": "feed_flow", "to": 4.5, "from": None},
    )


def test_the_stored_event_stays_as_it_was_written() -> None:
    (old,) = append((), type="set-point-moved", version=1, data={"feed": 4.5}, scan=0, actor=PILOT)
    upcast(old, UPCASTERS)
    verify([old])
    assert old.data == {"feed": 4.5}


def test_an_event_of_the_newest_layout_is_left_alone() -> None:
    (event,) = append((), type="sample-taken", scan=0, actor=PILOT)
    assert upcast(event, UPCASTERS) is event


def test_upcasters_that_go_round_in_a_circle_are_refused() -> None:
    (event,) = append((), type="set-point-moved", data={"feed": 1.0}, scan=0, actor=PILOT)
    with pytest.raises(JournalError, match="circle"):
        upcast(event, {("set-point-moved", 1): lambda event: event})


def test_the_order_of_keys_does_not_change_a_document() -> None:
    assert canonical_json({"b": [1.5, "é"], "a": None}) == b'{"a":null,"b":[1.5,"\xc3\xa9"]}'


def test_the_writing_of_a_number_does_not_change_the_hash_of_content() -> None:
    assert content_hash({"a": [20.0]}) == content_hash({"a": [20]}) != content_hash({"a": [20.5]})
