from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from envol.foresight.binomial import LUCKS, whole

ALL = np.arange(LUCKS, dtype=np.uint16)
SHARES = (0.003, 0.03, 0.1, 0.27, 0.42, 0.5, 0.65, 0.8, 0.97)
VARIANCES = (0.05, 0.4, 0.55, 0.7, 1.0, 1.2, 2.0, 5.0, 20.0, 300.0)


def every_luck(people: int, share: float) -> np.ndarray:
    return whole(np.full(LUCKS, people, np.float32), np.full(LUCKS, share, np.float32), ALL).astype(np.int64)


def people_for(variance: float, share: float) -> int:
    return max(1, int(np.ceil(variance / (share * (1 - share)))))


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("variance", VARIANCES)
def test_the_law_is_within_what_the_docstring_says_of_scipys(share: float, variance: float) -> None:
    people = people_for(variance, share)
    masses = np.bincount(every_luck(people, share), minlength=people + 1) / LUCKS
    most = 0.009 if variance < 1 else 0.006 if variance < 2 else 0.0035 if variance < 5 else 0.001
    assert np.abs(masses - stats.binom.pmf(np.arange(people + 1), people, np.float32(share))).sum() / 2 <= most


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("variance", VARIANCES)
def test_mean_and_variance_are_those_of_the_law(share: float, variance: float) -> None:
    people = people_for(variance, share)
    taken = every_luck(people, share)
    assert taken.mean() == pytest.approx(people * share, abs=0.004)
    off = 0.05 if variance < 1 else 0.011 if variance < 2 else 0.002
    assert taken.var() == pytest.approx(people * share * (1 - share), rel=off)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("variance", VARIANCES)
def test_no_quantile_is_more_than_one_person_off_or_two_where_few_are_expected(share: float, variance: float) -> None:
    people = people_for(variance, share)
    exact = stats.binom.ppf((ALL + 0.5) / LUCKS, people, np.float32(share))
    assert np.abs(every_luck(people, share) - exact).max() <= (1 if people * share * (1 - share) >= 0.8 else 2)


@pytest.mark.parametrize("share", SHARES)
def test_small_flows_pass_a_chi_square_test(share: float) -> None:
    chance = np.random.default_rng(1)
    people = max(1, int(0.45 / (share * (1 - share))))
    count = 20_000
    luck = chance.integers(0, LUCKS, count).astype(np.uint16)
    taken = whole(np.full(count, people, np.float32), np.full(count, share, np.float32), luck).astype(int)
    expected = count * stats.binom.pmf(np.arange(people + 1), people, share)
    often = expected >= 5
    seen = np.bincount(taken, minlength=people + 1)
    observed = np.append(seen[often], seen[~often].sum())
    likely = np.append(expected[often], expected[~often].sum())
    some = likely > 0.5
    assert stats.chisquare(observed[some], likely[some] * observed[some].sum() / likely[some].sum()).pvalue > 1e-4


@settings(max_examples=60, deadline=None)
@given(people=st.integers(0, 3000), share=st.floats(0, 1, width=32), more=st.integers(1, 5))
def test_more_people_never_make_fewer_nor_more_than_they_are(people: int, share: float, more: int) -> None:
    few, many = every_luck(people, share), every_luck(people + more, share)
    assert ((many >= few) & (many <= few + more)).all()


@settings(max_examples=60, deadline=None)
@given(people=st.integers(0, 400), share=st.floats(0, 1, width=32))
def test_more_luck_never_makes_fewer(people: int, share: float) -> None:
    assert (np.diff(every_luck(people, share)) >= 0).all()


@settings(max_examples=60, deadline=None)
@given(people=st.integers(0, 400), share=st.floats(0, 1, width=32), more=st.floats(0, 1, width=32))
def test_a_greater_share_makes_fewer_by_one_person_in_few_draws_at_most(people: int, share: float, more: float) -> None:
    low, high = sorted((share, more))
    fewer = every_luck(people, low) - every_luck(people, high)
    assert fewer.max() <= 1
    assert (fewer > 0).mean() <= 0.01


@settings(max_examples=40, deadline=None)
@given(people=st.integers(0, 5000), share=st.floats(0, 1, width=32))
def test_nobody_is_taken_who_is_not_there(people: int, share: float) -> None:
    taken = every_luck(people, share)
    assert taken.min() >= 0
    assert taken.max() <= people


def test_a_share_of_nothing_takes_nobody_and_of_one_everybody() -> None:
    assert (every_luck(50, 0.0) == 0).all()
    assert (every_luck(50, 1.0) == 50).all()
