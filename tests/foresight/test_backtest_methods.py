"""What holds of every method of foresight, and of each for itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from envol.foresight.backtest.methods import DAMPING, METHODS, TREND_YEARS, Method, growth, reach, shrunk
from envol.foresight.situation import Table

HORIZONS = (1, 3, 10)
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
pasts = st.integers(1, 25).flatmap(lambda years: arrays(np.float64, (years, 4), elements=st.floats(-5, 12)))


def growing(rates: tuple[float, ...], years: int = 15) -> Table:
    return np.log(100.0) + np.outer(np.arange(years), rates)


@every_method
def test_what_never_moved_is_forecast_to_stay(method: Method) -> None:
    past = np.log(np.full((15, 3), [10.0, 200.0, 3000.0]))
    assert np.array_equal(method(past, HORIZONS), np.repeat(past[:1], 3, axis=0))


@every_method
@given(past=pasts, factor=st.floats(0.001, 1000))
def test_counting_in_another_unit_forecasts_the_same_jobs(method: Method, past: Table, factor: float) -> None:
    shifted = method(past + np.log(factor), HORIZONS) - np.log(factor)
    assert np.allclose(shifted, method(past, HORIZONS), rtol=1e-9, atol=1e-9)


@every_method
@given(past=pasts, order=st.permutations(range(4)))
def test_the_order_of_the_series_says_nothing(method: Method, past: Table, order: list[int]) -> None:
    assert np.allclose(method(past[:, order], HORIZONS), method(past, HORIZONS)[:, order], rtol=1e-9, atol=1e-9)


@every_method
@given(past=pasts)
def test_a_horizon_is_forecast_the_same_whichever_others_are_asked_for(method: Method, past: Table) -> None:
    assert np.array_equal(method(past, (3,))[0], method(past, HORIZONS)[1])


@every_method
@given(past=pasts)
def test_the_past_is_left_as_it_was(method: Method, past: Table) -> None:
    before = past.copy()
    method(past, HORIZONS)
    assert np.array_equal(past, before)


@every_method
@given(past=pasts)
def test_a_forecast_has_one_row_for_each_horizon(method: Method, past: Table) -> None:
    assert method(past, HORIZONS).shape == (3, 4)


def test_constant_growth_is_forecast_exactly_by_the_trend() -> None:
    past = growing((0.02, -0.01), years=30)
    assert np.allclose(METHODS["trend"](past[:15], range(1, 16)), past[15:], rtol=1e-13)


def test_the_trend_forgets_what_is_older_than_ten_years() -> None:
    past = growing((0.02,), years=20)
    older = past.copy()
    older[: -1 - TREND_YEARS] = 3.0
    assert np.array_equal(growth(past), growth(older))


def test_one_known_year_has_no_growth() -> None:
    assert growth(growing((0.02, 0.03), years=1)).tolist() == [0.0, 0.0]


@given(past=pasts)
def test_damping_keeps_a_forecast_between_no_change_and_the_trend(past: Table) -> None:
    low, high = sorted_pair(METHODS["no_change"](past, HORIZONS), METHODS["trend"](past, HORIZONS))
    damped = METHODS["damped"](past, HORIZONS)
    assert ((damped >= low - 1e-9) & (damped <= high + 1e-9)).all()


def sorted_pair(one: Table, other: Table) -> tuple[Table, Table]:
    return np.minimum(one, other), np.maximum(one, other)


def test_damping_sums_the_powers_of_0_85() -> None:
    assert np.allclose(reach([3]), DAMPING + DAMPING**2 + DAMPING**3, rtol=1e-14)


def test_growths_that_differ_by_noise_alone_are_all_taken_for_their_mean() -> None:
    noise = np.random.Generator(np.random.Philox(key=[1, 2])).normal(0, 0.1, (11, 4))
    noise[[0, -1]] = 0.0
    past = growing((0.01, 0.0101, 0.0099, 0.01), years=11) + noise
    assert np.allclose(shrunk(past, growth(past)), 0.01, rtol=1e-12)


def test_growths_without_noise_are_kept_as_they_are() -> None:
    past = growing((0.03, -0.02, 0.01))
    assert np.allclose(shrunk(past, growth(past)), [0.03, -0.02, 0.01], rtol=1e-9)


@given(past=pasts)
def test_shrinking_leaves_the_mean_growth(past: Table) -> None:
    rates = growth(past)
    assert np.allclose(shrunk(past, rates).mean(), rates.mean(), rtol=1e-9, atol=1e-12)
