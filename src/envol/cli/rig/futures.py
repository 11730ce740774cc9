"""A large made-up situation: 13 regions, 12 occupations, 5 levels, 60 trainings, 24 industrial projects.

Its figures are invented, of the size of a sector of about 100 000 people; it serves to measure and to compare, and says
nothing of any place or trade.
"""

from __future__ import annotations

import numpy as np

from envol.foresight.perimeter import Perimeter
from envol.foresight.situation import Growth, Project, Rate, Situation, Table, Trainings

SEED = 20270114
LEVELS, REGIONS, OCCUPATIONS = 5, 13, 12
TRAININGS, PROJECTS = 60, 24
PEOPLE = 100_000.0
FIRST_YEAR = 2025


def large_situation(years: int = 10) -> Situation:
    """Return the made-up situation, always the same one."""
    chance = np.random.Generator(np.random.Philox(key=[SEED, 0]))
    shape = (LEVELS, REGIONS, OCCUPATIONS)
    stock = _shared_out(chance, shape, PEOPLE)
    return Situation(
        perimeter=Perimeter(
            regions=tuple(f"R{number:02}" for number in range(REGIONS)),
            occupations=tuple(f"O{number:02}" for number in range(OCCUPATIONS)),
            levels=tuple(str(number) for number in range(3, 3 + LEVELS)),
            first_year=FIRST_YEAR,
            years=years,
        ),
        stock=stock,
        demand=stock * chance.uniform(0.95, 1.08, shape),
        retirement=Rate(mean=chance.uniform(0.015, 0.035, shape), spread=0.08),
        quits=Rate(mean=chance.uniform(0.03, 0.08, shape), spread=0.15),
        promotion=Rate(mean=chance.uniform(0.005, 0.03, shape), spread=0.2),
        arrivals=0.03 * stock,
        arrivals_spread=0.2,
        mobility=_mobility(chance),
        trainings=_trainings(chance, years),
        growth=_growth(chance),
        projects=tuple(_project(chance, number, years) for number in range(PROJECTS)),
        hope=0.4,
    )


def _shared_out(chance: np.random.Generator, shape: tuple[int, ...], total: float) -> Table:
    weights = chance.lognormal(0.0, 0.8, shape)
    shared: Table = np.round(total * weights / weights.sum())
    return shared


def _growth(chance: np.random.Generator) -> Growth:
    return Growth(
        mean=chance.uniform(-0.01, 0.03, OCCUPATIONS),
        spread=0.015,
        together=0.5,
        damping=0.85,
        productivity=chance.uniform(0.0, 0.01, OCCUPATIONS),
        apart=0.01,
    )


def _mobility(chance: np.random.Generator) -> Table:
    """Four fifths stay; one twentieth leaves for elsewhere."""
    moves = chance.uniform(0.2, 1.0, (LEVELS, REGIONS, REGIONS))
    moves[:, np.arange(REGIONS), np.arange(REGIONS)] = 0.0
    moves *= 0.15 / moves.sum(axis=-1, keepdims=True)
    moves[:, np.arange(REGIONS), np.arange(REGIONS)] = 0.8
    return moves


def _trainings(chance: np.random.Generator, years: int) -> Trainings:
    level = np.arange(TRAININGS) % LEVELS
    length = chance.integers(1, 4, TRAININGS)
    past = int(length.max())
    places = np.repeat(np.round(chance.uniform(8, 40, (TRAININGS, REGIONS, 1))), past + years, axis=2)
    field = chance.dirichlet(np.full(OCCUPATIONS, 0.4), TRAININGS) * 0.85
    return Trainings(
        names=tuple(f"T{number:02}" for number in range(TRAININGS)),
        level=level,
        length=length,
        places=places,
        fill=_rate(chance, 0.75, 0.95, 0.15),
        success=_rate(chance, 0.7, 0.92, 0.15),
        continuation=_rate(chance, 0.1, 0.5, 0.15),
        insertion=_rate(chance, 0.6, 0.9, 0.2),
        field=field,
        route=_route(chance, level),
    )


def _rate(chance: np.random.Generator, low: float, high: float, spread: float) -> Rate:
    return Rate(mean=chance.uniform(low, high, (TRAININGS, REGIONS)), spread=spread)


def _route(chance: np.random.Generator, level: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Table:
    """Each training leads on to two of the next level; three tenths go on outside of what is counted."""
    route = np.zeros((TRAININGS, TRAININGS))
    for training, rank in enumerate(level):
        onward = np.flatnonzero(level == rank + 1)
        if onward.size:
            route[training, chance.choice(onward, 2, replace=False)] = (0.45, 0.25)
    return route


def _project(chance: np.random.Generator, number: int, years: int) -> Project:
    return Project(
        name=f"plant {number:02}",
        region=int(chance.integers(REGIONS)),
        start=FIRST_YEAR + float(chance.uniform(0.5, years)),
        probability=float(chance.uniform(0.3, 0.9)),
        delay=1.0,
        delay_spread=0.7,
        jobs=float(chance.uniform(50, 400)),
        jobs_spread=0.25,
        lead=1.5,
        ramp=2.0,
        mix=chance.dirichlet(np.full(LEVELS * OCCUPATIONS, 0.5)).reshape(LEVELS, OCCUPATIONS),
    )
