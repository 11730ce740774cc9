"""Small made-up situations; their figures are invented and speak of no place or trade."""

from __future__ import annotations

import numpy as np

from envol.foresight.perimeter import Perimeter
from envol.foresight.situation import Growth, Project, Rate, Situation, Trainings

FIRST_YEAR = 2025


def small_world(
    *, seed: int = 0, levels: int = 3, regions: int = 2, occupations: int = 3, years: int = 5, projects: int = 2
) -> Situation:
    """Everything occurs in it: trainings of one to three years, routes, mobility, promotions, projects, spreads."""
    chance = np.random.default_rng(seed)
    shape = (levels, regions, occupations)
    moves = chance.uniform(0.1, 1.0, (levels, regions, regions))
    return Situation(
        perimeter=Perimeter(
            regions=tuple(f"R{number}" for number in range(regions)),
            occupations=tuple(f"O{number}" for number in range(occupations)),
            levels=tuple(f"{3 + number}" for number in range(levels)),
            first_year=FIRST_YEAR,
            years=years,
        ),
        stock=np.round(chance.uniform(0, 300, shape)),
        demand=chance.uniform(10, 300, shape),
        retirement=Rate(mean=np.array(0.03), spread=0.1),
        quits=Rate(mean=chance.uniform(0.0, 0.2, (levels, 1, 1)), spread=0.2),
        promotion=Rate(mean=chance.uniform(0.0, 0.1, shape), spread=0.2),
        arrivals=chance.uniform(0, 5, shape),
        arrivals_spread=0.2,
        mobility=0.95 * moves / moves.sum(axis=-1, keepdims=True),
        trainings=small_trainings(chance, levels, regions, occupations, years),
        growth=Growth(
            mean=chance.uniform(-0.02, 0.04, occupations),
            spread=0.02,
            together=0.5,
            damping=0.85,
            productivity=np.full(occupations, 0.005),
            apart=0.02,
        ),
        projects=tuple(plant(number, number % regions, levels, occupations) for number in range(projects)),
        hope=0.3,
    )


def small_trainings(chance: np.random.Generator, levels: int, regions: int, occupations: int, years: int) -> Trainings:
    """Two trainings a level; each leads on to both of the next."""
    count = 2 * levels
    level = np.arange(count) // 2
    length = 1 + np.arange(count) % 3
    past = int(length.max())
    onward = level[:, None] + 1 == level
    return Trainings(
        names=tuple(f"T{number}" for number in range(count)),
        level=level,
        length=length,
        places=np.round(chance.uniform(0, 40, (count, regions, past + years))),
        fill=Rate(mean=np.array(0.8), spread=0.3),
        success=Rate(mean=chance.uniform(0.3, 0.95, (count, regions)), spread=0.3),
        continuation=Rate(mean=np.full((count, regions), 0.3), spread=0.3),
        insertion=Rate(mean=np.full((count, 1), 0.7), spread=0.3),
        field=0.8 * chance.dirichlet(np.ones(occupations), count),
        route=onward * np.array([0.5, 0.3] * levels),
    )


def plant(number: int, region: int, levels: int, occupations: int) -> Project:
    """A plant that is likely, and late."""
    return Project(
        name=f"plant {number}",
        region=region,
        start=FIRST_YEAR + 1.5 + number,
        probability=0.6,
        delay=0.5,
        delay_spread=0.5,
        jobs=60.0,
        jobs_spread=0.2,
        lead=1.0,
        ramp=2.0,
        mix=np.full((levels, occupations), 1 / (levels * occupations)),
    )


def one_cell(*, years: int = 6) -> Situation:
    """One level, region, occupation and training, nothing spread: what follows can be written down by hand."""
    return Situation(
        perimeter=Perimeter(regions=("R",), occupations=("O",), levels=("5",), first_year=FIRST_YEAR, years=years),
        stock=np.full((1, 1, 1), 100.0),
        demand=np.full((1, 1, 1), 120.0),
        retirement=Rate(mean=np.array(0.02)),
        quits=Rate(mean=np.array(0.05)),
        promotion=Rate(mean=np.array(0.1)),
        arrivals=np.full((1, 1, 1), 3.0),
        arrivals_spread=0.0,
        mobility=np.full((1, 1, 1), 0.9),
        trainings=Trainings(
            names=("T",),
            level=np.array([0]),
            length=np.array([2]),
            places=np.full((1, 1, 2 + years), 20.0),
            fill=Rate(mean=np.array(0.8)),
            success=Rate(mean=np.array(0.75)),
            continuation=Rate(mean=np.array(0.2)),
            insertion=Rate(mean=np.array(0.9)),
            field=np.full((1, 1), 0.5),
            route=np.zeros((1, 1)),
        ),
        growth=Growth(mean=np.array([0.03]), spread=0.0, together=0.0, damping=0.5, productivity=np.array([0.01])),
        projects=(),
    )
