"""The cohort stock and flow model: from a situation to a projection.

    entrants   E = min(places, places * fill + who goes on studying)
    graduates  G = E (length years before) * success
    leavers    V = G * (1 - continuation)
    in field   F[l, r', o] = sum over k, r of V * insertion * field[k, o] * mobility[l, r, r']
    supply     S' = S - retirement - quits - promotions + promotions from below + F + arrivals
    demand     D = D0 * exp(damped growth) * (1 - productivity)^n + projects
    need       = D' - D + retirements + quits - arrivals

Source: the cohort-component method of national projections of jobs (expansion plus replacement; Cedefop 2012, BLS
separations method 2018), written for trainings with places and projects with dates.
"""

from __future__ import annotations

import numpy as np

from envol.foresight import means, whole
from envol.foresight.accounts import Book
from envol.foresight.checks import refuse_disagreements
from envol.foresight.luck import Luck
from envol.foresight.projection import Mode, Projection
from envol.foresight.ready import prepare
from envol.foresight.situation import Situation

__all__ = ["Luck", "project"]

ADVANCE = {Mode.CORE: means.advance, Mode.FULL: whole.advance}


def project(
    situation: Situation, *, draws: int = 1000, seed: int = 1, mode: Mode = Mode.CORE, accounts: bool = False
) -> Projection:
    """Project a situation.

    Parameters
    ----------
    situation : Situation
    draws : int
        How many futures; 0 means one, with every spread taken as none.
    seed : int
        Draws are keyed by (seed, source), so that two situations with the same seed meet the same luck.
    mode : Mode
    accounts : bool
        Whether to write down the flows too.

    Returns
    -------
    Projection

    Raises
    ------
    EnvolError
        If the situation contradicts itself: every disagreement in one text.
    """
    refuse_disagreements(situation)
    luck, perimeter = Luck(seed=seed, draws=draws), situation.perimeter
    years, (levels, regions, _) = perimeter.years, perimeter.shape
    supply, demand, need = (np.empty((years, *perimeter.shape, luck.count), dtype=np.float32) for _ in range(3))
    book = Book(shape=(years, levels, regions, luck.count)) if accounts else None
    ready = prepare(situation, luck, np.float32)
    for chunk in ready.chunks:
        ADVANCE[mode](ready, (supply, demand, need), chunk, book)
    flows = None if book is None else book.flows
    return Projection(perimeter=perimeter, supply=supply, demand=demand, need=need, flows=flows)
