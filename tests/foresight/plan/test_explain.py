"""What binds a decision is what, let go, makes it go further."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from envol.foresight.plan.decisions import Kind, Plan, solve
from envol.foresight.plan.explain import SENTENCES, Limit, Method, lifted, one_more
from envol.foresight.plan.instance import Instance
from envol.foresight.plan.made_up import made_up
from envol.foresight.plan.marginal import forbidden, gains, moved
from envol.foresight.plan.value import broken, objective


def plan_of(instance: Instance) -> Plan:
    return solve(instance, 20.0)


def test_removing_the_limit_that_is_named_makes_the_decision_go_further(small: Instance) -> None:
    plan = plan_of(small)
    bound = [(n, d) for n, d in enumerate(plan.decisions) if d.why.limit not in (Limit.NO_NEED, Limit.SEVERAL)]
    assert bound
    for n, decision in bound:
        pair = divmod(n, len(small.trainings))
        year = None if decision.why.year is None else decision.why.year - small.first_year
        then = plan_of(lifted(small, decision.why.limit, pair, year))
        sign = -1 if decision.after < decision.before else 1
        assert then.objective < plan.objective
        assert sign * sum(then.decisions[n].by_year) > sign * sum(decision.by_year)


def test_trainers_are_named_where_only_they_are_short(ample: Instance) -> None:
    plan = plan_of(replace(ample, trainers=np.full_like(ample.trainers, 2.0)))
    west = next(d for d in plan.decisions if (d.region, d.training) == ("west", "certificate"))
    assert west.why.limit is Limit.TRAINERS
    assert west.why.words("en") == "trainers bind in west"


def test_platforms_are_named_where_only_they_are_short(ample: Instance) -> None:
    plan = plan_of(replace(ample, platforms=np.full_like(ample.platforms, 2.0)))
    west = next(d for d in plan.decisions if (d.region, d.training) == ("west", "certificate"))
    assert west.why.limit is Limit.PLATFORMS


def test_the_lead_is_named_where_nothing_else_is_short(ample: Instance) -> None:
    west = plan_of(ample).decisions[0]
    assert west.kind is Kind.GROW
    assert west.why.limit is Limit.LEAD


def test_the_budget_is_named_with_its_year(ample: Instance) -> None:
    plan = plan_of(replace(ample, budget=np.array([9000.0, 0.0, 0.0, 9000.0])))
    west = plan.decisions[0]
    assert Limit.BUDGET in (west.why.limit, *west.why.also)
    assert west.why.year in (2028, 2029)
    assert plan_of(ample).decisions[0].by_year > west.by_year


def test_no_need_is_said_where_every_limit_could_be_let_go(ample: Instance) -> None:
    none = replace(ample, needs=np.zeros_like(ample.needs), groups=np.zeros_like(ample.groups))
    assert {d.why.limit for d in plan_of(none).decisions} == {Limit.NO_NEED}


def test_a_closure_that_fairness_stops_says_so(ample: Instance) -> None:
    none = replace(
        ample, needs=np.zeros_like(ample.needs), groups=np.array([[2, 0], [0, 0]]), least_places=np.array([10.0, 0.0])
    )
    decision = plan_of(none).decisions[0]
    assert decision.kind is Kind.CLOSE
    assert decision.why.limit is Limit.PLACES


def test_every_limit_has_a_sentence_in_both_languages() -> None:
    assert {limit: set(words) for limit, words in SENTENCES.items()} == {limit: {"fr", "en"} for limit in Limit}


@pytest.fixture(scope="module")
def larger() -> Instance:
    return made_up(seed=3, regions=3, trainings=8, occupations=4, years=7)


@pytest.fixture(scope="module")
def rich(larger: Instance) -> Instance:
    """The same with money for all, so that trainers and platforms are what is short."""
    return replace(larger, budget=np.full_like(larger.budget, 1e5))


@pytest.fixture(scope="module")
def plan(larger: Instance) -> Plan:
    return solve(larger, 10.0, gap=0.08)


def test_a_larger_plan_says_that_it_tried_one_group_more(plan: Plan) -> None:
    assert {d.why.method for d in plan.decisions} == {Method.ONE_MORE}


def test_one_group_more_that_a_limit_forbids_is_possible_and_better_without_it(rich: Instance) -> None:
    plan = solve(rich, 5.0, gap=0.08)
    groups, coloured = plan.solution.groups, plan.solution.coloured
    saved = gains(rich, groups, coloured)
    tried = 0
    for pair, why in one_more(rich, groups, coloured).items():
        if why.limit in (Limit.TRAINERS, Limit.PLATFORMS) and not why.also:
            free = lifted(rich, why.limit, pair)
            no = forbidden(free, groups, coloured, 1)
            never = np.any([each[pair] for each in no.values()], axis=0)
            years = np.flatnonzero((saved[pair] > 1e-6) & ~never)
            then = moved(groups, (*pair, years[0]), 1)
            assert not broken(free, then, coloured)
            assert float(objective(free, then, coloured)) < plan.objective
            tried += 1
    assert tried


def test_the_gain_of_a_group_is_the_difference_of_two_objectives(larger: Instance, plan: Plan) -> None:
    groups, coloured = plan.solution.groups, plan.solution.coloured
    for step in (1, -1):
        saved = gains(larger, groups, coloured, step)
        for place in np.argwhere(groups + step >= 0)[::17]:
            then = moved(groups, tuple(place), step)
            if (then >= coloured).all():
                worth = float(objective(larger, groups, coloured) - objective(larger, then, coloured))
                r, k, _ = place
                # A group that ends the only years of an opening saves the opening too, which `gains` leaves out.
                unopened = larger.groups[r, k] == 0 and groups[r, k].any() and not then[r, k].any()
                opening = larger.prices.money * larger.trainings[k].opening if unopened else 0.0
                assert saved[r, k, place[2]] + opening == pytest.approx(worth, abs=1e-6)


def test_what_is_not_forbidden_breaks_no_limit(larger: Instance, plan: Plan) -> None:
    groups, coloured = plan.solution.groups, plan.solution.coloured
    for step in (1, -1):
        no = np.any(list(forbidden(larger, groups, coloured, step).values()), axis=0)
        for place in np.argwhere(~no):
            assert not broken(larger, moved(groups, tuple(place), step), coloured)
