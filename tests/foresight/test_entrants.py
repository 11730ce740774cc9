from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from envol.foresight.engine import project
from envol.foresight.entrants import graduate_worth, target_entrants
from foresight.worlds import one_cell, small_world


def test_entrants_are_the_need_over_what_one_entrant_yields() -> None:
    world = one_cell()
    projection = project(world, draws=0)
    found = target_entrants(world, projection).entrants[:, 0, 0, 0]
    one_yields = 0.75 * (1 - 0.2) * 0.9 * 0.5 * 0.9
    assert found[:4] == pytest.approx(projection.need[2:, 0, 0, 0, 0] / one_yields, rel=1e-5)


def test_what_entrants_send_out_and_what_is_out_of_reach_is_all_the_need_that_somebody_serves() -> None:
    world = small_world(regions=1)
    projection = project(world, draws=30)
    found, worth = target_entrants(world, projection), graduate_worth(world, 30, 1)
    met = found.out_of_reach.sum(axis=(1, 2))
    for training, length in enumerate(world.trainings.length):
        met[length:] += (found.entrants[:-length, training] * worth[training]).sum(axis=1)
    served = np.maximum(projection.need, 0).sum(axis=(1, 2, 3)) - found.unserved.sum(axis=(1, 2))
    assert met == pytest.approx(served, rel=1e-4)


def test_in_the_first_year_all_the_need_that_somebody_serves_is_out_of_reach() -> None:
    world = small_world(regions=1)
    projection = project(world, draws=30)
    found = target_entrants(world, projection)
    asked = np.maximum(projection.need, 0).sum(axis=(1, 2, 3))
    assert found.out_of_reach.sum(axis=(1, 2))[0] == pytest.approx(
        (asked - found.unserved.sum(axis=(1, 2)))[0], rel=1e-4
    )


def test_needs_before_anybody_can_graduate_are_out_of_reach() -> None:
    world = one_cell()
    projection = project(world, draws=0)
    found = target_entrants(world, projection)
    assert found.out_of_reach[:2, 0, 0, 0] == pytest.approx(projection.need[:2, 0, 0, 0, 0], rel=1e-5)
    assert (found.out_of_reach[2:] == 0).all()


def test_a_lead_puts_more_years_out_of_reach() -> None:
    world = one_cell()
    found = target_entrants(world, project(world, draws=0), lead=np.array([1]))
    assert (found.out_of_reach[:, 0, 0, 0] > 0).tolist() == [True, True, True, False, False, False]


def test_who_enters_too_late_for_the_horizon_is_said_apart() -> None:
    world = one_cell()
    found = target_entrants(world, project(world, draws=0))
    assert found.reached[:, 0].tolist() == [True, True, True, True, False, False]


def test_a_level_without_a_training_is_unserved() -> None:
    world = small_world(levels=3)
    nowhere = world.trainings.field.copy()
    nowhere[world.trainings.level == 1] = 0
    without = replace(world, trainings=replace(world.trainings, field=nowhere))
    projection = project(without, draws=10)
    found = target_entrants(without, projection)
    assert found.unserved[:, 1] == pytest.approx(np.maximum(projection.need[:, 1], 0).sum(axis=2), rel=1e-5)
