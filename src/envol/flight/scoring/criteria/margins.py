"""Margins: how far and how long the true values lay outside their limits.

The excess over a limit is measured in widths of its band (or in the limit itself where it has one side), held at 1, and
averaged over the flight; a mean of `spent` leaves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from envol.flight.content.scenario import Limit, Scenario
from envol.flight.content.schema import Bilingual
from envol.flight.engine import Flight
from envol.flight.scoring.block import Block, Line, block_of
from envol.flight.scoring.criterion import Argument, arguments_of

NAME = "margins"
TITLE = Bilingual(fr="Marges", en="Margins")
MEANING = Bilingual(
    fr="De combien et combien de temps les vraies valeurs sont sorties de leurs limites",
    en="How far and how long the true values lay outside their limits",
)
ARGUMENTS: Mapping[str, Argument] = {"spent": Argument(default=0.10, low=0.001, high=1.0)}


def block(flight: Flight, scenario: Scenario, outcome: Mapping[str, float]) -> Block:
    """Score each limit by the mean excess over it."""
    spent = arguments_of(scenario, NAME, ARGUMENTS)["spent"]
    columns = flight.columns()
    excesses = [(limit, _excess(limit, np.asarray(columns[limit.quantity]))) for limit in scenario.limits]
    lines = [_line(flight, limit, excess, spent) for limit, excess in excesses]
    return block_of(NAME, scenario.scoring.weight_of(NAME), lines)


def _line(flight: Flight, limit: Limit, excess: np.ndarray, spent: float) -> Line:
    outside = np.flatnonzero(excess > 0)
    return Line(
        what=limit.quantity,
        points=float(max(0.0, 1 - excess.mean() / spent)),
        weight=limit.weight,
        scan=int(outside[0]) if len(outside) else None,
        facts={"hours_outside": float(len(outside) * flight.plan.scan_h), "mean_excess": float(excess.mean())},
    )


def _excess(limit: Limit, values: np.ndarray) -> np.ndarray:
    """Return the excess at each scan, in widths of the band, from 0 to 1."""
    low, high = limit.low, limit.high
    if low is not None and high is not None:
        width = high - low
    else:
        width = abs(low if low is not None else high) or 1.0  # type: ignore[arg-type]
    above = values - high if high is not None else np.zeros_like(values)
    below = low - values if low is not None else np.zeros_like(values)
    return np.clip(np.maximum(above, below) / width, 0.0, 1.0)
