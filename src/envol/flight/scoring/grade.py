"""The grade: blocks first, then whether the flight is passed, and only then one number.

Deterministic and versioned: the same journal graded by the same rules gives the same grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from envol.flight.engine import Flight
from envol.flight.scoring.block import Block, Line
from envol.flight.scoring.ending import ABORT, is_needless_abort, share_flown
from envol.flight.scoring.gestures import is_guesswork
from envol.flight.scoring.outcome import outcome_of
from envol.flight.scoring.registry import weighed

VERSION = 2
"""Of the criteria and of the rules of passing; a change to either that may move a score raises it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Which rules gave a grade: those of this program, and those that the scenario states."""

    engine: int
    scenario: int


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
        One for each criterion that the scenario weighs, in its order.
    failed : tuple of str
        The *musts* that did not hold, by their condition; "validity" where the model was left; "abort" where the batch
        was thrown away needlessly; "guesswork" where far too many gestures answered nothing.
    rules : Rules
        The versions of what it was graded by.
    """

    score: float
    passed: bool
    blocks: tuple[Block, ...]
    failed: tuple[str, ...]
    rules: Rules


def grade(flight: Flight) -> tuple[dict[str, float], Grade]:
    """Return the outcome of a flight and its grade.

    Raises
    ------
    UnknownNameError
        If the scenario weighs a criterion that does not exist.
    """
    scenario = flight.plan.scenario
    scoring, outcome = scenario.scoring, outcome_of(flight)
    blocks = tuple(criterion.block(flight, scenario, outcome) for criterion in weighed(scoring))
    score = _total(blocks) * share_flown(flight)
    failed = [must.when.text for must in scoring.must if not must.when.is_true(outcome)]
    failed += ["validity"] if flight.state.left_the_model else []
    failed += [ABORT] if is_needless_abort(flight) else []
    failed += ["guesswork"] if is_guesswork(flight) else []
    return outcome, Grade(
        score=score,
        passed=score >= scoring.pass_mark and not failed,
        blocks=blocks,
        failed=tuple(failed),
        rules=Rules(engine=VERSION, scenario=scoring.version),
    )


def _total(blocks: tuple[Block, ...]) -> float:
    counted = [(block.weight, block.points) for block in blocks if block.points is not None and block.weight]
    weight = fsum(each for each, _ in counted)
    return 100 * fsum(each * points for each, points in counted) / weight if weight else 0.0


def as_document(grade: Grade) -> Mapping[str, object]:
    """Return a grade as plain data, for JSON."""
    return {
        "score": round(grade.score, 2),
        "passed": grade.passed,
        "failed": list(grade.failed),
        "rules": {"engine": grade.rules.engine, "scenario": grade.rules.scenario},
        "blocks": {block.name: _block_document(block) for block in grade.blocks},
    }


def _block_document(block: Block) -> Mapping[str, object]:
    points = None if block.points is None else round(block.points, 4)
    return {"weight": block.weight, "points": points, "lines": [_line_document(line) for line in block.lines]}


def _line_document(line: Line) -> Mapping[str, object]:
    rounded = round(line.points, 4)
    return {"what": line.what, "points": rounded, "weight": line.weight, "scan": line.scan, **(line.facts or {})}
