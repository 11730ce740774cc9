"""Which source of chance makes the national gap of the last year uncertain: first-order Sobol shares, pick and freeze.

Two futures that share the draws of one source only agree as far as this source decides; their covariance, as a share of
the variance, is the source's first-order index. What sources do together is in none of the indices: it is the residue.

Source: A. Saltelli and others (2010), doi:10.1016/j.cpc.2009.09.018, the estimator of Table 2 (b).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.luck import Luck
from envol.foresight.means import advance
from envol.foresight.ready import prepare
from envol.foresight.situation import Situation, Table

Gaps: TypeAlias = NDArray[np.float64]

SOURCES: Mapping[str, tuple[str, ...]] = {
    "growth": ("growth",),
    "projects": ("project ", "delay of ", "jobs of "),
    "retirement": ("retirement",),
    "quits": ("quits",),
    "promotion": ("promotion",),
    "fill": ("fill",),
    "success": ("success",),
    "continuation": ("continuation",),
    "insertion": ("insertion",),
    "arrivals": ("arrivals",),
}
"""Each with how the names of its draws begin."""
RESIDUE = "residue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen(Luck):
    """Luck of a seed, but for some sources that keep the luck of another.

    Parameters
    ----------
    kept : tuple of str
        How the names of these sources begin.
    other : int
        The seed whose luck they keep.
    """

    kept: tuple[str, ...]
    other: int

    def stream(self, source: str, part: int = 0) -> np.random.Philox:
        """Return the bits of a source."""
        seed = self.other if source.startswith(self.kept) else self.seed
        return Luck(seed=seed, draws=self.draws).stream(source, part)


def variance_split(situation: Situation, *, draws: int = 1000, seed: int = 1) -> dict[str, float]:
    """Split the variance of the national gap of the last year by source.

    Parameters
    ----------
    situation : Situation
    draws : int
        Each source costs as many more draws.
    seed : int

    Returns
    -------
    dict
        Share of the variance by source, and `residue`: what sources do together, and what so many draws leave open
        (about `1 / sqrt(draws)`); 1 in all. All zero where nothing varies.
    """
    first, second = seed, seed + 2**31
    start = gaps(situation, Luck(seed=first, draws=draws))
    fresh = gaps(situation, Luck(seed=second, draws=draws))
    spread = float(np.var(np.concatenate([start, fresh])))
    if spread <= 0:
        return dict.fromkeys([*SOURCES, RESIDUE], 0.0)
    shares = {}
    for source, names in SOURCES.items():
        mixed = gaps(situation, Frozen(seed=second, draws=draws, kept=names, other=first))
        shares[source] = float(np.mean((start - start.mean()) * (mixed - fresh))) / spread
    return shares | {RESIDUE: 1 - sum(shares.values())}


def gaps(situation: Situation, luck: Luck) -> Gaps:
    """Return jobs less people in all cells at the end of the last year, by draw (persons)."""
    ready, perimeter = prepare(situation, luck, np.float32), situation.perimeter
    shape = (perimeter.years, *perimeter.shape, luck.count)
    supply, demand, need = (np.empty(shape, dtype=np.float32) for _ in range(3))
    for chunk in ready.chunks:
        advance(ready, (supply, demand, need), chunk, None)
    last: Table = (demand[-1] - supply[-1]).sum(axis=(0, 1, 2), dtype=np.float64)
    return last
