"""Integrals that are made by the scheme that makes the course."""

from __future__ import annotations

import numpy as np
import pytest

from envol.errors import ModelError
from envol.twin.model import compile_model
from envol.twin.quadrature import with_quadratures
from envol.twin.solve import run_on_grid

from .tank import MINUTE, Tank


def test_the_integral_of_the_feed_is_the_volume_that_it_brought() -> None:
    model = compile_model(Tank)
    course = run_on_grid(with_quadratures(model, {"fed volume": model.bound.symbols.feed}), 10.0, timing=MINUTE)
    assert course["fed volume"][-1] == pytest.approx(course["volume"][-1] - course["volume"][0], rel=1e-12)


def test_the_course_beside_a_quadrature_stays_the_same() -> None:
    model = compile_model(Tank)
    whole = run_on_grid(with_quadratures(model, {"taken up": model.bound.quantities["uptake"]}), 10.0, timing=MINUTE)
    assert np.allclose(whole["substrate"], run_on_grid(model, 10.0, timing=MINUTE)["substrate"], rtol=1e-13)


def test_a_name_that_is_taken_is_refused() -> None:
    model = compile_model(Tank)
    with pytest.raises(ModelError, match="volume is declared already"):
        with_quadratures(model, {"volume": model.bound.symbols.feed})


def test_a_field_cannot_be_an_integrand() -> None:
    model = compile_model(Tank)
    with pytest.raises(ModelError, match="take its total"):
        with_quadratures(model, {"everything": model.x})
