"""The model by single age: people are conserved, grow older by a year a year, and agree with the model without ages."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envol.errors import EnvolError
from envol.foresight.age_schedules import AgeSchedules, Schedule, Status, assumed_schedules
from envol.foresight.engine import project
from envol.foresight.luck import Luck
from envol.foresight.ready import prepare
from envol.foresight.schooling import entering
from envol.foresight.single_age import AgedProjection, Stepper, is_compilable, project_ages
from envol.foresight.situation import Rate, Situation, Table
from foresight.worlds import small_world

LEVELS, REGIONS, OCCUPATIONS, YEARS, AGES = 3, 2, 2, 6, 12
SHAPE = (LEVELS, REGIONS, OCCUPATIONS)
SINGLE = 1e-5
"""Single precision carries seven digits; six years of sums leave five."""
STEPPERS = [
    Stepper.NUMPY,
    pytest.param(
        Stepper.COMPILED, marks=pytest.mark.skipif(not is_compilable(), reason="numba, the extra `ages`, is absent")
    ),
]
seeds = st.integers(0, 2**32)


def world(seed: int) -> Situation:
    """A small situation in which everything happens; retirement by level and quits by level and occupation."""
    chance = np.random.Generator(np.random.Philox(seed))
    return replace(
        small_world(seed=seed, levels=LEVELS, regions=REGIONS, occupations=OCCUPATIONS, years=YEARS, projects=1),
        retirement=Rate(mean=chance.uniform(0, 0.1, (LEVELS, 1, 1)), spread=0.3),
        quits=Rate(mean=chance.uniform(0, 0.2, (LEVELS, 1, OCCUPATIONS)), spread=0.3),
    )


def quiet(seed: int) -> Situation:
    """The same with nothing happening: nobody leaves, rises or comes, and there are no jobs, so that supply = -gap."""
    none = Rate(mean=np.zeros((LEVELS, 1, 1)))
    busy = world(seed)
    closed = replace(busy.trainings, places=np.zeros_like(busy.trainings.places))
    return replace(
        without_jobs(busy), promotion=none, arrivals=np.zeros(SHAPE), trainings=closed, retirement=none, quits=none
    )


def without_jobs(situation: Situation) -> Situation:
    return replace(situation, demand=np.zeros(SHAPE), projects=())


def schedule(table: Table) -> Schedule:
    return Schedule(table=table, status=Status.ASSUMED, source="a test")


def only(*ages: int) -> Table:
    """Shares of one at some ages, counted from the first, for each level."""
    table = np.zeros((LEVELS, AGES))
    table[:, list(ages)] = 1.0
    return table


def schedules_at(start: int, leaves: int | None, joins: int = 0) -> AgeSchedules:
    """Everybody begins at one age and retires at another, or never; who joins does so at a third."""
    retirement = np.zeros((LEVELS, AGES)) if leaves is None else only(leaves)
    return AgeSchedules(
        people=schedule(only(start)[0]),
        retirement=schedule(retirement),
        quits=schedule(np.zeros((LEVELS, OCCUPATIONS, AGES))),
        joining=schedule(only(joins)),
        arriving=schedule(only(joins)),
    )


def ageless(situation: Situation, seed: int = 1) -> AgeSchedules:
    """Rates that do not depend on age, of people of all ages."""
    chance = np.random.Generator(np.random.Philox(seed))
    return AgeSchedules(
        people=schedule(chance.dirichlet(np.ones(AGES), SHAPE)),
        retirement=schedule(np.repeat(situation.retirement.mean[:, 0], AGES, axis=1)),
        quits=schedule(np.repeat(situation.quits.mean[:, 0, :, None], AGES, axis=2)),
        joining=schedule(chance.dirichlet(np.ones(AGES), LEVELS)),
        arriving=schedule(chance.dirichlet(np.ones(AGES), LEVELS)),
    )


def by_age(seed: int) -> AgeSchedules:
    chance = np.random.Generator(np.random.Philox(seed + 1))
    return replace(
        ageless(world(seed), seed),
        retirement=schedule(chance.uniform(0, 1, (LEVELS, AGES))),
        quits=schedule(chance.uniform(0, 0.5, (LEVELS, OCCUPATIONS, AGES))),
    )


def supply_of(situation: Situation, found: AgedProjection) -> Table:
    """Persons by year, the first included, of a projection without jobs."""
    draws = found.gap.shape[-1]
    first = np.broadcast_to(situation.stock[None, ..., None], (1, *SHAPE, draws))
    return np.concatenate([first, -found.gap.astype(np.float64)])


def joining(situation: Situation, draws: int) -> Table:
    """Who comes from training by year, level, region, occupation and draw: as the model without ages has it."""
    ready = prepare(situation, Luck(seed=1, draws=draws), np.float64)
    return np.concatenate(
        [np.stack([each.copy() for each in entering(ready, chunk, None)]) for chunk in ready.chunks], axis=-1
    )[..., :draws]


@pytest.mark.parametrize("stepper", STEPPERS)
@pytest.mark.parametrize("draws", [0, 1, 40])
def test_without_ages_in_its_rates_it_says_what_the_model_without_ages_says(draws: int, stepper: Stepper) -> None:
    situation = world(3)
    found = project_ages(situation, ageless(situation), draws=draws, stepper=stepper)
    expected = project(situation, draws=draws)
    assert np.abs(found.gap - expected.gap).max() <= SINGLE * expected.supply.max()


@pytest.mark.parametrize("stepper", STEPPERS)
def test_its_exits_are_those_of_the_model_without_ages(stepper: Stepper) -> None:
    situation = replace(world(3), arrivals_spread=0.0)
    found = project_ages(situation, ageless(situation), draws=40, stepper=stepper)
    expected = project(situation, draws=40)
    before = np.broadcast_to(situation.demand[None, ..., None], (1, *SHAPE, 40))
    expansion = np.diff(np.concatenate([before, expected.demand]), axis=0)
    exits = expected.need - expansion + situation.arrivals[..., None]
    assert np.abs(found.exits - exits).max() <= SINGLE * expected.supply.max()


@pytest.mark.skipif(not is_compilable(), reason="numba, the extra `ages`, is absent")
@settings(deadline=None, max_examples=25)
@given(seed=seeds)
def test_machine_code_and_numpy_agree(seed: int) -> None:
    situation, schedules = world(seed), by_age(seed)
    compiled, arrays = (
        project_ages(situation, schedules, draws=35, stepper=stepper) for stepper in (Stepper.COMPILED, Stepper.NUMPY)
    )
    scale = max(np.abs(arrays.gap).max(), situation.stock.max())
    assert np.abs(compiled.gap - arrays.gap).max() <= SINGLE * scale
    assert np.abs(compiled.exits - arrays.exits).max() <= SINGLE * scale


@pytest.mark.parametrize("stepper", STEPPERS)
@settings(deadline=None, max_examples=25)
@given(seed=seeds)
def test_people_are_conserved_in_every_draw_region_and_occupation(stepper: Stepper, seed: int) -> None:
    situation = replace(without_jobs(world(seed)), arrivals_spread=0.0)
    found = project_ages(situation, by_age(seed), draws=35, stepper=stepper)
    joined = joining(situation, draws=35)
    supply = supply_of(situation, found)
    # Promotions move people between levels: what is conserved is their sum.
    kept = supply[:-1] - found.exits + joined + situation.arrivals[..., None]
    assert np.abs(supply[1:].sum(axis=1) - kept.sum(axis=1)).max() <= SINGLE * supply.sum(axis=1).max()


@pytest.mark.parametrize("stepper", STEPPERS)
@settings(deadline=None, max_examples=25)
@given(seed=seeds)
def test_without_promotion_people_are_conserved_in_every_level(stepper: Stepper, seed: int) -> None:
    situation = replace(quiet(seed), arrivals=world(seed).arrivals, arrivals_spread=0.0)
    found = project_ages(situation, by_age(seed), draws=3, stepper=stepper)
    supply = supply_of(situation, found)
    kept = supply[:-1] - found.exits + situation.arrivals[..., None]
    assert np.abs(supply[1:] - kept).max() <= SINGLE * supply.max()


@pytest.mark.parametrize("stepper", STEPPERS)
@settings(deadline=None, max_examples=25)
@given(start=st.integers(0, AGES - 2), later=st.integers(0, YEARS - 1))
def test_everybody_grows_exactly_one_year_older_each_year(stepper: Stepper, start: int, later: int) -> None:
    later = min(later, AGES - 1 - start)
    situation = quiet(5)
    found = project_ages(situation, schedules_at(start, start + later), draws=2, stepper=stepper)
    left = np.zeros(YEARS)
    left[later] = situation.stock.sum()
    assert found.exits.sum(axis=(1, 2, 3))[:, 0] == pytest.approx(left, rel=SINGLE)


@pytest.mark.parametrize("stepper", STEPPERS)
def test_the_oldest_stay_in_the_last_age_until_they_leave(stepper: Stepper) -> None:
    situation = quiet(5)
    found = project_ages(situation, schedules_at(AGES - 2, None), draws=0, stepper=stepper)
    assert supply_of(situation, found)[-1, ..., 0] == pytest.approx(situation.stock, rel=SINGLE)


@pytest.mark.parametrize("stepper", STEPPERS)
def test_who_joins_is_of_the_age_of_joining_at_the_years_end(stepper: Stepper) -> None:
    situation = replace(quiet(5), stock=np.zeros(SHAPE), arrivals=np.ones(SHAPE))
    found = project_ages(situation, schedules_at(0, leaves=6, joins=4), draws=0, stepper=stepper)
    assert found.exits[:, 0, 0, 0, 0] == pytest.approx([0, 0, 0, 1, 1, 1])


@pytest.mark.parametrize("stepper", STEPPERS)
def test_nobody_rises_two_levels_in_a_year_or_beyond_the_highest(stepper: Stepper) -> None:
    stock = np.zeros(SHAPE)
    stock[0] = 10.0
    situation = replace(quiet(5), stock=stock, promotion=Rate(mean=np.ones(SHAPE)))
    found = project_ages(situation, schedules_at(0, None), draws=0, stepper=stepper)
    ranks = supply_of(situation, found)[:5, :, 0, 0, 0]
    assert ranks.tolist() == [[10, 0, 0], [0, 10, 0], [0, 0, 10], [0, 0, 10], [0, 0, 10]]


@pytest.mark.parametrize("stepper", STEPPERS)
def test_the_same_seed_gives_the_same_futures(stepper: Stepper) -> None:
    first, second = (project_ages(world(1), by_age(1), draws=33, seed=7, stepper=stepper) for _ in range(2))
    assert np.array_equal(first.gap, second.gap)


def test_schedules_of_another_situation_are_refused() -> None:
    schedules = replace(by_age(1), retirement=schedule(np.zeros((LEVELS + 1, AGES))))
    with pytest.raises(EnvolError, match=r"'retirement' has the shape \(4, 12\), and this situation needs \(3, 12\)"):
        project_ages(world(1), schedules)


def test_people_of_another_situation_are_refused() -> None:
    schedules = replace(by_age(1), people=schedule(np.full((7, 1, 1, AGES), 1 / AGES)))
    with pytest.raises(EnvolError, match=r"'people' has the shape \(7, 1, 1, 12\), and this situation has"):
        project_ages(world(1), schedules)


@pytest.mark.parametrize("stepper", STEPPERS)
def test_a_stock_that_is_the_same_in_all_cells_may_be_written_once(stepper: Stepper) -> None:
    situation, schedules = world(3), assumed_schedules(world(3))
    short, full = (
        project_ages(replace(situation, stock=np.full(shape, 70.0)), schedules, draws=5, stepper=stepper).gap
        for shape in ((1, 1, 1), SHAPE)
    )
    assert np.array_equal(short, full)


def test_the_ages_of_a_situation_without_ages_can_be_assumed() -> None:
    situation = world(1)
    found = project_ages(situation, assumed_schedules(situation), draws=20)
    assert np.isfinite(found.gap).all()


WITHOUT_NUMBA = """
import sys
sys.modules["numba"] = None
from envol.cli.rig.futures import large_situation
from envol.errors import EnvolError
from envol.foresight.age_schedules import assumed_schedules
from envol.foresight.single_age import Stepper, project_ages
situation = large_situation(2)
schedules = assumed_schedules(situation)
print(project_ages(situation, schedules, draws=2).gap.shape)
try:
    project_ages(situation, schedules, draws=2, stepper=Stepper.COMPILED)
except EnvolError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def said_without_numba() -> list[str]:
    done = subprocess.run([sys.executable, "-c", WITHOUT_NUMBA], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_without_numba_numpy_projects(said_without_numba: list[str]) -> None:
    assert said_without_numba[0] == "(2, 5, 13, 12, 2)"


def test_without_numba_machine_code_is_refused_with_what_to_install(said_without_numba: list[str]) -> None:
    assert said_without_numba[1] == "machine code for single ages needs numba: pip install 'envol[ages]' brings it"
