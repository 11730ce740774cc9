"""What a batch gave: the quantities that its line tells of, as the twin knows them and not as the instruments show."""

from __future__ import annotations

import numpy as np

from envol.flight.content.line import OutcomeQuantity
from envol.flight.engine import Flight


def outcome_of(flight: Flight) -> dict[str, float]:
    """Return the line's outcome quantities of a flight."""
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
