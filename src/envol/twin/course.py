"""What goes into a run and what comes out of it: input schedules, draws, lots, and the course in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from envol.errors import UnknownNameError
from envol.twin import draws
from envol.twin.model import Model

Schedule = Mapping[str, float | Sequence[tuple[float, float]]]
"""Inputs of an open-loop run: a value, or (time, value) points that each hold until the next."""


@dataclass(frozen=True)
class Course:
    """What a run left behind: one row for each time.

    Parameters
    ----------
    model : Model
    times : array, shape (n,)
        In the model's time unit.
    rows : array, shape (n, width)
        States, algebraic variables, outputs.
    """

    model: Model
    times: np.ndarray
    rows: np.ndarray

    def __getitem__(self, name: str) -> np.ndarray:
        """Return one quantity over time: shape (n,), or (n, size) for a field."""
        found = self.rows[:, place_of(self.model, name)]
        return found[:, 0] if found.shape[1] == 1 else found


def place_of(model: Model, name: str) -> slice:
    """Return where a state, algebraic variable or output stands in a row.

    Raises
    ------
    UnknownNameError
        If the model has no such quantity.
    """
    nx, nz = model.states.size, model.algebraics.size
    for layout, offset in ((model.states, 0), (model.algebraics, nx), (model.outputs, nx + nz)):
        if name in layout.slices:
            place = layout[name]
            return slice(place.start + offset, place.stop + offset)
    known = [*model.states.slices, *model.algebraics.slices, *model.outputs.slices]
    raise UnknownNameError(f"quantity of {model.name}", name, known)


def input_table(model: Model, schedule: Schedule, times: np.ndarray) -> np.ndarray:
    """Return the inputs held from each of the given times on, shape (n, n_u)."""
    table = np.tile(model.input_values(), (len(times), 1))
    constants = {name: value for name, value in schedule.items() if isinstance(value, (int, float))}
    table[:] = model.input_values(constants)
    for name, points in schedule.items():
        if isinstance(points, (int, float)):
            continue
        model.input_values({name: 0.0})  # refuses an unknown name
        for time, value in points:
            table[times >= time - 1e-9, model.inputs[name]] = value
    return table


def noise_of(model: Model, seed: int, first: int, count: int) -> np.ndarray:
    """Return the draws of `count` scans from scan `first` on, shape (count, n_w)."""
    block = np.empty((count, model.draws.size))
    for name, place in model.draws.slices.items():
        normal = getattr(model.declared[name], "normal", False)
        make = draws.normals if normal else draws.uniforms
        for i, index in enumerate(range(place.start, place.stop)):
            source = name if place.stop - place.start == 1 else f"{name}[{i}]"
            block[:, index] = make(seed, source, first, count)
    return block


def lot_parameters(
    model: Model,
    seed: int | None,
    given: Mapping[str, Any] | None = None,
    spreads: Mapping[str, float] | None = None,
) -> np.ndarray:
    """Return the parameters of one lot: the given or declared values, spread as declared, by seed.

    Parameters
    ----------
    seed : int or None
        None gives the nominal lot.
    given : mapping of str to float, optional
        Values in place of the declared ones, before the spread.
    spreads : mapping of str to float, optional
        Coefficients of variation between lots, in place of the declared ones.
    """
    values = model.parameter_values(given)
    if seed is None:
        return values
    for name, place in model.parameters.slices.items():
        declared = model.declared[name]
        spread = (spreads or {}).get(name, declared.spread)  # type: ignore[attr-defined]
        if spread or declared.spread_sd:  # type: ignore[attr-defined]
            for i, index in enumerate(range(place.start, place.stop)):
                drawn = draws.normal(seed, f"lot:{name}", i)
                values[index] = values[index] * np.exp(spread * drawn) + declared.spread_sd * drawn  # type: ignore[attr-defined]
    return values


def silent(model: Model, count: int) -> np.ndarray:
    """Return draws that make no noise and fire no jump."""
    quiet = np.zeros((count, model.draws.size))
    for name, place in model.draws.slices.items():
        if not getattr(model.declared[name], "normal", False):
            quiet[:, place] = 1.0
    return quiet
