"""Cohorts followed from one census to the next."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from envol.foresight.cohorts import CohortMethod, Inflow, next_census
from envol.foresight.situation import Table

FIRST_AGE, STEP, AGES = 15, 5, 60
METHOD = CohortMethod()
OWN = replace(METHOD, pooling=0.0)


def constant_world(inflow: float, kept: float, censuses: int = 3) -> Table:
    """One field where so many join at each age under 25, and so large a share of each older cohort is kept."""
    counts = [np.full(AGES, 100.0)]
    young = np.arange(AGES) + FIRST_AGE < METHOD.joins_before
    for _ in range(censuses - 1):
        older = np.concatenate([np.zeros(STEP), counts[-1][:-STEP]])
        counts.append(np.where(young, older + inflow, older * kept))
    return np.stack(counts)[:, None]


censuses = arrays(
    np.int64, st.tuples(st.integers(2, 4), st.integers(1, 4), st.integers(12, 40)), elements=st.integers(0, 500)
)


@pytest.mark.parametrize("pooling", [0.0, 0.5, 1.0])
def test_a_world_that_does_not_change_is_forecast_without_error(pooling: float) -> None:
    world = constant_world(inflow=30.0, kept=0.9, censuses=4)
    found = next_census(world[:3], FIRST_AGE, STEP, replace(METHOD, pooling=pooling))
    assert found == pytest.approx(world[3])


def test_the_latest_interval_weighs_seven_tenths() -> None:
    world = np.full((3, 1, AGES), 100.0)
    world[2] = 110.0
    assert next_census(world, FIRST_AGE, STEP, OWN)[0, 40] == pytest.approx(110 * (0.7 * 1.1 + 0.3 * 1.0))


def test_half_of_a_ratio_is_that_of_all_fields() -> None:
    world = np.full((2, 2, AGES), 100.0)
    world[1, 0] = 120.0
    assert next_census(world, FIRST_AGE, STEP, METHOD)[0, 40] == pytest.approx(120 * (0.5 * 1.2 + 0.5 * 1.1))


def test_pooled_inflow_is_shared_out_by_what_each_field_took_in() -> None:
    joined = np.zeros((2, 2, AGES))
    joined[1, 0, 5:10], joined[1, 1, 5:10] = 30.0, 10.0
    found = next_census(joined, FIRST_AGE, STEP, replace(METHOD, pooling=1.0))
    assert found[:, 5:10].sum(axis=1) == pytest.approx([150.0, 50.0])


def test_the_latest_inflow_grows_on_damped() -> None:
    world = constant_world(inflow=0.0, kept=1.0)
    world[0, :, :10] = 0.0
    world[1, :, :10], world[2, :, :10] = 100.0, 0.0
    world[2, :, 5:10] = 300.0
    world[2, :, :5] = 100.0
    before, after = 1000.0, 500.0 + 1500.0 - 500.0
    damped_years = sum(0.85**year for year in range(1, 6))
    inflow = after * (after / before) ** (damped_years / 5)
    found = next_census(world, FIRST_AGE, STEP, replace(OWN, inflow=Inflow.GROWING))
    assert found[0, :10].sum() == pytest.approx(inflow + world[2, 0, :5].sum())


def test_inflow_does_not_grow_where_one_interval_is_known() -> None:
    world = constant_world(inflow=30.0, kept=0.9, censuses=2)
    growing = next_census(world, FIRST_AGE, STEP, replace(METHOD, inflow=Inflow.GROWING))
    assert growing == pytest.approx(next_census(world, FIRST_AGE, STEP, METHOD))


def test_a_field_with_nobody_at_an_age_follows_all_fields() -> None:
    world = np.full((2, 2, AGES), 100.0)
    world[0, 0, 30], world[1, 0, 35], world[1, 1, 35] = 0.0, 0.0, 80.0
    assert next_census(world, FIRST_AGE, STEP, METHOD)[0, 35] == pytest.approx(80.0)


def test_a_ratio_over_several_ages_is_one_of_their_sums() -> None:
    world = np.full((2, 1, AGES), 100.0)
    world[1, 0, 40] = 160.0
    found = next_census(world, FIRST_AGE, STEP, replace(OWN, smoothing=3))
    assert found[0, 41] == pytest.approx(100.0 * 360 / 300)


def test_one_census_is_refused_as_it_follows_nobody() -> None:
    with pytest.raises(ValueError, match="two censuses"):
        next_census(np.ones((1, 1, AGES)), FIRST_AGE, STEP, METHOD)


@given(counts=censuses, inflow=st.sampled_from(Inflow), smoothing=st.sampled_from([1, 5]))
def test_nobody_is_counted_below_zero(counts: Table, inflow: Inflow, smoothing: int) -> None:
    found = next_census(counts, 18, STEP, replace(METHOD, inflow=inflow, smoothing=smoothing))
    assert np.isfinite(found).all()
    assert (found >= 0).all()


@given(counts=censuses)
def test_where_everybody_stays_everybody_is_found_again_one_step_older(counts: Table) -> None:
    aged = [counts[0].astype(float)]
    for _ in range(3):
        aged.append(np.concatenate([np.zeros((counts.shape[1], STEP)), aged[-1][:, :-STEP]], axis=1))
    assert next_census(np.stack(aged[:3]), 18, STEP, METHOD) == pytest.approx(aged[3])
