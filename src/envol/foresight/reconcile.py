"""Regions that add up to the nation, and occupations to the sector, in every draw.

Cells are drawn one by one (bottom up), margins with less spread (top down); each cell is then multiplied by a factor of
its region and one of its occupation until both margins hold: iterative proportional fitting, which of all tables with
these margins finds the nearest in relative entropy and keeps what is empty empty.

Source: W. E. Deming and F. F. Stephan (1940), doi:10.1214/aoms/1177731829.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.errors import EnvolError
from envol.foresight.ready import Ready

Floats: TypeAlias = NDArray[np.floating]
Table: TypeAlias = NDArray[np.float64]

CLOSE = 1e-11
"""Greatest relative error of a margin."""
ROUNDS = 500


def reconciled(cells: Table, by_region: Table, by_occupation: Table) -> Table:
    """Fit cells to their margins.

    Parameters
    ----------
    cells : ndarray, shape (..., R, O, draw)
        Not negative.
    by_region, by_occupation : ndarray, shape (..., R, draw) and (..., O, draw)
        With one sum. A margin above zero needs a cell above zero.

    Returns
    -------
    ndarray
        Cells whose sums are the margins, each draw for itself.

    Raises
    ------
    EnvolError
        If no such table was found.
    """
    fitted = cells.copy()
    settled = np.zeros((*cells.shape[:-3], 1, cells.shape[-1]), dtype=bool)
    for _ in range(ROUNDS):
        fitted *= _ratio(by_region, fitted.sum(axis=-2), settled)[..., :, None, :]
        sums = fitted.sum(axis=-3)
        settled |= (np.abs(sums - by_occupation) <= CLOSE * by_occupation).all(axis=-2, keepdims=True)
        if settled.all():
            return fitted
        fitted *= _ratio(by_occupation, sums, settled)[..., None, :, :]
    raise EnvolError(
        f"demand was not reconciled within {ROUNDS} rounds: some region or occupation has jobs in its total and no "
        "cell to hold them; give that cell a job or take the total away"
    )


def _ratio(wanted: Table, found: Table, settled: NDArray[np.bool_]) -> Table:
    """Return what to multiply with; a draw that has settled is left alone, whatever the others need."""
    ratio: Table = np.where(settled | (found <= 0), 1.0, wanted / np.where(found > 0, found, 1.0))
    return ratio


def reconciled_demand(ready: Ready, chunk: slice) -> tuple[Floats, Floats]:
    """Return jobs at the end of each projected year and how they grew in it, (year, L, R, O, draw) (persons).

    Each occupation of each region strays from its national course by a growth of its own; the nation by occupation
    keeps that course, and the regions stray by the mean of their occupations only.
    """
    jobs = ready.weight @ np.ascontiguousarray(ready.course[..., chunk])[:, None, None]
    if ready.situation.growth.apart > 0:
        jobs *= local_factors(ready, jobs.sum(axis=1, dtype=np.float64), chunk)[:, None]
    return jobs[1:], np.diff(jobs, axis=0)


def local_factors(ready: Ready, cells: Table, chunk: slice) -> Floats:
    """Return what cells are multiplied with, (year, R, O, draw), so that they stray and their sums hold."""
    growth, (regions, occupations) = ready.situation.growth, cells.shape[1:3]
    reach = growth.apart * np.concatenate([[0.0], np.cumsum(growth.damping ** np.arange(len(cells) - 1))])
    own = np.moveaxis(_strays(ready, chunk, regions, occupations), 0, -1)
    strayed = cells * np.exp(reach[:, None, None, None] * own)
    by_occupation = cells.sum(axis=1)
    by_region = cells.sum(axis=2) * np.exp(reach[:, None, None] * own.mean(axis=1))
    by_region *= (by_occupation.sum(axis=1) / np.maximum(by_region.sum(axis=1), 1e-300))[:, None]
    fitted = reconciled(strayed, by_region, by_occupation)
    return (fitted / np.where(cells > 0, cells, 1.0)).astype(np.float32)


def _strays(ready: Ready, chunk: slice, regions: int, occupations: int) -> Table:
    """Return standard normal draws, (draw, R, O); zeros where nothing is left to chance."""
    shape = ready.width, regions, occupations
    if ready.luck.draws == 0:
        return np.zeros(shape)
    stream = ready.luck.stream("growth of cells", chunk.start // ready.width)
    return np.random.Generator(stream).standard_normal(shape)
