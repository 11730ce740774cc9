"""The jobs of a plant from its investment: the prior, and what seven figures change in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.foresight.sizing import ANNOUNCED, NOISE, PRIOR_DEVIATION, PRIOR_MEAN, Plant, posterior, size


def test_without_announcements_the_sizes_are_the_prior():
    mean, covariance = posterior(())
    assert np.allclose(mean, PRIOR_MEAN)
    assert np.allclose(np.sqrt(np.diag(covariance)), PRIOR_DEVIATION)


def test_announcements_leave_less_doubt():
    assert size(Plant.ACTIVE_SUBSTANCE, 500).spread < size(Plant.ACTIVE_SUBSTANCE, 500, announced=()).spread


def test_nothing_is_learned_of_litres():
    mean, covariance = posterior()
    assert (mean[2], np.sqrt(covariance[2, 2])) == (pytest.approx(PRIOR_MEAN[2]), pytest.approx(PRIOR_DEVIATION[2]))


def test_a_figure_without_investment_teaches_nothing():
    kept = tuple(each for each in ANNOUNCED if each.investment is not None)
    assert np.allclose(posterior(kept)[0], posterior()[0])


def test_two_figures_for_one_plant_count_as_one():
    twice = tuple(replace(each, weight=each.weight / 2) for each in ANNOUNCED for _ in range(2))
    assert np.allclose(posterior(twice)[0], posterior()[0])


@pytest.mark.parametrize("plant", [each for each in ANNOUNCED if each.counts], ids=lambda each: each.name)
def test_an_announced_plant_lies_within_two_deviations_of_its_size(plant):
    found = size(plant.plant, plant.investment)
    assert abs(np.log(plant.jobs / found.jobs)) < 2 * found.spread


@given(investment=st.floats(1, 1e4), more=st.floats(1.01, 10))
def test_a_larger_investment_brings_more_jobs_but_fewer_for_each_euro(investment, more):
    small, large = (size(Plant.FILL_FINISH, each).jobs for each in (investment, investment * more))
    assert small < large < small * more


@given(investment=st.floats(1, 1e4))
def test_a_plant_is_never_surer_than_the_noise_between_plants(investment):
    assert size(Plant.ACTIVE_SUBSTANCE, investment).spread >= NOISE
