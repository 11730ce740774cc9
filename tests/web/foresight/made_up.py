"""A small outlook of the tests: two regions, two occupations, two levels, one training, two plants. All invented."""

from __future__ import annotations

from typing import Any

import numpy as np

from envol.foresight.perimeter import Perimeter
from envol.foresight.situation import Growth, Project, Rate, Situation, Trainings
from envol.gateways.outlooks import Outlook

FIRST, YEARS = 2025, 6
REGIONS, OCCUPATIONS, LEVELS = ("11", "28"), ("operator", "technician"), ("bac", "bac-2-3")


def made_up(**changed: Any) -> Outlook:
    """Return the outlook, with another situation where parts of it are given."""
    situation = {
        "perimeter": Perimeter(regions=REGIONS, occupations=OCCUPATIONS, levels=LEVELS, first_year=FIRST, years=YEARS),
        "stock": np.full((2, 2, 2), 200.0),
        "demand": np.full((2, 2, 2), 210.0),
        "retirement": Rate(mean=np.array(0.03), spread=0.1),
        "quits": Rate(mean=np.array(0.05), spread=0.1),
        "promotion": Rate(mean=np.array(0.02), spread=0.1),
        "arrivals": np.full((2, 2, 2), 8.0),
        "arrivals_spread": 0.1,
        "mobility": np.broadcast_to(np.eye(2), (2, 2, 2)).copy(),
        "trainings": trainings(),
        "growth": Growth(mean=np.full(2, 0.02), spread=0.02, together=0.5, damping=0.9, productivity=np.full(2, 0.005)),
        "projects": (plant("north", 1, 2027.5), plant("south", 0, 2028.0)),
    }
    return Outlook(
        name="made-up",
        title={"fr": "Monde inventé", "en": "A made-up world"},
        about={"fr": "Pour les essais.", "en": "For tests."},
        situation=Situation(**(situation | changed)),
        regions={"11": {"fr": "Île-de-France", "en": "Île-de-France"}, "28": {"fr": "Normandie", "en": "Normandie"}},
        occupations={each: {"fr": each, "en": each} for each in OCCUPATIONS},
        levels={each: {"fr": each, "en": each} for each in LEVELS},
        trainings={},
        projects={},
        statements=(),
        rome={},
    )


def trainings() -> Trainings:
    """Return one training of two years in both regions."""
    whole = np.ones((1, 2))
    return Trainings(
        names=("bts",),
        level=np.array([1]),
        length=np.array([2]),
        places=np.full((1, 2, 2 + YEARS), 30.0),
        fill=Rate(mean=0.9 * whole, spread=0.1),
        success=Rate(mean=0.8 * whole, spread=0.1),
        continuation=Rate(mean=0.3 * whole, spread=0.1),
        insertion=Rate(mean=0.7 * whole, spread=0.1),
        field=np.array([[0.3, 0.6]]),
        route=np.zeros((1, 1)),
    )


def plant(name: str, region: int, start: float) -> Project:
    """Return a plant that hires about a hundred."""
    return Project(
        name=name,
        region=region,
        start=start,
        probability=0.8,
        delay=0.5,
        delay_spread=0.3,
        jobs=100.0,
        jobs_spread=0.2,
        lead=1.0,
        ramp=1.5,
        mix=np.full((2, 2), 0.25),
    )
