from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envol.foresight.accounts import Flow, conserved
from envol.foresight.engine import project
from envol.foresight.luck import Luck
from envol.foresight.means import advance
from envol.foresight.projection import Mode, quantiles, shortage
from envol.foresight.ready import prepare
from envol.foresight.situation import Situation
from foresight.worlds import one_cell, plant, small_world

BOTH = pytest.mark.parametrize("mode", list(Mode))
SEEDS = st.integers(0, 2**20)
FEW = settings(max_examples=8, deadline=None)


def more_places(situation: Situation, more: np.ndarray) -> Situation:
    return replace(situation, trainings=replace(situation.trainings, places=situation.trainings.places + more))


@BOTH
@FEW
@given(seed=SEEDS)
def test_people_in_occupations_are_conserved_in_every_draw_region_and_level(mode: Mode, seed: int) -> None:
    projection = project(small_world(seed=seed), draws=40, seed=seed, mode=mode, accounts=True)
    people = projection.supply.astype(np.float64).sum(axis=3)
    assert projection.flows is not None
    lost = conserved(projection.flows, people[:-1], people[1:], first=1)
    assert np.abs(lost).max() <= (0 if mode is Mode.FULL else 2e-3)


@BOTH
@FEW
@given(seed=SEEDS)
def test_whoever_graduates_goes_on_sets_out_or_is_elsewhere(mode: Mode, seed: int) -> None:
    flows = project(small_world(seed=seed), draws=40, mode=mode, accounts=True).flows
    assert flows is not None
    gone = flows[Flow.WENT_ON] + flows[Flow.SET_OUT] + flows[Flow.ELSEWHERE]
    assert np.allclose(flows[Flow.GRADUATED], gone, rtol=0, atol=0 if mode is Mode.FULL else 1e-4)


@BOTH
@FEW
@given(seed=SEEDS)
def test_whoever_sets_out_enters_an_occupation_in_a_region_or_is_away(mode: Mode, seed: int) -> None:
    flows = project(small_world(seed=seed), draws=40, mode=mode, accounts=True).flows
    assert flows is not None
    left, came = flows[Flow.SET_OUT].sum(axis=2), (flows[Flow.ENTERED] + flows[Flow.AWAY]).sum(axis=2)
    assert np.allclose(left, came, rtol=0, atol=0 if mode is Mode.FULL else 1e-3)


@BOTH
@FEW
@given(seed=SEEDS)
def test_whoever_goes_on_joins_is_turned_away_or_studies_outside(mode: Mode, seed: int) -> None:
    flows = project(small_world(seed=seed), draws=40, mode=mode, accounts=True).flows
    assert flows is not None
    gone = (flows[Flow.JOINED] + flows[Flow.TURNED_AWAY] + flows[Flow.OUTSIDE]).sum(axis=1)
    assert np.allclose(flows[Flow.WENT_ON].sum(axis=1), gone, rtol=0, atol=0 if mode is Mode.FULL else 1e-3)


@BOTH
@FEW
@given(seed=SEEDS)
def test_whoever_rises_is_raised_one_level_up(mode: Mode, seed: int) -> None:
    flows = project(small_world(seed=seed), draws=40, mode=mode, accounts=True).flows
    assert flows is not None
    assert np.array_equal(flows[Flow.RISEN][:, :-1], flows[Flow.RAISED][:, 1:])


@FEW
@given(seed=SEEDS)
def test_full_counts_whole_persons_and_none_below_zero(seed: int) -> None:
    projection = project(small_world(seed=seed), draws=40, mode=Mode.FULL, accounts=True)
    assert projection.flows is not None
    for table in (projection.supply, *projection.flows.values()):
        assert np.array_equal(table, np.rint(table))
        assert table.min() >= 0


@BOTH
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, more=st.floats(0, 30))
def test_more_places_never_lower_graduates_in_any_draw(mode: Mode, seed: int, more: float) -> None:
    world = small_world(seed=seed)
    added = np.random.default_rng(seed).uniform(0, more, world.trainings.places.shape)
    few, many = (
        project(each, draws=60, seed=3, mode=mode, accounts=True).flows for each in (world, more_places(world, added))
    )
    assert few is not None
    assert many is not None
    assert (many[Flow.GRADUATED] - few[Flow.GRADUATED]).min() >= (0 if mode is Mode.FULL else -1e-3)


@BOTH
def test_quantiles_are_ordered(mode: Mode) -> None:
    found = quantiles(project(small_world(), draws=100, mode=mode).gap, (0.1, 0.25, 0.5, 0.9))
    assert (np.diff(found, axis=0) >= 0).all()


