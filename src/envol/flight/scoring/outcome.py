"""Outcome: what the batch gave, each quantity between its worst and its best."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from envol.flight.content.line import OutcomeQuantity
from envol.flight.content.scenario import Scoring
from envol.flight.engine import Flight
from envol.flight.scoring.block import Block, Line, block_of


def outcome_of(flight: Flight) -> dict[str, float]:
    """Return the line's outcome quantities of a flight, as the twin knows them, not as the instruments show them."""
    columns = flight.columns()
    wanted = flight.plan.line.outcome
    return {each.name: _taken(flight, each, np.asarray(each.value.evaluate(columns))) for each in wanted}


def _taken(flight: Flight, quantity: OutcomeQuantity, values: np.ndarray) -> float:
    values = np.broadcast_to(np.asarray(values, dtype=float), (flight.scan + 1,))
    match quantity.take:
        case "end":
            return float(values[-1])
        case "max":
            return float(values.max())
        case "min":
            return float(values.min())
        case "mean":
            return float(values.mean())
        case "hours":
            return float(np.count_nonzero(values[1:]) * flight.plan.scan_h)


def outcome_block(scoring: Scoring, outcome: Mapping[str, float], scan: int) -> Block:
    """Score each outcome quantity between its worst (0) and its best (1); what is no number is worth nothing."""
    lines = []
    for criterion in scoring.outcome:
        value = outcome[criterion.quantity]
        share = (value - criterion.worst) / (criterion.best - criterion.worst)
        points = min(1.0, share) if share > 0 else 0.0
        facts = {"value": value, "worst": criterion.worst, "best": criterion.best}
        lines.append(Line(what=criterion.quantity, points=points, weight=criterion.weight, scan=scan, facts=facts))
    return block_of("outcome", scoring.weights.outcome, lines)
