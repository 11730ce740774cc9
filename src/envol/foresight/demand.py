"""Jobs: damped growth of what there is, and dated industrial projects.

A cell's jobs are a weighted sum of a few courses that depend on year and draw alone, one for each occupation and one
for each project: one product of matrices a year.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from envol.foresight.luck import Luck
from envol.foresight.situation import Project, Situation, Table


def courses(situation: Situation, luck: Luck) -> Table:
    """Return growth by occupation (1), then jobs by project (persons); shape (years + 1, O + J, draw)."""
    years = np.arange(situation.perimeter.years + 1)
    common = luck.normal("growth")
    jobs = [
        posts_of(project, situation.perimeter.first_year, years, luck, common, situation.hope)[:, None]
        for project in situation.projects
    ]
    return np.concatenate([growth_factors(situation, luck, common, years), *jobs], axis=1)


def weights(situation: Situation) -> Table:
    """Return what each course weighs in a cell: jobs of the first year, then mixes; shape (L, R, O, O + J)."""
    levels, regions, occupations = situation.perimeter.shape
    weight = np.zeros((levels, regions, occupations, occupations + len(situation.projects)))
    own = np.arange(occupations)
    weight[:, :, own, own] = situation.demand
    for number, project in enumerate(situation.projects):
        weight[:, project.region, :, occupations + number] = project.mix
    return weight


def growth_factors(situation: Situation, luck: Luck, common: Table, years: NDArray[np.int64]) -> Table:
    """Return jobs as a multiple of those of the first year, without projects; shape (year, O, draw)."""
    growth = situation.growth
    reach = np.concatenate([[0.0], np.cumsum(growth.damping ** years[:-1])])
    kept = np.log1p(-growth.productivity)[None, :, None] * years[:, None, None]
    factors: Table = np.exp(reach[:, None, None] * first_growth(situation, luck, common)[None] + kept)
    return factors


def first_growth(situation: Situation, luck: Luck, common: Table) -> Table:
    """Return the growth of the first year as a logarithm, (O, draw) (1/a)."""
    growth = situation.growth
    own = luck.normal("growth of occupations", len(situation.perimeter.occupations))
    shared: Table = np.sqrt(growth.together) * common + np.sqrt(1 - growth.together) * own
    return growth.mean[:, None] + growth.spread * shared


def posts_of(
    project: Project, first_year: int, years: NDArray[np.int64], luck: Luck, common: Table, hope: float
) -> Table:
    """Return the jobs of a project by (year, draw) (persons)."""
    passed = first_year + years[:, None] - begins_of(project, luck)
    posts: Table = jobs_of(project, luck, common, hope) * np.clip(passed / max(project.ramp, 1e-9), 0.0, 1.0)
    return posts


def jobs_of(project: Project, luck: Luck, common: Table, hope: float) -> Table:
    """Return the jobs of a project once it runs in full, (draw,) (persons): none where it is not realised."""
    own = luck.normal(f"project {project.name}")
    if luck.draws:
        happens = hope * common + np.sqrt(1 - hope**2) * own > ndtri(1 - project.probability)
    else:
        happens = np.full(luck.count, project.probability)
    jobs: Table = happens * project.jobs * np.exp(project.jobs_spread * luck.normal(f"jobs of {project.name}"))
    return jobs


def begins_of(project: Project, luck: Luck) -> Table:
    """Return when it begins to recruit, (draw,) (years of the calendar)."""
    return project.start + luck.gamma(f"delay of {project.name}", project.delay, project.delay_spread) - project.lead
