"""The cohort stock and flow model by single year of age.

    left      X  = S * (1 - (1 - retirement[l, a]) (1 - quits[l, o, a]))
    risen     U  = (S - X) * promotion[l, r, o]
    stock     S'[a + 1] = S - X - U + U from below + F * joining[l, a + 1] + arrivals * arriving[l, a + 1]

The other equations, the chances and their names are those of `envol.foresight.engine`: where no rate depends on age
both say the same. Promotion does not depend on age.

numba turns the loops over years into machine code where it is installed; where it is not, NumPy does the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.errors import EnvolError
from envol.foresight.age_schedules import AgeSchedules
from envol.foresight.age_step import PARTS, Floats, advance_arrays, advance_loops
from envol.foresight.checks import broadcasts, refuse_disagreements
from envol.foresight.luck import Luck
from envol.foresight.perimeter import Perimeter
from envol.foresight.projection import Drawn
from envol.foresight.ready import Ready, prepare
from envol.foresight.schooling import entering
from envol.foresight.situation import Situation

Step: TypeAlias = Callable[..., None]
"""Takes the arguments of `advance_arrays`."""


class Stepper(StrEnum):
    """What advances the ages."""

    COMPILED = "compiled"
    """Machine code by numba."""
    NUMPY = "numpy"
    """NumPy: needs nothing more, and takes about five times as long."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AgedProjection:
    """The result of a projection by single age, with the ages summed up: axes (year, level, region, occupation, draw).

    Parameters
    ----------
    perimeter : Perimeter
    gap : ndarray
        Jobs without a person to fill them at the end of the year (persons).
    exits : ndarray
        Who retired or left the occupation in the year (persons/a).
    """

    perimeter: Perimeter
    gap: Drawn
    exits: Drawn


def project_ages(
    situation: Situation, schedules: AgeSchedules, *, draws: int = 1000, seed: int = 1, stepper: Stepper | None = None
) -> AgedProjection:
    """Project a situation by single age.

    Parameters
    ----------
    situation : Situation
        Of its rates of retirement and of quitting only the spreads are read.
    schedules : AgeSchedules
    draws, seed : int
        As in `envol.foresight.engine.project`.
    stepper : Stepper, optional
        By default machine code where numba is installed, NumPy where it is not.

    Raises
    ------
    EnvolError
        If the situation contradicts itself, the schedules are not of this situation, or machine code is asked for and
        numba is not installed.
    """
    refuse_disagreements(situation)
    _check(situation, schedules)
    advance = _step_of(stepper)
    shape = (situation.perimeter.years, *situation.perimeter.shape, max(draws, 1))
    gap, exits = np.empty(shape, dtype=np.float32), np.empty(shape, dtype=np.float32)
    ready = _ready(situation, schedules, Luck(seed=seed, draws=draws))
    weight = ready.weight.reshape(-1, ready.weight.shape[-1])
    ages = *situation.perimeter.shape, schedules.ages
    # Machine code looks at no bounds: nothing may be narrower than it reads.
    stock = np.broadcast_to(situation.stock[..., None] * schedules.people.table, ages)
    begun = [_single(table) for table in (stock, schedules.joining.table, schedules.arriving.table)]
    for chunk in ready.chunks:
        joined = np.stack([entrants.copy() for entrants in entering(ready, chunk, None)])
        supply, left = np.empty_like(joined), np.empty_like(joined)
        advance(*begun, *_drawn(ready, chunk), joined, supply, left)
        jobs = weight @ np.ascontiguousarray(ready.course[1:, :, chunk])
        known = gap[..., chunk].shape[-1]
        np.subtract(jobs.reshape(supply.shape)[..., :known], supply[..., :known], out=gap[..., chunk])
        exits[..., chunk] = left[..., :known]
    return AgedProjection(perimeter=situation.perimeter, gap=gap, exits=exits)


def compile_step() -> None:
    """Turn the step into machine code, which the first projection of a process would do.

    Raises
    ------
    EnvolError
        If numba is not installed.
    """
    one = np.ones((1, 1, 1, 1, 1), dtype=np.float32)
    people, ages = one[0], one[0, 0, 0]
    _compiled()(people, ages, ages, people, people, people, one, one.copy(), one.copy())


def is_compilable() -> bool:
    """Say whether numba is installed."""
    try:
        _compiled()
    except EnvolError:
        return False
    return True


def _ready(situation: Situation, schedules: AgeSchedules, luck: Luck) -> Ready:
    """Lay a situation out, with ages where there are no regions: (L, 1, A, 1) and (L, O, A, 1)."""
    ready = prepare(situation, luck, np.float32)
    by_age = {
        "retirement": _single(schedules.retirement.table)[:, None, :, None],
        "quits": _single(schedules.quits.table)[..., None],
    }
    return replace(ready, means=ready.means | by_age)


def _drawn(ready: Ready, chunk: slice) -> tuple[Floats, Floats, Floats]:
    """Return who stays (L, O, A, draw), who of these rises and who arrives (L, R, O, draw)."""
    kept = (1 - ready.rate("retirement", chunk)) * (1 - ready.rate("quits", chunk))
    rising = ready.rate("promotion", chunk)
    rising[-1] = 0.0
    arrivals = np.broadcast_to(ready.situation.arrivals, ready.situation.perimeter.shape)
    return _single(kept), _single(rising), _single(arrivals[..., None] * ready.factor[chunk])


def _single(table: NDArray[np.floating]) -> Floats:
    return np.ascontiguousarray(table, dtype=np.float32)


def _check(situation: Situation, schedules: AgeSchedules) -> None:
    levels, regions, occupations = situation.perimeter.shape
    ages = schedules.ages
    for name, shape in (
        ("retirement", (levels, ages)),
        ("quits", (levels, occupations, ages)),
        ("joining", (levels, ages)),
        ("arriving", (levels, ages)),
    ):
        found = getattr(schedules, name).table.shape
        if found != shape:
            raise EnvolError(f"the age schedule {name!r} has the shape {found}, and this situation needs {shape}")
    whole = (levels, regions, occupations, ages)
    found = schedules.people.table.shape
    if not broadcasts(found, whole):
        raise EnvolError(f"the age schedule 'people' has the shape {found}, and this situation has {whole}")


def _step_of(stepper: Stepper | None) -> Step:
    if stepper is Stepper.NUMPY or (stepper is None and not is_compilable()):
        return advance_arrays
    return _compiled()


@cache
def _compiled() -> Step:
    try:
        from numba import njit
    except ImportError as missing:
        raise EnvolError("machine code for single ages needs numba: pip install 'envol[ages]' brings it") from missing
    compiled: Callable[[Callable[..., None]], Step] = njit(cache=False)
    return partial(compiled(advance_loops), *map(compiled, PARTS))
