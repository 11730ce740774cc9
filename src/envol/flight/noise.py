"""The draws of a flight, made block by block on an absolute grid."""

from __future__ import annotations

import numpy as np

from envol.flight.plan import FlightPlan
from envol.twin import draws
from envol.twin.course import noise_of


class Noise:
    """Every random input of a flight, scan by scan; blocks are kept once made."""

    def __init__(self, plan: FlightPlan) -> None:
        self._plan = plan
        self._blocks: dict[int, np.ndarray] = {}

    def rows(self, first: int, count: int) -> np.ndarray:
        """Return the draws of `count` scans from scan `first` on, shape (count, n_w)."""
        numbers = range(first // draws.BLOCK, (first + count - 1) // draws.BLOCK + 1)
        blocks = [self._block(number) for number in numbers]
        joined = np.concatenate(blocks) if len(blocks) > 1 else blocks[0]
        start = first - numbers[0] * draws.BLOCK
        return joined[start : start + count]

    def _block(self, number: int) -> np.ndarray:
        if number not in self._blocks:
            plan = self._plan
            self._blocks[number] = noise_of(plan.model, plan.seed, number * draws.BLOCK, draws.BLOCK)
        return self._blocks[number]
