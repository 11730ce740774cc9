from __future__ import annotations

from dataclasses import replace

import pytest

from envol.foresight.ready import SCHOOLING
from envol.foresight.situation import Rate
from envol.foresight.variance import RESIDUE, SOURCES, variance_split
from foresight.worlds import one_cell, small_world


def test_no_source_has_less_than_nothing_or_more_than_all_beyond_what_400_draws_leave() -> None:
    split = variance_split(small_world(), draws=400)
    assert all(-0.2 <= split[source] <= 1.2 for source in SOURCES)


def test_every_source_has_its_share() -> None:
    assert set(variance_split(small_world(), draws=100)) == {*SOURCES, RESIDUE}


@pytest.mark.parametrize("rate", ["retirement", "quits"])
def test_where_one_thing_varies_it_has_the_whole_variance(rate: str) -> None:
    world = one_cell()
    world = replace(world, **{rate: Rate(mean=getattr(world, rate).mean, spread=0.3)})
    assert variance_split(world, draws=3000)[rate] == pytest.approx(1.0, abs=0.08)


@pytest.mark.parametrize("rate", SCHOOLING)
def test_where_one_rate_of_trainings_varies_it_has_the_whole_variance(rate: str) -> None:
    world = one_cell()
    spread = replace(getattr(world.trainings, rate), spread=0.3)
    world = replace(world, trainings=replace(world.trainings, **{rate: spread}))
    assert variance_split(world, draws=3000)[rate] == pytest.approx(1.0, abs=0.08)


def test_where_nothing_varies_all_shares_are_zero() -> None:
    assert set(variance_split(one_cell(), draws=50).values()) == {0.0}
