from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envol.errors import EnvolError
from envol.foresight.engine import project
from envol.foresight.projection import Mode
from envol.foresight.reconcile import reconciled
from foresight.worlds import small_world

FEW = settings(max_examples=25, deadline=None)


def margins(chance: np.random.Generator, shape: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Those of another table, so that they have one sum."""
    table = chance.lognormal(3, 1, shape)
    return table.sum(axis=1), table.sum(axis=0)


@FEW
@given(seed=st.integers(0, 2**20), regions=st.integers(1, 6), occupations=st.integers(1, 6))
def test_regions_and_occupations_add_up_in_every_draw(seed: int, regions: int, occupations: int) -> None:
    chance = np.random.default_rng(seed)
    shape = (regions, occupations, 7)
    by_region, by_occupation = margins(chance, shape)
    fitted = reconciled(chance.lognormal(2, 0.5, shape), by_region, by_occupation)
    assert np.allclose(fitted.sum(axis=1), by_region, rtol=1e-9, atol=0)
    assert np.allclose(fitted.sum(axis=0), by_occupation, rtol=1e-9, atol=0)


def test_cells_that_already_agree_are_left_as_they_are() -> None:
    cells = np.random.default_rng(1).lognormal(2, 0.5, (4, 3, 5))
    assert np.allclose(reconciled(cells, cells.sum(axis=1), cells.sum(axis=0)), cells, rtol=1e-12)


def test_an_empty_cell_stays_empty() -> None:
    chance = np.random.default_rng(2)
    cells = chance.lognormal(2, 0.5, (4, 3, 5))
    by_region, by_occupation = margins(chance, cells.shape)
    cells[1, 1] = 0
    assert (reconciled(cells, by_region, by_occupation)[1, 1] == 0).all()


def test_a_draw_is_reconciled_alike_whatever_draws_stand_beside_it() -> None:
    chance = np.random.default_rng(3)
    cells = chance.lognormal(2, 1.5, (4, 3, 20))
    by_region, by_occupation = margins(chance, cells.shape)
    alone = reconciled(cells[..., :1], by_region[..., :1], by_occupation[..., :1])
    assert np.array_equal(reconciled(cells, by_region, by_occupation)[..., :1], alone)


def test_a_total_without_a_cell_to_hold_it_is_refused() -> None:
    cells = np.ones((2, 2, 1))
    cells[:, 0] = 0
    with pytest.raises(EnvolError, match="no cell to hold them"):
        reconciled(cells, np.ones((2, 1)), np.ones((2, 1)))


def test_the_nation_by_occupation_keeps_its_course_when_regions_stray() -> None:
    world = small_world()
    together = replace(world, growth=replace(world.growth, apart=0.0))
    one, other = (project(each, draws=60, mode=Mode.FULL).demand for each in (world, together))
    assert np.allclose(one.sum(axis=(1, 2)), other.sum(axis=(1, 2)), rtol=1e-6)


def test_regions_stray() -> None:
    world = small_world()
    together = replace(world, growth=replace(world.growth, apart=0.0))
    one, other = (project(each, draws=60, mode=Mode.FULL).demand.sum(axis=(1, 3)) for each in (world, together))
    assert np.abs(one / other - 1).max() > 0.01


def test_regions_stray_less_than_their_cells() -> None:
    world = small_world(occupations=6)
    together = replace(world, growth=replace(world.growth, apart=0.0))
    one, other = (project(each, draws=200, mode=Mode.FULL).demand[-1].sum(axis=0) for each in (world, together))
    regions = np.log(one.sum(axis=1) / other.sum(axis=1)).std()
    assert regions < np.log(one / other).std()
