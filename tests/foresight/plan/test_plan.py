"""Decisions, waiting, futures, conflicts, and the country of the real size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from envol.errors import Refusal
from envol.foresight.perimeter import Perimeter
from envol.foresight.plan.decisions import Kind, Plan, kind_of, solve
from envol.foresight.plan.instance import Instance
from envol.foresight.plan.made_up import made_up
from envol.foresight.plan.model import build
from envol.foresight.plan.relaxed import apart, relax
from envol.foresight.plan.solver import search
from envol.foresight.plan.stress import engine_draws, made_up_draws
from envol.foresight.plan.value import broken, graduates
from envol.foresight.plan.wait import can_wait_until, decide_by, jobs_left
from envol.foresight.projection import Projection


@pytest.mark.parametrize(
    ("before", "groups", "coloured", "kind"),
    [
        (0, [0, 1, 1], [0, 0, 0], Kind.OPEN),
        (1, [1, 2, 2], [0, 1, 1], Kind.GROW),
        (1, [1, 1, 1], [0, 1, 1], Kind.COLOUR),
        (2, [2, 1, 1], [0, 1, 1], Kind.CLOSE),
        (1, [1, 1, 1], [0, 0, 0], Kind.HOLD),
        (0, [0, 0, 0], [0, 0, 0], Kind.HOLD),
    ],
)
def test_a_decision_has_the_word_of_orion(before: int, groups: list[int], coloured: list[int], kind: Kind) -> None:
    assert kind_of(before, np.array(groups), np.array(coloured)) is kind


def test_colouring_changes_no_capacity(ample: Instance) -> None:
    fixed = replace(ample, platforms=np.array([[2.0] * 4, [1.0] * 4]), closures=np.zeros(2))
    coloured = [d for d in solve(fixed, 20.0).decisions if d.kind is Kind.COLOUR]
    assert coloured
    assert all(d.places == 0 for d in coloured)


@pytest.fixture
def plan(small: Instance) -> Plan:
    return solve(small, 20.0, needs=made_up_draws(small, 50, 1))


def test_what_is_planned_can_wait_until_its_lead_before_the_first_intake(small: Instance, plan: Plan) -> None:
    for n, decision in enumerate(plan.decisions):
        if decision.kind in (Kind.OPEN, Kind.GROW):
            lead = int(small.first_growth()[divmod(n, 2)])
            assert decision.first_intake is not None
            assert decision.wait_until == decision.first_intake - lead


def test_waiting_costs_a_cohort_from_the_need_less_length_and_lead_on(small: Instance) -> None:
    needs = np.zeros_like(small.needs)
    needs[0, 0, 3] = 20.0
    later = replace(small, needs=needs)
    left = jobs_left(later, np.repeat(later.groups[..., None], 4, axis=-1), np.zeros(later.shape))
    assert can_wait_until(later, left, (0, 0)) == 2027 + 3 - 1 - 1
    assert decide_by(later, (0, 0), 2) == 2028


def test_where_nothing_is_needed_there_is_no_date(small: Instance) -> None:
    assert can_wait_until(small, np.zeros((2, 2, 4)), (0, 0)) is None


def test_without_uncertainty_a_decision_of_the_best_plan_is_never_regretted(small: Instance) -> None:
    plan = solve(small, 20.0, needs=small.needs[None])
    tried = [d.stressed for d in plan.decisions if d.stressed is not None and d.stressed.beside]
    assert tried
    assert all(each.right == 1.0 and each.regret == 0.0 for each in tried)


def test_a_decision_is_robust_where_its_regret_is_low_in_four_draws_of_five(plan: Plan) -> None:
    tried = [d.stressed for d in plan.decisions if d.stressed is not None]
    assert tried
    assert all(each.robust == (each.low_regret >= 0.8) for each in tried)
    assert all(each.jobs[0] <= each.jobs[1] <= each.jobs[2] for each in tried)


def test_draws_of_the_engine_lie_around_the_needs_of_the_plan(small: Instance) -> None:
    perimeter = Perimeter(regions=("west",), occupations=("technician",), levels=("bac",), first_year=2026, years=3)
    need = np.broadcast_to(np.array([80.0, 100.0, 130.0], dtype=np.float32), (3, 1, 1, 1, 3))
    projection = Projection(perimeter=perimeter, supply=need, demand=need, need=need)
    drawn = engine_draws(small, projection)
    assert drawn == pytest.approx(np.array([0.8, 1.0, 1.3])[:, None, None, None] * small.needs)


def test_years_add_up_to_the_decisions(small: Instance, plan: Plan) -> None:
    assert sum(year.cost for year in plan.years) == pytest.approx(sum(d.cost for d in plan.decisions))
    opened = sum(year.places_opened - year.places_closed for year in plan.years)
    assert opened == sum(d.places for d in plan.decisions)
    assert all(year.cost <= year.budget + 1e-3 for year in plan.years)
    assert all(y.graduates + y.shortage == pytest.approx(y.needs + y.surplus) for y in plan.years)


def test_what_cannot_be_carried_out_is_refused_with_what_is_short(small: Instance) -> None:
    with pytest.raises(Refusal, match=r"west in 2027 has 1 trainers and lacks 1.*more closures in a year would end it"):
        solve(replace(small, trainers=np.full_like(small.trainers, 1.0), closures=np.zeros(2)), 5.0)


def test_least_places_that_no_platform_holds_are_named(small: Instance) -> None:
    with pytest.raises(Refusal, match="its least places ask for them"):
        solve(replace(small, least_places=np.array([100.0, 0.0])), 5.0)


def test_a_country_that_is_solved_in_steps_breaks_no_limit_and_ends_near_its_bound() -> None:
    country = made_up(seed=5, regions=6, trainings=24, occupations=6, years=8)
    assert build(country).whole.sum() > 1500
    # Each step ends by its gap: with fewer seconds, a slow machine would end it by the clock.
    found = search(country, 60.0, 0.1)
    assert not broken(country, found.groups, found.coloured)
    assert found.gap <= 0.06


def test_a_time_too_short_for_the_whole_still_gives_a_plan_and_an_honest_gap() -> None:
    country = made_up(seed=5, regions=6, trainings=24, occupations=6, years=8)
    found = search(country, 2.0, 0.02)
    assert not broken(country, found.groups, found.coloured)
    assert found.bound <= found.objective


def test_what_no_plan_costs_less_than_holds_without_solving() -> None:
    country = made_up(seed=5, regions=2, trainings=6, occupations=3, years=6)
    found = search(country, 0.0, 0.02)
    assert not broken(country, found.groups, found.coloured)
    assert found.bound <= search(country, 8.0, 1e-3).objective


def test_regions_taken_apart_bound_a_plan_no_worse_than_the_relaxation() -> None:
    country = made_up(seed=5, regions=2, trainings=6, occupations=3, years=6)
    model = build(country)
    relaxed = relax(model, 20.0)
    assert relaxed is not None
    _, bound = apart(model, relaxed, 12.0, 1e-4, lambda region: None)
    best = search(country, 8.0, 1e-3)
    assert relaxed.bound <= bound <= best.objective + 1e-6


def test_the_made_up_country_is_the_same_everywhere() -> None:
    country = made_up(seed=13)
    told = (country.groups.sum(), country.needs.sum().round(1), country.budget.sum(), country.trainers.sum().round(1))
    assert told == (243, 35076.4, 32662.5, 6539.0)


def test_a_plan_is_told_step_by_step(small: Instance) -> None:
    steps: list[str] = []
    solve(small, 20.0, told=lambda step, share: steps.append(step))
    assert list(dict.fromkeys(steps)) == ["read", "done", "explain", "stress"]


def test_nobody_from_elsewhere_takes_a_job_where_moving_weighs_more_than_it_saves() -> None:
    country = made_up(seed=5, regions=2, trainings=6, occupations=3, years=6)
    country = replace(country, needs=country.needs * np.array([0.0, 1.0])[:, None, None])
    groups = np.repeat(country.groups[..., None], country.years, axis=-1)
    dear = replace(country, prices=replace(country.prices, move=country.prices.shortage + country.prices.surplus))
    short = np.maximum(country.needs - graduates(country, groups, 0 * groups), 0.0)
    assert jobs_left(dear, groups, 0 * groups) == pytest.approx(short)
    assert jobs_left(country, groups, 0 * groups).sum() < short.sum()
