"""A made-up country to plan for: of the size of the real one, with nothing of it but the size.

It times the solver and tries the model. No number of it was measured anywhere.
"""

from __future__ import annotations

import numpy as np

from envol.foresight.plan.instance import Counts, Instance, Training
from envol.foresight.situation import Table

LEVELS = ("bac", "bac+2", "bac+3", "bac+5")
LENGTHS = (2, 2, 1, 2)
"""Years of study of a training of each level: two to a vocational bac or a BTS, one to a licence, two to a master."""
TOTAL_NEED = 3000.0
"""Persons a year in the whole country in the first year: the size of the published figures (1 700 to 3 300 a year)."""


def made_up(
    *, seed: int = 1, regions: int = 13, trainings: int = 40, occupations: int = 12, years: int = 10, first: int = 2027
) -> Instance:
    """Return a made-up instance; the same numbers give the same one on every machine.

    Parameters
    ----------
    seed : int
    regions, trainings, occupations, years : int
        How many of each.
    first : int
        The first year.
    """
    luck = np.random.Generator(np.random.Philox(key=seed))
    kinds = tuple(_training(luck, k, occupations) for k in range(trainings))
    weight = np.exp(0.8 * (2 * luck.random(regions) - 1))
    needs = _needs(luck, weight / weight.sum(), occupations, years)
    groups = _groups(luck, kinds, needs)
    used = {what: groups @ np.array([getattr(kind, what) for kind in kinds]) for what in ("trainers", "platforms")}
    places = groups @ np.array([kind.places for kind in kinds])
    spare = 1.05 + 0.25 * luck.random(regions)
    growth = 1.06 ** np.arange(years)
    begins = 1.0 + 0.3 * luck.random(regions)
    return Instance(
        name=f"made-up-{seed}",
        regions=tuple(f"region-{r + 1:02d}" for r in range(regions)),
        occupations=tuple(f"occupation-{o + 1:02d}" for o in range(occupations)),
        trainings=kinds,
        first_year=first,
        years=years,
        needs=needs,
        groups=groups,
        trainers=np.round((used["trainers"] + 2.0) * spare, 1)[:, None] * growth,
        platforms=np.round((used["platforms"] + 1.0) * begins)[:, None] + np.floor(np.arange(years) / 3),
        budget=np.full(years, np.round(150.0 * regions)) * (1 + 0.15 * np.arange(years)),
        least_places=np.round(0.85 * places),
        closures=np.full(regions, 2.0),
    )


def _training(luck: np.random.Generator, k: int, occupations: int) -> Training:
    level = int(luck.random() * len(LEVELS))
    main, second = (int(luck.random() * occupations) for _ in range(2))
    yields = np.zeros(occupations)
    yields[main] += round(0.25 + 0.2 * luck.random(), 2)
    yields[second] += round(0.05 + 0.1 * luck.random(), 2)
    coloured = None
    if luck.random() < 0.4:
        coloured = yields.copy()
        other = int(luck.random() * occupations)
        coloured[main] -= 0.15
        coloured[other] += round(0.2 + 0.1 * luck.random(), 2)
    places = (12, 16, 24)[int(luck.random() * 3)]
    return Training(
        name=f"training-{k + 1:02d}",
        level=LEVELS[level],
        length=LENGTHS[level],
        opens_after=1 + (luck.random() < 0.6),
        grows_after=1,
        colours_after=1,
        places=places,
        trainers=round(places * (0.08 + 0.04 * luck.random()), 1),
        platforms=(0.25, 0.5, 1.0)[int(luck.random() * 3)],
        opening=round(60 + 120 * luck.random()),
        equipping=round(places * (2 + 3 * luck.random())),
        colouring=round(10 + 20 * luck.random()),
        running=round(places * (3 + 2 * luck.random())),
        yields=yields,
        coloured=coloured,
    )


def _needs(luck: np.random.Generator, weight: Table, occupations: int, years: int) -> Table:
    share = np.exp(1.0 * (2 * luck.random(occupations) - 1))
    regional = weight[:, None] * share / share.sum() * np.exp(1.2 * luck.random((len(weight), occupations)) - 0.6)
    first = TOTAL_NEED / 13 / 12 * len(weight) * occupations * regional / regional.sum()
    rise = 1 + 0.5 * luck.random((len(weight), occupations))[..., None] * np.linspace(0, 1, years)
    needs = first[..., None] * rise
    # A plant in two regions of five: a wave of hiring of three years in some occupations.
    for r in range(len(weight)):
        if luck.random() < 0.4:
            start = int(luck.random() * max(years - 3, 1))
            some = luck.random(occupations) < 0.4
            needs[r, some, start : start + 3] += np.round(5 + 15 * luck.random())
    rounded: Table = np.round(needs, 1)
    return rounded


def _groups(luck: np.random.Generator, kinds: tuple[Training, ...], needs: Table) -> Counts:
    """Return groups that fill some seven in ten of the jobs of the first year, at random."""
    chance = luck.random((len(needs), len(kinds)))
    size = np.array([kind.places * kind.yields.sum() for kind in kinds])
    groups = np.zeros(chance.shape, dtype=np.int64)
    for r, row in enumerate(chance):
        wanted = 0.7 * needs[r, :, 0].sum()
        for k in np.argsort(row)[: 2 * len(kinds) // 5]:
            if wanted > 0:
                groups[r, k] = 1 + (luck.random() < 0.3)
                wanted -= groups[r, k] * size[k]
    return groups
