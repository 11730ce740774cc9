"""What a projection says: supply, demand and need by year, level, region, occupation and draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.accounts import Flow
from envol.foresight.perimeter import Perimeter

Drawn: TypeAlias = NDArray[np.float32]
"""Persons by (year, level, region, occupation, draw): a quantile reads memory in its order."""

FEW = 11
"""Below so many persons a figure is not shown."""


class Mode(StrEnum):
    """How a projection is calculated."""

    CORE = "core"
    """Means of flows, draws of parameters."""
    FULL = "full"
    """Binomial flows of whole persons as well, and margins reconciled in every draw."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Projection:
    """The result of a projection; its tables have the axes (year, level, region, occupation, draw).

    Parameters
    ----------
    perimeter : Perimeter
    supply : ndarray
        Persons at the end of each projected year (persons).
    demand : ndarray
        Jobs at the end of each projected year (persons).
    need : ndarray
        Expansion plus replacement in the year, less who comes otherwise than from training (persons/a).
    flows : mapping, optional
        Who moved where, by (year, level, region, draw), if this was asked for (persons/a).
    """

    perimeter: Perimeter
    supply: Drawn
    demand: Drawn
    need: Drawn
    flows: Mapping[Flow, Drawn] | None = None

    @property
    def gap(self) -> Drawn:
        """Jobs without a person to fill them, below zero where there are more persons than jobs (persons)."""
        return self.demand - self.supply


def quantiles(table: Drawn, levels: Sequence[float] = (0.1, 0.5, 0.9)) -> NDArray[np.float64]:
    """Return quantiles over the draws, the last axis; shape (len(levels), ...)."""
    return np.asarray(np.quantile(table, levels, axis=-1), dtype=np.float64)


def shortage(supply: Drawn, demand: Drawn, share: float = 0.1) -> NDArray[np.float64]:
    """Return the probability that more than a share of the jobs have nobody, over the draws."""
    return np.asarray(np.mean(demand - supply > share * demand, axis=-1), dtype=np.float64)
