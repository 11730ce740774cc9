"""Instances small enough to try every plan of, and a country of the real size."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from envol.foresight.plan.instance import Instance, Training


def training(**said: Any) -> Training:
    """A training of one year and ten places for the first of two occupations."""
    plain: dict[str, Any] = {
        "name": "certificate",
        "level": "bac",
        "length": 1,
        "opens_after": 1,
        "grows_after": 1,
        "colours_after": 1,
        "places": 10,
        "trainers": 1.0,
        "platforms": 1.0,
        "opening": 20.0,
        "equipping": 10.0,
        "colouring": 5.0,
        "running": 10.0,
        "yields": np.array([0.5, 0.0]),
        "coloured": None,
    }
    return Training(**{**plain, **said})


@pytest.fixture
def small() -> Instance:
    """Two regions, two trainings, four years: the west lacks people, the east has too many."""
    years = 4
    return Instance(
        name="small",
        regions=("west", "east"),
        occupations=("technician", "operator"),
        trainings=(
            training(),
            training(name="licence", yields=np.array([0.0, 0.3]), coloured=np.array([0.4, 0.1]), grows_after=2),
        ),
        first_year=2027,
        years=years,
        needs=np.array([[[10.0] * years, [3.0] * years], [[2.0] * years, [0.0] * years]]),
        groups=np.array([[1, 1], [1, 0]]),
        trainers=np.full((2, years), 2.0),
        platforms=np.full((2, years), 4.0),
        budget=np.full(years, 200.0),
        least_places=np.zeros(2),
        closures=np.ones(2),
    )


@pytest.fixture
def ample(small: Instance) -> Instance:
    """The same without a limit of trainers, platforms and budget that could be felt."""
    return replace(
        small,
        trainers=np.full_like(small.trainers, 50.0),
        platforms=np.full_like(small.platforms, 50.0),
        budget=np.full_like(small.budget, 9000.0),
    )