@BOTH
def test_the_same_seed_gives_the_same_bits(mode: Mode) -> None:
    first, again = (project(small_world(), draws=150, seed=5, mode=mode) for _ in range(2))
    assert all(np.array_equal(getattr(first, name), getattr(again, name)) for name in ("supply", "demand", "need"))


@BOTH
def test_a_draw_does_not_depend_on_how_many_others_there_are(mode: Mode) -> None:
    few, many = (project(small_world(), draws=draws, mode=mode) for draws in (70, 300))
    assert all(
        np.array_equal(getattr(few, name), getattr(many, name)[..., :70]) for name in ("supply", "demand", "need")
    )


@BOTH
def test_adding_a_project_changes_no_other_draw(mode: Mode) -> None:
    world = small_world(regions=3)
    world = replace(world, growth=replace(world.growth, apart=0.0))
    more = replace(world, projects=(*world.projects, plant(9, 2, 3, 3)))
    one, other = project(world, draws=100, mode=mode), project(more, draws=100, mode=mode)
    assert np.array_equal(one.supply, other.supply)
    assert np.allclose(one.demand[:, :, :2], other.demand[:, :, :2], rtol=1e-6)


def test_adding_a_project_adds_its_jobs_in_its_region_only() -> None:
    world = small_world(projects=0)
    more = replace(world, projects=(plant(0, 1, 3, 3),))
    added = project(more, draws=50).demand - project(world, draws=50).demand
    assert np.abs(added[:, :, 0]).max() < 1e-3
    assert added[:, :, 1].max() > 1


def test_without_chance_one_cell_follows_the_equations_written_by_hand() -> None:
    projection = project(one_cell(), draws=0)
    supply, demand, graduates = 100.0, 120.0, 20 * 0.8 * 0.75
    entering = graduates * (1 - 0.2) * 0.9 * 0.5 * 0.9
    # The cohort of two years before the first projected one already ends in it.
    for year in range(6):
        left = supply * (1 - 0.98 * 0.95)
        jobs = 120 * np.exp(0.03 * (1 - 0.5 ** (year + 1)) / 0.5) * 0.99 ** (year + 1)
        assert projection.need[year].item() == pytest.approx(jobs - demand + left - 3, rel=1e-4)
        supply, demand = supply - left + entering + 3, jobs
        assert projection.supply[year].item() == pytest.approx(supply, rel=1e-6)
        assert projection.demand[year].item() == pytest.approx(demand, rel=1e-6)


def test_without_spreads_every_draw_is_the_one_without_chance() -> None:
    calm, drawn = project(one_cell(), draws=0), project(one_cell(), draws=5)
    assert np.allclose(drawn.supply, calm.supply, rtol=1e-6)


def test_whole_persons_are_on_average_those_of_the_means() -> None:
    calm, drawn = project(one_cell(), draws=0), project(one_cell(), draws=4000, mode=Mode.FULL)
    error = drawn.supply.std(axis=-1, keepdims=True) / np.sqrt(4000)
    assert (np.abs(drawn.supply.mean(axis=-1, keepdims=True) - calm.supply) < 4 * error + 0.05).all()


def test_whole_persons_spread_more_than_means() -> None:
    means, persons = (project(small_world(), draws=300, mode=mode) for mode in Mode)
    assert persons.supply.std(axis=-1).mean() > means.supply.std(axis=-1).mean()


def test_enrolled_cohorts_are_taken_for_what_they_are() -> None:
    world = one_cell()
    enrolled = replace(world, trainings=replace(world.trainings, enrolled=np.zeros((1, 1, 2))))
    flows = project(enrolled, draws=0, accounts=True).flows
    assert flows is not None
    assert flows[Flow.GRADUATED][:, 0, 0, 0] == pytest.approx([0, 0, 12, 12, 12, 12])


def test_a_shortage_is_the_share_of_draws_with_too_many_empty_posts() -> None:
    supply = np.array([80.0, 95.0, 100.0, 50.0], dtype=np.float32)
    assert shortage(supply, np.full(4, 100, dtype=np.float32)) == 0.5


def test_float32_stays_near_float64() -> None:
    world = small_world(years=10)
    ready = prepare(world, Luck(seed=1, draws=100), np.float64)
    exact = tuple(np.empty((10, *world.perimeter.shape, 100)) for _ in range(3))
    advance(ready, exact, ready.chunks[0], None)
    found = project(world, draws=100)
    for table, name in zip(exact, ("supply", "demand", "need"), strict=True):
        assert np.abs(getattr(found, name) - table).max() <= 1e-5 * np.abs(exact[1]).max()
