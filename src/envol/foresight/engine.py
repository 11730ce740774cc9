"""The cohort stock and flow model: from a situation to a projection.

    entrants   E = min(places, places * fill + who goes on studying)
    graduates  G = E (length years before) * success
    leavers    V = G * (1 - continuation)
    in field   F[l, r', o] = sum over k, r of V * insertion * field[k, o] * mobility[l, r, r']
    supply     S' = S - retirement - quits - promotions + promotions from below + F + arrivals
    demand     D = D0 * exp(damped growth) * (1 - productivity)^n + projects
    need       = D' - D + retirements + quits - arrivals

Source: the cohort-component method of national projections of jobs (expansion plus replacement; Cedefop 2012, BLS
separations method 2018), written for trainings with places and projects with dates.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from envol.foresight.projection import Mode, Projection
from envol.foresight.situation import Project, Rate, Situation, Table


def project(situation: Situation, *, draws: int = 1000, seed: int = 1, mode: Mode = Mode.CORE) -> Projection:
    """Project a situation.

    Parameters
    ----------
    situation : Situation
    draws : int
        How many futures; 0 means one, with every spread taken as none.
    seed : int
        Draws are keyed by (seed, source), so that two situations with the same seed meet the same luck.
    mode : Mode

    Returns
    -------
    Projection
    """
    if mode is not Mode.CORE:
        raise NotImplementedError(mode)
    luck = Luck(seed=seed, draws=draws)
    shape = (situation.perimeter.years, *situation.perimeter.shape, luck.count)
    supply, demand, need = (np.empty(shape, dtype=np.float32) for _ in range(3))
    _run(situation, luck, supply, demand, need)
    return Projection(perimeter=situation.perimeter, supply=supply, demand=demand, need=need)


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """Draws of a projection, keyed by seed and source."""

    seed: int
    draws: int

    @property
    def count(self) -> int:
        """How many futures there are."""
        return max(self.draws, 1)

    def normal(self, source: str, *shape: int) -> Table:
        """Return standard normal draws of shape (*shape, draw); zeros where nothing is left to chance."""
        if self.draws == 0:
            return np.zeros((*shape, 1))
        generator = np.random.Generator(np.random.Philox(key=[self.seed, zlib.crc32(source.encode())]))
        drawn: Table = generator.standard_normal((self.draws, *shape))
        return np.moveaxis(drawn, 0, -1)

    def gamma(self, source: str, mean: float, deviation: float) -> Table:
        """Return gamma draws of shape (draw,); the mean where nothing is left to chance or nothing varies."""
        if self.draws == 0 or mean <= 0 or deviation <= 0:
            return np.full(self.count, max(mean, 0.0))
        generator = np.random.Generator(np.random.Philox(key=[self.seed, zlib.crc32(source.encode())]))
        return generator.gamma((mean / deviation) ** 2, deviation**2 / mean, self.draws)


def rate_draws(rate: Rate, effects: Table) -> Table:
    """Shift a rate by effects on the logit scale; both broadcast, the draws come last."""
    mean = rate.mean[..., None]
    odds = np.exp(rate.spread * effects)
    shifted: Table = mean * odds / (1 - mean + mean * odds)
    return shifted


def demand_draws(situation: Situation, luck: Luck) -> Table:
    """Return jobs by (year, level, region, occupation, draw), the first year included."""
    perimeter, growth = situation.perimeter, situation.growth
    common = luck.normal("growth")
    own = luck.normal("growth of occupations", len(perimeter.occupations))
    first = growth.mean[:, None] + growth.spread * (
        np.sqrt(growth.together) * common + np.sqrt(1 - growth.together) * own
    )
    years = np.arange(perimeter.years + 1)
    reach = np.concatenate([[0.0], np.cumsum(growth.damping ** years[:-1])])
    kept = np.log1p(-growth.productivity)[None, :, None] * years[:, None, None]
    factor = np.exp(reach[:, None, None] * first[None] + kept)
    jobs = situation.demand[None, ..., None] * factor[:, None, None]
    for project in situation.projects:
        posts = posts_of(project, perimeter.first_year, years, luck, common, situation.hope)
        jobs[:, :, project.region] += project.mix[None, ..., None] * posts[:, None, None]
    return jobs


def posts_of(
    project: Project, first_year: int, years: NDArray[np.int64], luck: Luck, common: Table, hope: float
) -> Table:
    """Return the jobs of a project by (year, draw)."""
    own = luck.normal(f"project {project.name}")
    if luck.draws:
        happens = hope * common + np.sqrt(1 - hope**2) * own > ndtri(1 - project.probability)
    else:
        happens = np.full(luck.count, project.probability)
    late = luck.gamma(f"delay of {project.name}", project.delay, project.delay_spread)
    size = project.jobs * np.exp(project.jobs_spread * luck.normal(f"jobs of {project.name}"))
    begins = project.start + late - project.lead
    ramp = np.clip((first_year + years[:, None] - begins) / max(project.ramp, 1e-9), 0.0, 1.0)
    posts: Table = happens * size * ramp
    return posts


def _run(
    situation: Situation,
    luck: Luck,
    supply: NDArray[np.float32],
    demand: NDArray[np.float32],
    need: NDArray[np.float32],
) -> None:
    levels, regions, occupations = situation.perimeter.shape
    jobs = demand_draws(situation, luck)
    cells = {
        name: rate_draws(rate, luck.normal(name, levels)[:, None, None])
        for name, rate in (
            ("retirement", situation.retirement),
            ("quits", situation.quits),
            ("promotion", situation.promotion),
        )
    }
    factor = np.exp(situation.arrivals_spread * luck.normal("arrivals"))
    arrivals = situation.arrivals[..., None] * factor
    entering = into_occupations(situation, luck)
    stock = np.broadcast_to(situation.stock[..., None], (levels, regions, occupations, luck.count)).copy()
    for year in range(situation.perimeter.years):
        retired = stock * cells["retirement"]
        quitting = (stock - retired) * cells["quits"]
        risen = (stock - retired - quitting) * cells["promotion"]
        risen[-1] = 0.0
        stock = stock - retired - quitting - risen + entering[year] + arrivals
        stock[1:] += risen[:-1]
        supply[year] = stock
        demand[year] = jobs[year + 1]
        need[year] = jobs[year + 1] - jobs[year] + retired + quitting - arrivals


def into_occupations(situation: Situation, luck: Luck) -> Table:
    """Return those who leave training for an occupation by (year, level, region, occupation, draw) (persons/a)."""
    trainings, (levels, regions, occupations) = situation.trainings, situation.perimeter.shape
    effects = {
        name: luck.normal(name, levels)[trainings.level][:, None]
        for name in ("fill", "success", "continuation", "insertion")
    }
    fill, success = rate_draws(trainings.fill, effects["fill"]), rate_draws(trainings.success, effects["success"])
    onward = rate_draws(trainings.continuation, effects["continuation"])
    working = rate_draws(trainings.insertion, effects["insertion"])
    past, horizon = trainings.past, situation.perimeter.years
    entrants: Table = np.zeros((past + horizon, len(trainings.names), regions, luck.count))
    out = np.zeros((horizon, levels, regions, occupations, luck.count))
    for column in range(past + horizon):
        from_below = np.zeros_like(entrants[0])
        began = column - trainings.length
        graduates = np.stack([entrants[b, k] if b >= 0 else np.zeros_like(entrants[0, k]) for k, b in enumerate(began)])
        graduates = graduates * success
        from_below = np.einsum("kj,krd->jrd", trainings.route, graduates * onward)
        places = trainings.places[:, :, column, None]
        entrants[column] = np.minimum(places, places * fill + from_below)
        if column >= past:
            found = graduates * (1 - onward) * working
            for k, level in enumerate(trainings.level):
                moved = np.einsum("rd,rs->sd", found[k], situation.mobility[level])
                out[column - past, level] += trainings.field[k][None, :, None] * moved[:, None]
    return out
