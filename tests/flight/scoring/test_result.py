"""The result that a flight is sealed with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from envol.errors import JournalError
from envol.flight.content.canonical import canonical_json, sha256
from envol.flight.engine import Flight
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.scoring.block import Block, Line
from envol.flight.scoring.grade import Grade, as_document, grade
from envol.flight.scoring.result import result_of, sealed_result

PlanOf = Callable[..., FlightPlan]
FlyScript = Callable[..., Flight]
ACTOR = "person:0000abcd"


@pytest.fixture(scope="module")
def graded(plan_of: PlanOf, fly_script: FlyScript) -> tuple[dict[str, float], Grade]:
    return grade(fly_script(plan_of(), to=60))


def test_a_result_holds_the_hash_of_the_whole_grade(graded: tuple[dict[str, float], Grade]) -> None:
    assert result_of(*graded).grade == sha256(canonical_json(as_document(graded[1])))


def test_a_result_comes_back_from_the_seal_as_it_was(plan_of: PlanOf, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    flight = fly_script(plan_of(), to=60, journal=journal)
    result = result_of(*grade(flight))
    flight.seal(ACTOR, result.data())
    assert sealed_result(journal.events()) == result


def test_a_flight_sealed_without_a_result_has_none(plan_of: PlanOf, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    fly_script(plan_of(), to=60, journal=journal).seal(ACTOR)
    assert sealed_result(journal.events()) is None


def test_an_outcome_that_is_no_number_can_be_sealed(graded: tuple[dict[str, float], Grade]) -> None:
    nan = float("nan")
    block = Block(name="outcome", weight=1.0, points=0.0, lines=(Line(what="x", points=0.0, facts={"value": nan}),))
    result = result_of({"x": nan}, replace(graded[1], blocks=(block,)))
    assert result.outcome == {"x": None}
    canonical_json(result.data())


def test_a_result_that_is_not_whole_is_refused(plan_of: PlanOf, fly_script: FlyScript) -> None:
    journal = MemoryJournal()
    fly_script(plan_of(), to=60, journal=journal).seal(ACTOR, {"score": 100.0})
    with pytest.raises(JournalError, match="not whole: it says score"):
        sealed_result(journal.events())
