"""The programme, the arithmetic, and every plan tried by hand agree."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from envol.errors import Refusal
from envol.foresight.plan.instance import Counts, Instance, Prices, Training
from envol.foresight.plan.model import build
from envol.foresight.plan.solver import search
from envol.foresight.plan.value import broken, flows, graduates, objective

MOST = 3


def every_plan(instance: Instance) -> list[tuple[Counts, Counts]]:
    """Return each plan of up to three groups that breaks no limit."""
    regions, trainings, years = instance.shape
    paths = []
    for r, k in product(range(regions), range(trainings)):
        last = int(instance.settled()[k])
        tint = instance.first_colour()[r, k] < years
        free = [range(MOST + 1)] * last
        own = []
        for n in product(*free):
            whole = [*n, *[n[-1] if n else instance.groups[r, k]] * (years - last)]
            for c in product(*[range((m if tint else 0) + 1) for m in whole[:last]]):
                own.append((whole, [*c, *[c[-1] if c else 0] * (years - last)]))
        paths.append(own)
    plans = []
    for chosen in product(*paths):
        groups, coloured = (np.array([each[i] for each in chosen]).reshape(regions, trainings, years) for i in (0, 1))
        if not broken(instance, groups, coloured):
            plans.append((groups, coloured))
    return plans


shares = st.integers(0, 5).map(lambda tenth: tenth / 10)


@st.composite
def trainings(draw: st.DrawFn, k: int) -> Training:
    """A training for two occupations; only the first may be coloured, as every plan has to be tried."""
    coloured = np.array([draw(shares), draw(shares)]) if k == 0 and draw(st.booleans()) else None
    return Training(
        name=f"t{k}",
        level="bac",
        length=draw(st.integers(1, 2)),
        opens_after=draw(st.integers(0, 2)),
        grows_after=draw(st.integers(0, 1)),
        colours_after=draw(st.integers(0, 1)),
        places=draw(st.sampled_from([8, 10])),
        trainers=1.0,
        platforms=draw(st.sampled_from([0.0, 0.5, 1.0])),
        opening=draw(st.sampled_from([0.0, 30.0])),
        equipping=draw(st.sampled_from([0.0, 20.0])),
        colouring=draw(st.sampled_from([0.0, 5.0])),
        running=draw(st.sampled_from([0.0, 25.0])),
        yields=np.array([draw(shares), draw(shares)]),
        coloured=coloured,
    )


@st.composite
def tiny(draw: st.DrawFn) -> Instance:
    """One region and two trainings, or two regions and one, over three years."""
    regions, count = draw(st.sampled_from([(1, 2), (2, 1)]))
    years = 3
    needs = draw(st.lists(st.integers(0, 15), min_size=regions * 2 * years, max_size=regions * 2 * years))
    groups = draw(st.lists(st.integers(0, 2), min_size=regions * count, max_size=regions * count))
    return Instance(
        name="tiny",
        regions=tuple("ab"[:regions]),
        occupations=("x", "y"),
        trainings=tuple(draw(trainings(k)) for k in range(count)),
        first_year=2027,
        years=years,
        needs=np.array(needs, dtype=float).reshape(regions, 2, years),
        groups=np.array(groups).reshape(regions, count),
        trainers=np.full((regions, years), float(draw(st.integers(1, MOST)))),
        platforms=np.full((regions, years), float(draw(st.integers(1, 3)))),
        budget=np.full(years, float(draw(st.sampled_from([0, 40, 100, 1000])))),
        least_places=np.full(regions, float(draw(st.sampled_from([0, 8])))),
        closures=np.full(regions, float(draw(st.integers(0, 2)))),
        may_leave=draw(st.sampled_from([0.0, 0.4, 1.0])),
        prices=Prices(move=draw(st.sampled_from([0.0, 1.5, 20.0])), money=draw(st.sampled_from([0.0, 0.05]))),
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instance=tiny())
def test_a_tiny_instance_is_planned_as_well_as_by_trying_every_plan(instance: Instance) -> None:
    plans = every_plan(instance)
    if not plans:
        with pytest.raises(Refusal):
            search(instance, 20.0, 1e-6)
        return
    best = min(float(objective(instance, *plan)) for plan in plans)
    found = search(instance, 20.0, 1e-6)
    assert not broken(instance, found.groups, found.coloured)
    assert found.objective == pytest.approx(best, rel=1e-5, abs=1e-4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instance=tiny(), luck=st.integers(0, 1000))
def test_the_people_who_move_are_as_many_as_a_linear_programme_would_move(instance: Instance, luck: int) -> None:
    rng = np.random.default_rng(luck)
    out = graduates(instance, rng.integers(0, 3, instance.shape), np.zeros(instance.shape))
    told = flows(instance, out)
    prices, regions = instance.prices, len(instance.regions)
    best = 0.0
    for o, t in np.ndindex(*out.shape[1:]):
        need, made = instance.needs[:, o, t], out[:, o, t]
        # by region: who leaves, who comes, jobs left, persons too many
        cost = np.repeat([0.0, prices.move, prices.shortage, prices.surplus], regions)
        eye = np.eye(regions)
        balance = np.hstack([-eye, eye, eye, -eye])
        hub = np.concatenate([np.ones(regions), -np.ones(regions), np.zeros(2 * regions)])
        rows = np.vstack([balance, hub])
        most = [(0, instance.may_leave * g) for g in made] + [(0, None)] * (3 * regions)
        best += linprog(cost, A_eq=rows, b_eq=np.append(need - made, 0.0), bounds=most).fun
    assert float(told.points(instance)) == pytest.approx(best, abs=1e-6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instance=tiny())
def test_no_plan_is_better_than_the_bound(instance: Instance) -> None:
    plans = every_plan(instance)[:400]
    if plans:
        found = search(instance, 20.0, 0.05)
        assert all(float(objective(instance, *plan)) >= found.bound - 1e-4 for plan in plans)


def test_the_model_is_as_large_as_its_variables_say(small: Instance) -> None:
    model = build(small)
    assert model.rows.shape[1] == len(model.cost) == len(model.most) == len(model.whole)
