from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from envol.errors import EnvolError
from envol.foresight.checks import disagreements
from envol.foresight.engine import project
from envol.foresight.situation import Rate, Situation
from foresight.worlds import small_world

WORLD = small_world()
TRAININGS, GROWTH, PLANT = WORLD.trainings, WORLD.growth, WORLD.projects[0]


def schools(**changes: Any) -> Situation:
    return replace(WORLD, trainings=replace(TRAININGS, **changes))


def plants(**changes: Any) -> Situation:
    return replace(WORLD, projects=(replace(PLANT, **changes), *WORLD.projects[1:]))


def with_one(table: np.ndarray, value: float) -> np.ndarray:
    changed = table.copy()
    changed[(0,) * table.ndim] = value
    return changed


ENROLLED = TRAININGS.places[..., :3] + with_one(np.zeros_like(TRAININGS.places[..., :3]), 5.0)

FAULTS = {
    "rate above 1": (replace(WORLD, retirement=Rate(mean=np.array(1.2))), ("retirement", "mean")),
    "rate below 0": (schools(success=Rate(mean=np.full((6, 2), -0.1))), ("trainings", "success", "mean", 0, 0)),
    "rate that is no number": (replace(WORLD, quits=Rate(mean=np.array(np.nan))), ("quits", "mean")),
    "negative spread": (replace(WORLD, quits=Rate(mean=np.array(0.1), spread=-1)), ("quits", "spread")),
    "cohort above its places": (schools(enrolled=ENROLLED), ("trainings", "enrolled", 0, 0, 0)),
    "project without a date": (plants(start=np.nan), ("projects", 0, "start")),
    "project of the past": (plants(start=2019.0), ("projects", 0, "start")),
    "project in no region": (plants(region=7), ("projects", 0, "region")),
    "mix beyond 1": (plants(mix=np.full((3, 3), 0.2)), ("projects", 0, "mix")),
    "probability above 1": (plants(probability=1.5), ("projects", 0, "probability")),
    "two projects of one name": (plants(name="plant 1"), ("projects", 1, "name")),
    "mobility beyond 1": (replace(WORLD, mobility=np.full((3, 2, 2), 0.6)), ("mobility", 0, 0)),
    "route beyond 1": (schools(route=np.full((6, 6), 0.3)), ("trainings", "route", 0)),
    "field beyond 1": (schools(field=np.full((6, 3), 0.5)), ("trainings", "field", 0)),
    "stock of other regions": (replace(WORLD, stock=np.ones((3, 5, 3))), ("stock",)),
    "places of other years": (schools(places=TRAININGS.places[..., :-1]), ("trainings", "places")),
    "growth of other occupations": (replace(WORLD, growth=replace(GROWTH, mean=np.zeros(9))), ("growth", "mean")),
    "negative people": (replace(WORLD, stock=with_one(WORLD.stock, -1.0)), ("stock", 0, 0, 0)),
    "jobs that are no number": (replace(WORLD, demand=with_one(WORLD.demand, np.nan)), ("demand", 0, 0, 0)),
    "length of nothing": (schools(length=np.zeros(6, dtype=np.int64)), ("trainings", "length", 0)),
    "level that is none": (schools(level=np.full(6, 3)), ("trainings", "level", 0)),
    "code that stands twice": (
        replace(WORLD, perimeter=replace(WORLD.perimeter, regions=("R", "R"))),
        ("perimeter", "regions"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_disagreement_is_found_where_it_is(fault: str) -> None:
    situation, path = FAULTS[fault]
    assert path in {each.path for each in disagreements(situation)}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_situation_that_disagrees_is_not_projected(fault: str) -> None:
    with pytest.raises(EnvolError, match="contradicts itself"):
        project(FAULTS[fault][0], draws=1)


def test_a_situation_that_agrees_has_no_disagreement() -> None:
    assert disagreements(WORLD) == ()


def test_all_disagreements_are_said_at_once() -> None:
    both = replace(WORLD, retirement=Rate(mean=np.array(1.2)), quits=Rate(mean=np.array(-1.0)))
    with pytest.raises(EnvolError, match=r"(?s)retirement.*quits"):
        project(both, draws=1)


def test_the_sentence_says_what_was_expected_and_found() -> None:
    [found] = disagreements(plants(start=np.nan))
    assert str(found) == "projects.0.start: expected a year, found no date (nan)"
