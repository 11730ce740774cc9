"""Why is it moving? Each named term of a balance, its value at one instant, and its share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

import casadi as ca
import numpy as np

from envol.errors import EnvolError, UnknownNameError
from envol.twin.declarations import Actuator, Declaration, State, rate_unit
from envol.twin.model import Model, bind

PLACE = re.compile(r"(?P<name>.+)\[(?P<place>\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermShare:
    """One term of a balance at one instant.

    Parameters
    ----------
    name : str
    value : float
        In the unit of the rate; of a field, the mean over its places.
    share : float
        Part of the sum of the terms' magnitudes, 0 to 1; terms that pull against each other both count.
    """

    name: str
    value: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The rate of change of one state, term by term, the largest first.

    Parameters
    ----------
    state : str
    unit : str
        Of the terms and of their sum.
    rate : float
        The sum of the terms.
    terms : tuple of TermShare
    """

    state: str
    unit: str
    rate: float
    terms: tuple[TermShare, ...]


def why(
    model: Model, row: np.ndarray, inputs: np.ndarray, draws: np.ndarray, parameters: np.ndarray, state: str
) -> Why:
    """Return the terms that move a state at one instant of a course.

    Parameters
    ----------
    row : array, shape (width,)
        States, then algebraic variables; what follows them (outputs) is not looked at.
    inputs, draws, parameters : arrays
        Those held at that instant.
    state : str
        Its name; of a field, `name` for the whole or `name[3]` for one place.

    Raises
    ------
    UnknownNameError
        If no state is called so.
    EnvolError
        If it is an output, an algebraic variable or another quantity: no balance moves it.
    """
    name, place = _read(model, state)
    nx, nz = model.states.size, model.algebraics.size
    found = _terms_function(model, name)(row[:nx], row[nx : nx + nz], inputs, draws, parameters)
    values = np.array(found) if place is None else np.array(found)[place : place + 1]
    weights = np.abs(values).sum(axis=0)
    shares = weights / (weights.sum() or 1.0)
    terms = [
        TermShare(name=term, value=float(value), share=float(share))
        for term, value, share in zip(model.bound.balances[name], values.mean(axis=0), shares, strict=True)
    ]
    return Why(
        state=state,
        unit=rate_unit(model.declared[name].unit, model.unit.time),
        rate=float(sum(term.value for term in terms)),
        terms=tuple(sorted(terms, key=lambda term: -term.share)),
    )


def revealing_terms(model: Model, state: str) -> frozenset[str]:
    """Return the terms of a balance that would give a malfunction away to whoever sees their name or their value.

    They are those whose text names a fault input, or a state that only a malfunction brings. What a term takes from
    a computed quantity does not count: through oxygen or volume nearly every term answers to some fault, and an
    answer is a cue that a pilot may read.

    Parameters
    ----------
    state : str
        Its name; of a field, `name` for the whole or `name[3]` for one place.

    Raises
    ------
    UnknownNameError, EnvolError
        As `why`.
    """
    name, _ = _read(model, state)
    return _revealing(model)[name]


@lru_cache(maxsize=16)
def _revealing(model: Model) -> dict[str, frozenset[str]]:
    """Return the revealing terms of every balance."""
    declared = {name: each for name, each in model.declared.items() if name not in model.outputs.slices}
    symbols = {name: ca.SX.sym(name, *each.shape) for name, each in declared.items()}
    # Computed quantities stand as symbols of their own, so that a term shows only what its own text names.
    balances = bind(model.unit, symbols, lambda name, value: ca.SX.sym(name, *ca.SX(value).shape)).balances
    marked = [ca.vec(symbols[name]) for name, each in declared.items() if _gives_away(each)]
    if not marked:
        return {name: frozenset() for name in balances}
    watched = ca.vertcat(*marked)
    return {
        name: frozenset(term for term, value in terms.items() if any(ca.which_depends(ca.vec(ca.SX(value)), watched)))
        for name, terms in balances.items()
    }


def _gives_away(declared: Declaration) -> bool:
    is_fault = isinstance(declared, Actuator) and declared.fault
    return is_fault or (isinstance(declared, State) and declared.revealing)


def _read(model: Model, state: str) -> tuple[str, int | None]:
    states = [name for name, declared in model.declared.items() if isinstance(declared, State)]
    match = PLACE.fullmatch(state)
    name = match["name"] if match else state
    if name in model.declared and name not in states:
        _refuse_other(model, name)
    if name not in states or (match and int(match["place"]) >= model.declared[name].size):
        raise UnknownNameError(f"state of {model.name}", state, states)
    return name, int(match["place"]) if match else None


def _refuse_other(model: Model, name: str) -> NoReturn:
    """Say what a quantity is that is no state, and of an output which states it follows from."""
    layouts = {
        "an algebraic variable": model.algebraics,
        "an output": model.outputs,
        "an input": model.inputs,
        "a parameter": model.parameters,
    }
    kind = next((kind for kind, layout in layouts.items() if name in layout.slices), "no quantity that moves")
    from_ = _states_of(model, name)
    hint = f"ask about a state that it follows from: {', '.join(from_)}" if from_ else "ask about a state"
    raise EnvolError(f"{name} is {kind} of {model.name}, not a state, so no balance moves it: {hint}")


def _states_of(model: Model, name: str) -> list[str]:
    """Return the states that an output is computed from directly; none for what is no output."""
    if name not in model.outputs.slices or name not in model.bound.quantities:
        return []
    moved = np.array(ca.which_depends(ca.SX(model.bound.quantities[name]), model.x))
    return [state for state, place in model.states.slices.items() if moved[place].any()]


@lru_cache(maxsize=512)
def _terms_function(model: Model, state: str) -> ca.Function:
    """Compile the terms of one balance, one column each."""
    size = model.declared[state].size
    columns = [ca.densify(ca.vec(ca.SX(term))) for term in model.bound.balances[state].values()]
    whole = [column if column.shape[0] == size else ca.repmat(column, size, 1) for column in columns]
    table = ca.horzcat(*whole) if whole else ca.SX(size, 0)
    return ca.Function("terms", [model.x, model.z, model.u, model.w, model.p], [ca.densify(table)])
