"""What must hold in every unit operation, whatever it is."""

from __future__ import annotations

import casadi as ca
import numpy as np
import pytest

from envol.twin.course import silent
from envol.twin.declarations import State
from envol.twin.dimensions import faults_of_dimension
from envol.twin.why import why

from .representative import NAMES, flown, model_of

STATES = [(name, state) for name in NAMES for state, d in model_of(name).declared.items() if isinstance(d, State)]


@pytest.mark.parametrize("name", NAMES)
def test_every_term_has_the_unit_and_the_scale_of_its_state(name: str) -> None:
    # four points: both sides of most `maximum` and `where`
    assert not faults_of_dimension(model_of(name), range(4))


@pytest.mark.parametrize("name", NAMES)
def test_no_state_leaves_its_declared_range_downwards(name: str) -> None:
    course = flown(name)
    states = course.model.states.slices
    lowest = {n: np.min(course[n]) for n in states if np.isfinite(course.model.declared[n].low)}
    # a rounding below zero is no negative concentration
    below = {
        n: v for n, v in lowest.items() if v < course.model.declared[n].low - 1e-12 * course.model.declared[n].typical
    }
    assert not below


@pytest.mark.parametrize(("name", "state"), STATES, ids=[f"{name}-{state}" for name, state in STATES])
def test_the_terms_of_a_balance_sum_to_the_derivative(name: str, state: str) -> None:
    course = flown(name)
    model, row = course.model, course.rows[len(course.times) // 2]
    held = (model.input_values(), silent(model, 1)[0], model.parameter_values())
    nx, nz = model.states.size, model.algebraics.size
    rate = ca.Function("rate", [model.x, model.z, model.u, model.w, model.p], [model.rate[model.states[state]]])
    derivative = np.array(rate(row[:nx], row[nx : nx + nz], *held)).ravel()
    found = why(model, row, *held, state)
    magnitude = sum(abs(term.value) for term in found.terms)
    assert found.rate == pytest.approx(derivative.mean(), rel=1e-12, abs=1e-12 * magnitude)
    assert sum(term.share for term in found.terms) == pytest.approx(1.0 if magnitude else 0.0)
