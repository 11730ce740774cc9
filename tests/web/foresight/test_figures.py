"""What is shown of a projection: intervals, sums within each draw, too few persons hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from envol.foresight.engine import project
from envol.foresight.projection import Projection
from envol.web.foresight.figures import Chosen, Spread, summarised, usual_year
from envol.web.foresight.pictures import STEPS, Line, fan, gap_map, step_of
from envol.web.foresight.templatetags.foresight import added, cell, chance, counted, interval
from web.foresight.made_up import FIRST, LEVELS, OCCUPATIONS, REGIONS, YEARS, made_up

YEAR = usual_year(made_up().situation.perimeter)


@pytest.fixture(scope="module")
def base() -> Projection:
    return project(made_up().situation, draws=100)


def test_deciles_stand_around_the_median(base: Projection) -> None:
    for each in summarised(base, Chosen(year=YEAR), None).years:
        assert each.gap.low <= each.gap.middle <= each.gap.high


def test_parts_are_summed_before_quantiles_are_taken(base: Projection) -> None:
    told = summarised(base, Chosen(year=YEAR), None)
    gap = base.gap.sum(axis=(1, 2, 3))[YEAR - FIRST - 1]
    assert told.now.gap.middle == pytest.approx(float(np.quantile(gap, 0.5)), rel=1e-5)


@pytest.mark.parametrize(("name", "codes"), [("region", REGIONS), ("occupation", OCCUPATIONS), ("level", LEVELS)])
def test_what_is_not_chosen_is_left_out(base: Projection, name: str, codes: tuple[str, str]) -> None:
    parts = [summarised(base, Chosen(year=YEAR, **{name: code}), None).now.demand for code in codes]
    whole = summarised(base, Chosen(year=YEAR), None).now.demand
    assert all(part.middle < whole.middle for part in parts)


def test_a_region_shows_the_same_in_its_row_as_when_it_is_chosen(base: Projection) -> None:
    row = next(each for each in summarised(base, Chosen(year=YEAR), None).regions if each.code == "28")
    assert row.figures == summarised(base, Chosen(year=YEAR, region="28"), None).now


def test_a_projection_differs_by_nothing_from_itself(base: Projection) -> None:
    told = summarised(base, Chosen(year=YEAR), base)
    assert all((each.low, each.middle, each.high) == (0, 0, 0) for each in told.changes)


def test_too_few_persons_are_hidden_in_what_is_sent() -> None:
    one = np.full((2, 2, 2), 1.0)
    small = made_up(stock=one, demand=one, arrivals=one / 10, projects=())
    told = summarised(project(small.situation, draws=20), Chosen(year=YEAR, level="bac", region="28"), None)
    sent = told.as_json()["years"][0]
    assert sent["few"] is True
    assert {sent[name] for name in ("supply", "demand", "gap", "need", "shortage")} == {None}


def test_what_is_sent_is_plain_json(base: Projection) -> None:
    told = summarised(base, Chosen(year=YEAR), base)
    assert json.loads(json.dumps(told.as_json())) == told.as_json()


def test_the_year_that_is_looked_at_first_is_the_fifth() -> None:
    assert usual_year(made_up().situation.perimeter) == FIRST + 5


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@given(st.floats(-1e6, 1e6))
def test_a_number_is_written_to_three_digits(value: float) -> None:
    written = float(counted(value).replace("−", "-").replace(",", ""))
    assert written == pytest.approx(value, rel=5.1e-3, abs=0.5)


def test_a_chance_is_never_written_as_certain() -> None:
    assert (chance(0.0), chance(0.5), chance(1.0)) == ("<\u00a01\u00a0%", "50\u00a0%", ">\u00a099\u00a0%")


def test_a_figure_is_written_with_its_interval() -> None:
    spread = Spread(low=-4.0, middle=1234.0, high=2000.0)
    assert interval(spread) == "1,230 (−4 to 2,000)"
    assert added(spread) == "+1,230 (−4 to +2,000)"


def test_fewer_persons_than_are_shown_are_written_as_such() -> None:
    assert cell(Spread(low=1.0, middle=10.0, high=30.0)) == "n<11"


def test_a_fan_holds_every_point_within_its_drawing(base: Projection) -> None:
    told = summarised(base, Chosen(year=YEAR), None)
    drawn = fan(
        [each.year for each in told.years],
        [Line(kind="gap", spreads=[each.gap for each in told.years])],
        looked_at=YEAR,
        with_zero=True,
    )
    for pair in drawn.courses[0].band.split():
        x, y = map(float, pair.split(","))
        assert 0 <= x <= 400
        assert 0 <= y <= 250


def test_a_fan_of_figures_that_never_move_is_drawn() -> None:
    still = [Spread(low=5.0, middle=5.0, high=5.0)] * YEARS
    assert fan(list(range(YEARS)), [Line(kind="gap", spreads=still)], looked_at=0).courses[0].line


def test_regions_that_an_outlook_leaves_out_have_no_tint(base: Projection) -> None:
    drawn = gap_map(summarised(base, Chosen(year=YEAR), None).regions, "28", made_up())
    tinted = {each.code for each in drawn.regions if each.step != "none"}
    assert tinted == set(REGIONS)


def test_a_region_is_tinted_by_how_likely_a_shortage_is(base: Projection) -> None:
    for region in summarised(base, Chosen(year=YEAR), None).regions:
        assert step_of(region) == str(sum(region.figures.shortage >= step for step in STEPS))
