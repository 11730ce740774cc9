"""How people are spread over ages: each figure has its status, and what cannot be is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from envol.cli.rig.futures import large_situation
from envol.errors import EnvolError
from envol.foresight.age_schedules import AgeSchedules, Schedule, Status, assumed_schedules

NAMES = ("people", "retirement", "quits", "joining", "arriving")


@pytest.fixture(scope="module")
def assumed() -> AgeSchedules:
    return assumed_schedules(large_situation())


def changed(assumed: AgeSchedules, name: str, value: float) -> Schedule:
    table = getattr(assumed, name).table.copy()
    table.flat[0] = value
    return Schedule(table=table, status=Status.ASSUMED, source="a test")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [-0.1, 1.2, float("nan")])
def test_a_share_that_is_none_is_refused_with_its_value(assumed: AgeSchedules, name: str, value: float) -> None:
    with pytest.raises(EnvolError, match=f"'{name}' holds {value:g}: every value of it lies from 0 to 1"):
        replace(assumed, **{name: changed(assumed, name, value)})


@pytest.mark.parametrize("name", ["people", "joining", "arriving"])
def test_people_who_are_shared_out_twice_are_refused(assumed: AgeSchedules, name: str) -> None:
    with pytest.raises(EnvolError, match=f"'{name}' adds up to .*: it shares people out, 1 in all"):
        replace(assumed, **{name: changed(assumed, name, 0.5)})


def test_a_schedule_of_fewer_ages_is_refused(assumed: AgeSchedules) -> None:
    short = replace(assumed.retirement, table=assumed.retirement.table[:, :-1])
    with pytest.raises(EnvolError, match="'retirement' has 49 ages, and `people` has 50"):
        replace(assumed, retirement=short)


def test_a_single_age_is_refused_as_nobody_would_grow_older(assumed: AgeSchedules) -> None:
    one = {name: replace(getattr(assumed, name), table=np.ones((5, 1))) for name in NAMES}
    with pytest.raises(EnvolError, match="nobody grows older"):
        AgeSchedules(**one)


def test_assumed_schedules_need_ages_at_which_people_come() -> None:
    with pytest.raises(EnvolError, match="8 ages or more"):
        assumed_schedules(large_situation(), ages=7)


def test_what_is_assumed_says_so(assumed: AgeSchedules) -> None:
    assert {getattr(assumed, name).status for name in NAMES} == {Status.ASSUMED}


def test_assumed_retirement_is_that_of_the_situation_on_average(assumed: AgeSchedules) -> None:
    expected = large_situation().retirement.mean.mean(axis=(1, 2))
    assert (assumed.people.table * assumed.retirement.table).sum(axis=-1) == pytest.approx(expected)


def test_assumed_retirement_climbs_with_age(assumed: AgeSchedules) -> None:
    assert (np.diff(assumed.retirement.table, axis=-1) >= 0).all()
