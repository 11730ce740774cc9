"""What the pages count: a projection of an outlook as it stands, and what becomes of it with changes.

The base is counted once for each outlook that a process has read; answers are kept by what was asked. Both meet the
same luck (same seed, same draws), so that a difference is that of the changes and not of chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from envol.foresight.engine import project
from envol.foresight.projection import Projection
from envol.foresight.variance import variance_split
from envol.gateways.outlooks import Outlook
from envol.web.foresight.figures import Chosen, Summary, summarised
from envol.web.foresight.what_if import Changes, apply

DRAWS = 400
"""Futures of an answer: so many that it comes while a slider still moves. A decile of 400 draws is good to about 1.5
points of probability."""
DRAWS_OF_SPLIT = 400
SEED = 1
KEPT = 256
"""How many answers are kept; one is a few kilobytes."""


@lru_cache(maxsize=KEPT)
def answer(outlook: Outlook, changes: Changes, chosen: Chosen) -> Summary:
    """Return what is shown of an outlook with changes.

    Raises
    ------
    WrongChanges
        If they name what the outlook has not.
    """
    return summarised(projected(outlook, changes), chosen, base_of(outlook) if changes else None)


def projected(outlook: Outlook, changes: Changes) -> Projection:
    """Return the projection of an outlook with changes; without any, the one that is counted already.

    Raises
    ------
    WrongChanges
        If they name what the outlook has not.
    """
    return project(apply(outlook, changes), draws=DRAWS, seed=SEED) if changes else base_of(outlook)


@lru_cache(maxsize=4)
def base_of(outlook: Outlook) -> Projection:
    """Return the projection of an outlook as it stands: some tens of megabytes."""
    return project(outlook.situation, draws=DRAWS, seed=SEED)


@lru_cache(maxsize=4)
def split_of(outlook: Outlook) -> Mapping[str, float]:
    """Return which share of the spread of an outlook's gap each source of doubt has."""
    return variance_split(outlook.situation, draws=DRAWS_OF_SPLIT, seed=SEED)
