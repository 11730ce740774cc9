"""Chance, by source: two situations with one seed meet the same luck wherever they have the same sources."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from envol.foresight.situation import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """Draws of a projection, keyed by seed and source.

    Parameters
    ----------
    seed : int
    draws : int
        How many futures; 0 means one, in which nothing is left to chance.
    """

    seed: int
    draws: int

    @property
    def count(self) -> int:
        """How many futures there are."""
        return max(self.draws, 1)

    def normal(self, source: str, *shape: int) -> Table:
        """Return standard normal draws of shape (*shape, draw); zeros where nothing is left to chance."""
        if self.draws == 0:
            return np.zeros((*shape, 1))
        drawn: Table = self.generator(source).standard_normal((self.draws, *shape))
        return np.ascontiguousarray(np.moveaxis(drawn, 0, -1))

    def gamma(self, source: str, mean: float, deviation: float) -> Table:
        """Return gamma draws of shape (draw,); the mean where nothing is left to chance or nothing varies."""
        if self.draws == 0 or mean <= 0 or deviation <= 0:
            return np.full(self.count, max(mean, 0.0))
        return self.generator(source).gamma((mean / deviation) ** 2, deviation**2 / mean, self.draws)

    def generator(self, source: str) -> np.random.Generator:
        """Return the stream of a source, from its beginning."""
        return np.random.Generator(self.stream(source))

    def stream(self, source: str, part: int = 0) -> np.random.Philox:
        """Return the bits of a part of a source: no part's are another's."""
        return np.random.Philox(key=[self.seed, zlib.crc32(source.encode())], counter=[0, 0, 0, part])
