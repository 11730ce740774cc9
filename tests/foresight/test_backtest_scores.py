"""Scores by examples that can be counted on fingers, and laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.foresight.backtest.regret import SHORT_COST, SURPLUS_COST, Regret, regret
from envol.foresight.backtest.scores import coverage, crps, interval_score, mase, pinball, wape
from envol.foresight.plan.instance import Prices


def table(*values: float) -> np.ndarray:
    return np.array([values])


def test_wape_is_the_sum_of_errors_over_the_sum_of_outcomes() -> None:
    assert wape(table(90, 320), table(100, 300)) == pytest.approx(30 / 400)


def test_mase_leaves_out_what_never_moved() -> None:
    assert mase(table(90, 320), table(100, 300), table(5, 0)) == 2.0


def test_mase_of_what_never_moved_is_no_number() -> None:
    assert math.isnan(mase(table(1), table(1), table(0)))


def test_an_outcome_on_the_edge_is_covered() -> None:
    forecast, outcome = np.array([[1.0, 1.0]]), np.array([[1.5, 1.75]])
    assert coverage(forecast, outcome, np.array([0.5])).tolist() == [[True, False]]


def test_an_interval_that_holds_the_outcome_scores_its_width() -> None:
    assert interval_score(table(90), table(120), table(100), 0.8) == 30.0


def test_an_interval_of_80_percent_pays_ten_times_what_it_missed_by() -> None:
    assert interval_score(table(90), table(120), table(125), 0.8) == pytest.approx(30 + 10 * 5)


@given(st.floats(0, 100), st.floats(0, 100))
def test_the_pinball_loss_of_the_median_is_half_the_absolute_error(forecast: float, outcome: float) -> None:
    assert pinball(table(forecast), table(outcome), 0.5) == pytest.approx(abs(forecast - outcome) / 2)


def test_a_low_quantile_pays_little_for_being_too_low() -> None:
    assert pinball(table(90), table(100), 0.1) == pytest.approx(1.0)


@given(st.floats(0, 100), st.floats(0, 100))
def test_the_crps_of_a_forecast_without_spread_is_its_absolute_error(forecast: float, outcome: float) -> None:
    shares = [k / 20 for k in range(1, 20)]
    sure = crps({share: table(forecast) for share in shares}, table(outcome))
    assert sure == pytest.approx(abs(forecast - outcome))


def test_places_opened_in_vain_and_places_not_opened_are_told_apart() -> None:
    now, forecast, outcome = table(100, 100), table(130, 100), table(110, 105)
    assert regret(now, forecast, outcome) == Regret(surplus=20.0, short=5.0, cost=90.0)


def test_who_knew_has_no_regret() -> None:
    assert regret(table(100, 50), table(130, 40), table(130, 40)).cost == 0.0


def test_jobs_that_go_need_no_place_and_leave_no_regret() -> None:
    assert regret(table(100), table(90), table(60)).cost == 0.0


def test_a_place_short_and_a_place_too_many_cost_what_they_weigh_in_a_plan():
    assert (Prices().shortage, Prices().surplus) == (SHORT_COST, SURPLUS_COST)
