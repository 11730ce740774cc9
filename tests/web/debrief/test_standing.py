"""What a page says where the sealed result, the rules of today and the replay do not agree."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from envol.flight.engine import Flight as Flown
from envol.flight.journal import Journal, seal
from envol.flight.scoring.result import Result, sealed_result
from envol.gateways.replaying import MACHINE, Recording, recording_of
from envol.web.flightdeck.debrief.reader import Reader
from envol.web.flightdeck.debrief.standing import replay_remarks, standing_of
from envol.web.flightdeck.school import library


def resealed(events: Journal, **other: Any) -> Recording:
    """The recording with another result in its seal."""
    last, result = events[-1], sealed_result(events)
    assert result is not None
    changed = replace(result, **other)
    data = last.data
    closed = seal(
        events[-2],
        state_hash=data["state"],
        scan=last.scan,
        actor=last.actor,
        final=data["final"],
        result=changed.data(),
    )
    return recording_of(library(), (*events[:-1], closed))


def result_in(record: Recording) -> Result:
    found = sealed_result(record.events)
    assert found is not None
    return found


def test_a_result_that_would_be_the_same_today_needs_no_word(
    record: Recording, flown: Flown, facts: dict[str, Any]
) -> None:
    standing = standing_of(record, flown, facts, Reader(record.plan, "en"))
    assert standing.remarks == ()
    assert standing.grade == facts["grade"]


@pytest.mark.parametrize(
    ("language", "rules", "worth"),
    [
        ("en", "The scoring rules have changed since", "The sealed result stands"),
        ("fr", "Les règles de notation ont changé depuis", "Le résultat scellé fait foi"),
    ],
)
def test_a_result_under_other_rules_stands_and_is_said_to(
    events: Journal, flown: Flown, language: Any, rules: str, worth: str
) -> None:
    record = resealed(events, score=12.0, passed=False, rules={"engine": 1, "scenario": 1})
    with translation.override(language):
        standing = standing_of(record, flown, None, Reader(record.plan, language))
    assert any(remark.startswith(rules) for remark in standing.remarks)
    assert any(remark.startswith(worth) for remark in standing.remarks)
    assert (standing.grade["score"], standing.grade["passed"]) == (12.0, False)


def test_what_was_written_down_is_believed_only_with_the_hash_of_the_seal(
    events: Journal, flown: Flown, facts: dict[str, Any]
) -> None:
    forged = {**facts, "grade": {**facts["grade"], "score": 100.0, "passed": True, "blocks": {}}}
    record = resealed(events)
    standing = standing_of(record, flown, forged, Reader(record.plan, "en"))
    assert standing.grade["score"] == result_in(record).score
    assert standing.grade["blocks"]


@pytest.mark.parametrize(
    ("differing", "sentence"),
    [
        ({MACHINE: ("a", "b")}, "Flown again on another class of machine"),
        ({"line:fed-batch-2000l": ("a", "b")}, "Flown again under other versions"),
    ],
)
def test_a_replay_under_other_versions_is_called_so(
    record: Recording, differing: dict[str, tuple[str, str]], sentence: str
) -> None:
    with translation.override("en"):
        remarks = replay_remarks(replace(record, differing=differing))
    assert remarks[0].startswith(sentence)
    assert remarks[1] == "It reaches the sealed state to the last bit all the same."


def test_a_flight_without_its_seal_is_called_unfinished(events: Journal) -> None:
    with translation.override("en"):
        (remark,) = replay_remarks(recording_of(library(), events[:-1]))
    assert remark.startswith("This flight was not closed")
