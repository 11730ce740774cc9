"""Claims are scored when they are due, and compared only where they compare."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envol.foresight.claims import (
    Claim,
    Nature,
    Outcome,
    Quantity,
    Replacement,
    Standing,
    Unit,
    denominators,
    differences,
    is_due,
    score,
    share_of_needs,
    spread,
)

CLAIM = Claim(
    name="few",
    who="a body",
    said={"fr": "mille emplois", "en": "a thousand jobs"},
    date="2020",
    nature=Nature.FORECAST,
    place="FR",
    field="bioproduction",
    quantity=Quantity.NET_CREATION,
    since=2020,
    horizon=2024,
    horizon_stated=True,
    low=1000.0,
    high=1000.0,
    unit=Unit.PERSONS,
    confidence="B",
    source="a page",
)
MANY = replace(CLAIM, name="many", low=4000.0, high=6000.0, horizon=2022)


def known(value: float) -> Outcome:
    return Outcome(value=value, date="2025", source="a count")


def test_a_forecast_is_not_due_while_its_last_year_runs():
    assert not is_due(CLAIM, 2024.9)


def test_a_forecast_is_due_once_its_last_year_is_over():
    assert is_due(CLAIM, 2025.0)


def test_a_measure_is_never_due():
    assert score(replace(CLAIM, nature=Nature.MEASURE), 2040.0).standing is Standing.MEASURE


def test_a_claim_with_an_outcome_is_not_scored_early():
    assert score(replace(CLAIM, outcome=known(900.0)), 2024.5).standing is Standing.NOT_DUE


def test_a_claim_that_is_due_and_of_which_nothing_is_known_is_not_scored():
    assert score(CLAIM, 2026.0).standing is Standing.OUTCOME_NOT_FOUND


def test_too_much_said_is_an_error_above_zero():
    assert score(replace(CLAIM, outcome=known(800.0)), 2026.0).error == pytest.approx(0.25)


@pytest.mark.parametrize(("low", "high", "within"), [(700, 900, True), (810, None, False), (None, 800, True)])
def test_an_open_end_holds_every_outcome_beyond_it(low, high, within):
    assert score(replace(CLAIM, low=low, high=high, outcome=known(800.0)), 2026.0).within is within


def test_a_claim_over_years_comes_to_its_share_each_year():
    assert CLAIM.a_year == (250.0, 250.0)


def test_a_stock_comes_to_nothing_a_year():
    assert replace(CLAIM, quantity=Quantity.STOCK).a_year is None


def test_claims_of_different_perimeters_say_on_what_they_differ():
    assert differences(CLAIM, replace(CLAIM, field="pharma", horizon=2030)) == ("field", "horizon")


def test_the_spread_is_told_as_published_and_a_year():
    found = spread([CLAIM, MANY])
    assert (found.times, found.times_a_year) == (5.0, 10.0)


def test_one_claim_has_no_spread():
    assert spread([CLAIM]) is None


@pytest.mark.parametrize(
    "other", [{"place": "76"}, {"field": "pharma"}, {"quantity": Quantity.HIRES}, {"nature": Nature.MEASURE}]
)
def test_what_is_no_creation_of_jobs_in_the_country_is_not_in_the_spread(other):
    assert spread([CLAIM, MANY, replace(MANY, name="other", low=1.0, high=1.0, **other)]).times == 5.0


def test_a_need_counts_whose_departures_it_says():
    found = denominators(spread([CLAIM, MANY]), stock=10_000.0, retirement=0.02, exits=0.08)
    assert [(each.replacement, each.need) for each in found[:3]] == [
        (Replacement.NOBODY, 250.0),
        (Replacement.RETIREMENTS, 450.0),
        (Replacement.ALL_DEPARTURES, 1050.0),
    ]


@given(trained=st.floats(0, 1e5), stock=st.floats(1, 1e6))
def test_the_larger_the_need_the_smaller_the_share(trained, stock):
    found = share_of_needs(trained, denominators(spread([CLAIM, MANY]), stock=stock, retirement=0.02, exits=0.08))
    in_order = sorted(found, key=lambda each: each.denominator.need)
    assert [each.share for each in in_order] == sorted((each.share for each in found), reverse=True)


def test_a_tenth_of_the_need_has_the_share_of_a_tenth():
    needs = denominators(spread([CLAIM, MANY]), stock=10_000.0, retirement=0.02, exits=0.08)
    assert [(each.tenth, each.share) for each in share_of_needs(25.0, needs)[:3]] == [
        (25.0, pytest.approx(0.1)),
        (45.0, pytest.approx(25 / 450)),
        (105.0, pytest.approx(25 / 1050)),
    ]
