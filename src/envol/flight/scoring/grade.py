"""The grade: blocks first, then whether the flight is passed, and only then one number.

Deterministic and versioned: the same journal graded by the same version gives the same grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from envol.flight.engine import Flight
from envol.flight.scoring.alarms import alarms_block
from envol.flight.scoring.block import Block, Line
from envol.flight.scoring.ending import ABORT, is_needless_abort, share_flown
from envol.flight.scoring.gestures import is_guesswork
from envol.flight.scoring.margins import margins_block
from envol.flight.scoring.outcome import outcome_block, outcome_of
from envol.flight.scoring.response import response_block

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What a flight was worth.

    Parameters
    ----------
    score : float
        From 0 to 100.
    passed : bool
        Whether the pass mark was reached, every *must* held and the model was not left.
    blocks : tuple of Block
    failed : tuple of str
        The *musts* that did not hold, by their condition; "validity" where the model was left; "abort" where the batch
        was thrown away needlessly; "guesswork" where far too many gestures answered nothing.
    version : int
        Of the scoring rules.
    """

    score: float
    passed: bool
    blocks: tuple[Block, ...]
    failed: tuple[str, ...]
    version: int = VERSION


def grade(flight: Flight) -> tuple[dict[str, float], Grade]:
    """Return the outcome of a flight and its grade."""
    scenario = flight.plan.scenario
    scoring = scenario.scoring
    outcome = outcome_of(flight)
    blocks = (
        outcome_block(scoring, outcome, flight.scan),
        margins_block(flight, scoring, scenario.limits),
        alarms_block(flight, scoring),
        response_block(flight, scoring),
    )
    score = _total(blocks) * share_flown(flight)
    failed = [must.when.text for must in scoring.must if not must.when.is_true(outcome)]
    failed += ["validity"] if flight.state.left_the_model else []
    failed += [ABORT] if is_needless_abort(flight) else []
    failed += ["guesswork"] if is_guesswork(flight) else []
    return outcome, Grade(
        score=score, passed=score >= scoring.pass_mark and not failed, blocks=blocks, failed=tuple(failed)
    )


def _total(blocks: tuple[Block, ...]) -> float:
    counted = [(block.weight, block.points) for block in blocks if block.points is not None and block.weight]
    weight = sum(each for each, _ in counted)
    return 100 * sum(each * points for each, points in counted) / weight if weight else 0.0


def as_document(grade: Grade) -> Mapping[str, object]:
    """Return a grade as plain data, for JSON."""
    return {
        "score": round(grade.score, 2),
        "passed": grade.passed,
        "failed": list(grade.failed),
        "version": grade.version,
        "blocks": {block.name: _block_document(block) for block in grade.blocks},
    }


def _block_document(block: Block) -> Mapping[str, object]:
    points = None if block.points is None else round(block.points, 4)
    return {"weight": block.weight, "points": points, "lines": [_line_document(line) for line in block.lines]}


def _line_document(line: Line) -> Mapping[str, object]:
    rounded = round(line.points, 4)
    return {"what": line.what, "points": rounded, "weight": line.weight, "scan": line.scan, **(line.facts or {})}
