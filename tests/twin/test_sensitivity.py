"""Sensitivities against differences of two runs."""

from __future__ import annotations

import numpy as np
import pytest

from envol.twin.model import compile_model
from envol.twin.sensitivity import sensitivities
from envol.twin.solve import run_on_grid

from .tank import MINUTE, Tank


@pytest.mark.parametrize("name", ["fastest", "half", "fed"])
def test_a_sensitivity_is_the_difference_of_two_runs(name: str) -> None:
    model = compile_model(Tank)
    nominal, place = model.parameter_values(), model.parameters[name]
    step = 1e-4 * nominal[place]
    ends = []
    for sign in (1, -1):
        moved = nominal.copy()
        moved[place] += sign * step
        ends.append(run_on_grid(model, 8.0, timing=MINUTE, parameters=moved).rows[-1, : model.states.size])
    slope = sensitivities(model, 8.0, [name], timing=MINUTE)[:, 0]
    assert slope == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-6, abs=1e-9)


def test_what_a_state_does_not_depend_on_has_no_sensitivity() -> None:
    model = compile_model(Tank)
    slopes = sensitivities(model, 8.0, ["fastest", "half"], timing=MINUTE)
    assert np.array_equal(slopes[model.states["volume"]], np.zeros((1, 2)))
