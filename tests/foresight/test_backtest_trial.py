"""The backtest as a whole, on made-up series."""

from __future__ import annotations

import numpy as np
import pytest

from dares_files import YEARS, jobs
from envol.errors import EnvolError, UnknownNameError
from envol.foresight.backtest.methods import METHODS
from envol.foresight.backtest.outcome import Backtest
from envol.foresight.backtest.rolling import HORIZONS
from envol.foresight.backtest.series import Series
from envol.foresight.backtest.trial import backtest

NAMES = tuple(f"s{k:02d}" for k in range(20))


def made_up() -> Series:
    return Series(
        years=tuple(YEARS), names=NAMES, values=np.array([[jobs(year, k) for k in range(20)] for year in YEARS])
    )


@pytest.fixture(scope="module")
def found() -> Backtest:
    return backtest(made_up(), near=("s01", "s02"))


def test_every_horizon_is_scored_with_every_method(found: Backtest) -> None:
    assert [(each.horizon, tuple(each.wape)) for each in found.horizons] == [(h, tuple(METHODS)) for h in HORIZONS]


def test_an_origin_is_a_year_whose_outcome_is_known(found: Backtest) -> None:
    assert found.at(10).origins == tuple(range(1997, 2009))


@pytest.mark.parametrize(("horizon", "apart"), [(1, 21), (3, 7), (5, 4), (7, 3), (10, 2)])
def test_windows_that_do_not_overlap_are_counted(found: Backtest, horizon: int, apart: int) -> None:
    origins = found.at(horizon).origins
    assert found.at(horizon).non_overlapping == apart == len(origins[::horizon])


def test_no_change_is_scored_by_the_moves_themselves(found: Backtest) -> None:
    values = made_up().values
    assert found.at(5).wape["no_change"] == pytest.approx(np.abs(values[19:] - values[14:-5]).sum() / values[19:].sum())


def test_no_change_opens_no_place(found: Backtest) -> None:
    assert found.at(5).regret["no_change"].surplus == 0.0


def test_the_headline_is_that_of_the_damped_trend(found: Backtest) -> None:
    at = found.at(3)
    assert (at.coverage_80, at.interval_score) == (at.spread["damped"].coverage_80, at.spread["damped"].interval_score)


def test_the_coverage_by_origin_has_the_coverage_for_its_mean(found: Backtest) -> None:
    at = found.at(7)
    assert np.mean(at.coverage_80_by_origin) == pytest.approx(at.coverage_80)


def test_a_half_is_tried_as_if_the_other_were_not_there(found: Backtest) -> None:
    alone = backtest(made_up().halves()[1])
    assert found.at(5).coverage_80_held_out == alone.at(5).coverage_80


def test_the_series_set_apart_have_the_error_of_their_own(found: Backtest) -> None:
    alone = backtest(made_up().only(["s01", "s02"]))
    assert found.at(5).near_wape["trend"] == pytest.approx(alone.at(5).wape["trend"])


def test_the_worst_miss_comes_first_and_each_series_once(found: Backtest) -> None:
    trend = [miss for miss in found.misses if miss.method == "trend"]
    off = [abs(miss.forecast - miss.outcome) for miss in trend]
    assert off == sorted(off, reverse=True)
    assert len({miss.name for miss in trend}) == len(trend) == 5


def test_a_miss_names_what_came_in_its_year(found: Backtest) -> None:
    miss = found.misses[0]
    assert miss.outcome == jobs(miss.target, NAMES.index(miss.name))


def test_a_goal_is_reached_within_its_range_only(found: Backtest) -> None:
    assert all(goal.reached == (goal.low <= goal.found <= goal.high) for goal in found.goals)


def test_a_series_alone_has_no_half_held_out() -> None:
    assert np.isnan(backtest(made_up().only(["s03"])).at(5).coverage_80_held_out)


def test_series_set_apart_that_are_not_there_are_named() -> None:
    with pytest.raises(UnknownNameError, match="'s99'"):
        backtest(made_up(), near=("s99",))


def test_series_that_begin_too_late_are_refused() -> None:
    late = Series(years=tuple(range(1990, 2019)), names=NAMES, values=made_up().values[7:])
    with pytest.raises(EnvolError, match="every year from 1986 or before"):
        backtest(late)
