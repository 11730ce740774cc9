"""Rolling origins and their intervals: no future leaks, and the calibration is the one that is described."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from envol.errors import EnvolError, UnknownNameError
from envol.foresight.backtest.intervals import LEVELS, conformal, half_widths, learnt_at
from envol.foresight.backtest.rolling import HISTORY, LONGEST, refuse_short, roll
from envol.foresight.backtest.series import Series
from envol.foresight.situation import Table

FIRST = 1990
YEARS = 26
tables = arrays(np.float64, (YEARS, 3), elements=st.floats(1, 1000))


def series(values: Table) -> Series:
    return Series(years=tuple(range(FIRST, FIRST + len(values))), names=("a", "b", "c"), values=values)


def wandering(seed: int = 1, years: int = YEARS) -> Series:
    steps = np.random.Generator(np.random.Philox(key=[seed, 0])).normal(0, 0.03, (years, 3))
    return series(100 * np.exp(np.cumsum(steps, axis=0)))


@given(values=tables, future=tables, origin=st.integers(HISTORY - 1, YEARS - 1))
def test_what_comes_after_an_origin_changes_no_forecast_made_there(values: Table, future: Table, origin: int) -> None:
    other = np.concatenate([values[: origin + 1], future[origin + 1 :]])
    one, two = roll(series(values)), roll(series(other))
    assert np.array_equal(one.forecasts[:, : origin + 1], two.forecasts[:, : origin + 1], equal_nan=True)


@given(values=tables, future=tables, origin=st.integers(HISTORY, YEARS - 1))
def test_what_comes_after_an_origin_changes_no_interval_made_there(values: Table, future: Table, origin: int) -> None:
    other = np.concatenate([values[: origin + 1], future[origin + 1 :]])
    one, two = half_widths(roll(series(values))), half_widths(roll(series(other)))
    assert np.array_equal(one[:, : origin + 1], two[:, : origin + 1], equal_nan=True)


def test_a_method_is_handed_the_past_and_not_one_year_more() -> None:
    seen: list[int] = []

    def spy(past: Table, horizons: range) -> Table:
        seen.append(len(past))
        return np.repeat(past[-1:], len(horizons), axis=0)

    roll(wandering(), {"spy": spy})  # type: ignore[dict-item]
    assert seen == list(range(HISTORY, YEARS + 1))


def test_a_method_that_writes_into_its_past_spoils_it_for_no_other() -> None:
    def vandal(past: Table, horizons: range) -> Table:
        past[:] = 0.0
        return np.zeros((len(horizons), past.shape[1]))

    def honest(past: Table, horizons: range) -> Table:
        return np.repeat(past[-1:], len(horizons), axis=0)

    rolled = roll(wandering(), {"vandal": vandal, "honest": honest})  # type: ignore[dict-item]
    assert np.array_equal(rolled.forecasts[1, -1, 0], np.log(wandering().values[-1]))


def test_an_error_is_the_outcome_less_the_forecast() -> None:
    data = wandering()
    rolled = roll(data)
    assert np.array_equal(rolled.errors[0, 12, 4], np.log(data.values[17]) - np.log(data.values[12]))


def test_a_forecast_without_outcome_has_no_error() -> None:
    rolled = roll(wandering())
    assert np.isnan(rolled.errors[:, -3, 2:]).all()
    assert not np.isnan(rolled.errors[:, -3, :2]).any()


@pytest.mark.parametrize(
    ("horizon", "years", "learnt"),
    [(1, 15, 1), (3, 15, 3), (5, 15, 4), (5, 16, 5), (7, 21, 7), (10, 29, 9), (10, 30, 10)],
)
def test_errors_are_learnt_within_a_third_of_the_data(horizon: int, years: int, learnt: int) -> None:
    assert learnt_at(horizon, years) == learnt


def test_the_half_width_is_the_score_of_the_rank_that_counts_the_new_one_in() -> None:
    scores = np.arange(1.0, 10.0)[None]
    assert conformal(scores)[0, LEVELS.index(0.8)] == 8.0


def test_too_few_scores_bound_nothing() -> None:
    assert conformal(np.array([[1.0, 2.0, 3.0]]))[0, LEVELS.index(0.8)] == np.inf


def test_an_interval_is_widened_as_a_random_walk_spreads() -> None:
    widths = half_widths(roll(wandering()))
    origin, level = 17, LEVELS.index(0.5)
    assert np.allclose(widths[:, origin, 9, level], widths[:, origin, 5, level] * np.sqrt(10 / 6), rtol=1e-14)


def test_an_interval_is_calibrated_on_the_errors_known_at_its_origin() -> None:
    rolled = roll(wandering())
    scores = np.abs(np.concatenate([rolled.errors[2, origin, 2] for origin in range(HISTORY - 1, 18)]))
    rank = int(np.ceil((scores.size + 1) * 0.8))
    assert half_widths(rolled)[2, 20, 2, LEVELS.index(0.8)] == np.sort(scores)[rank - 1]


@given(values=tables)
def test_a_wider_promise_has_a_wider_interval(values: Table) -> None:
    widths = half_widths(roll(series(values)))[:, HISTORY:]
    assert (widths[..., 1:] >= widths[..., :-1]).all()


def test_intervals_cover_exchangeable_errors_as_often_as_they_promise() -> None:
    noise = np.random.Generator(np.random.Philox(key=[3, 0])).normal(0, 0.1, (40, 400))
    data = Series(years=tuple(range(40)), names=tuple(map(str, range(400))), values=100 * np.exp(noise))
    rolled = roll(data)
    held = np.abs(rolled.errors[0, 25:39, 0]) <= half_widths(rolled)[0, 25:39, 0, [LEVELS.index(0.8)]].T
    assert abs(held.mean() - 0.8) < 0.02


def test_years_with_a_gap_are_refused() -> None:
    with pytest.raises(EnvolError, match="do not follow each other"):
        Series(years=(2000, 2002), names=("a",), values=np.ones((2, 1)))


@pytest.mark.parametrize("value", [0.0, -1.0, np.nan, np.inf])
def test_a_value_without_a_logarithm_is_refused(value: float) -> None:
    with pytest.raises(EnvolError, match="no number above zero"):
        Series(years=(2000,), names=("a",), values=np.array([[value]]))


def test_values_of_another_shape_are_refused() -> None:
    with pytest.raises(EnvolError, match="do not go with"):
        Series(years=(2000, 2001), names=("a",), values=np.ones((1, 1)))


def test_an_unknown_series_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="no series is called 'd'"):
        wandering().only(["d"])


def test_the_halves_share_nothing_and_lose_nothing() -> None:
    first, second = wandering().halves()
    assert (first.names, second.names) == (("a", "c"), ("b",))


def test_series_too_short_for_the_longest_horizon_are_refused_with_the_years_needed() -> None:
    with pytest.raises(EnvolError, match="from 1990 or before to 2011 or after, and the series run from 1990 to 2010"):
        refuse_short(wandering(years=YEARS - 5), FIRST + HISTORY)


def test_series_of_just_the_years_needed_are_accepted() -> None:
    refuse_short(wandering(years=HISTORY + LONGEST + 1), FIRST + HISTORY)
