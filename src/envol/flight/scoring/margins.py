"""Margins: how far and how long the true values lay outside their limits.

The excess over a limit is measured in widths of its band (or in the limit itself where it has one side), held at 1, and
averaged over the flight; a mean of `SPENT` leaves nothing.
"""

from __future__ import annotations

import numpy as np

from envol.flight.content.scenario import Limit, Scoring
from envol.flight.engine import Flight
from envol.flight.scoring.block import Block, Line, block_of

SPENT = 0.10


def margins_block(flight: Flight, scoring: Scoring, limits: tuple[Limit, ...]) -> Block:
    """Score each limit by the mean excess over it."""
    columns = flight.columns()
    lines = []
    for limit in limits:
        excess = _excess(limit, np.asarray(columns[limit.quantity]))
        outside = np.flatnonzero(excess > 0)
        facts = {"hours_outside": float(len(outside) * flight.plan.scan_h), "mean_excess": float(excess.mean())}
        lines.append(
            Line(
                what=limit.quantity,
                points=float(max(0.0, 1 - excess.mean() / SPENT)),
                weight=limit.weight,
                scan=int(outside[0]) if len(outside) else None,
                facts=facts,
            )
        )
    return block_of("margins", scoring.weights.margins, lines)


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
