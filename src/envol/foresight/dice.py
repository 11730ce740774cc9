"""The luck of flows of whole persons, by source and chunk of draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.binomial import LUCKS, Lucks, Scratch, whole
from envol.foresight.luck import Luck

Floats: TypeAlias = NDArray[np.float32]

_GOLDEN = (np.sqrt(5.0) - 1) / 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dice:
    """The luck of one chunk; each source has a stream of its own, read year after year.

    Parameters
    ----------
    luck : Luck
    chunk : slice
    width : int
        Draws in a chunk.
    """

    luck: Luck
    chunk: slice
    width: int
    streams: dict[str, np.random.Philox] = field(default_factory=dict)
    scratch: Scratch = field(default_factory=Scratch)

    def whole(self, source: str, people: Floats, share: Floats) -> Floats:
        """Return how many of some people, (..., draw), a flow takes by the luck of its source."""
        return whole(people, share, self.roll(source, *people.shape[:-1]), self.scratch)

    def roll(self, source: str, *shape: int) -> Lucks:
        """Return luck of shape (*shape, draw); that of the median where nothing is left to chance."""
        shape = (*shape, self.width)
        if self.luck.draws == 0:
            return np.full(shape, LUCKS // 2, dtype=np.uint16)
        count = int(np.prod(shape))
        if source not in self.streams:
            self.streams[source] = self.luck.stream(f"whole {source}", self.chunk.start // self.width)
        return self.streams[source].random_raw(-(-count // 4)).view(np.uint16)[:count].reshape(shape)

    def thresholds(self, source: str, *shape: int) -> Floats:
        """Return numbers from 0 to 1 of shape (*shape, draw): `floor(x + them)` makes whole persons, exact on average.

        Within a draw they stand at equal distances (a golden rotation), so that the sum of many such roundings stays
        within a person or two of the sum of what is rounded.
        """
        if self.luck.draws == 0:
            return np.full((*shape, self.width), 0.5, dtype=np.float32)
        start = (self.roll(source) + np.float32(0.5)) / np.float32(LUCKS)
        steps = (_GOLDEN * np.arange(int(np.prod(shape))) % 1.0).astype(np.float32)
        turned = steps[:, None] + start
        turned -= np.floor(turned)
        # The next number below 1 in float32 would round up to it.
        np.minimum(turned, np.float32(1 - 2.0**-20), out=turned)
        return np.asarray(turned.reshape(*shape, self.width), dtype=np.float32)
