"""How many entrants the trainings of an outlook would need, beside the places that they have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from envol.foresight.entrants import target_entrants
from envol.foresight.projection import Drawn, quantiles
from envol.gateways.outlooks import Outlook
from envol.web.foresight.asking import title_of
from envol.web.foresight.counting import SEED, base_of
from envol.web.foresight.figures import Chosen, Spread, places_of
from envol.web.foresight.naming import training_title


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRow:
    """A training: its places, and the entrants that would meet the needs.

    Parameters
    ----------
    title, level : str
    places : float
        In the first projected year (persons/a).
    wanted : Spread
        Entrants, mean over the years of entry whose graduates still meet a need within the horizon (persons/a).
    beyond : float
        Probability that more are wanted than there are places.
    """

    title: str
    level: str
    places: float
    wanted: Spread
    beyond: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The trainings of a region or of all, and what they cannot help.

    Parameters
    ----------
    rows : tuple of TrainingRow
    unserved : Spread
        Needs that no training of the outlook leads to (persons/a).
    too_late : Spread
        Needs that fall before anybody who enters from now on has graduated, in all (persons).
    """

    rows: tuple[TrainingRow, ...]
    unserved: Spread
    too_late: Spread


def intake_of(outlook: Outlook, chosen: Chosen) -> Intake:
    """Return the entrants that an outlook would need as it stands, of a region and level or of all of them.

    Parameters
    ----------
    outlook : Outlook
    chosen : Chosen
        Its occupation leaves nothing out: a training serves several.
    """
    situation, perimeter = outlook.situation, outlook.situation.perimeter
    wanted, unserved, too_late = _counted(outlook)
    region = places_of(perimeter.regions, chosen.region)
    level = places_of(perimeter.levels, chosen.level)
    asked = wanted[:, region].sum(axis=1)
    places = situation.trainings.places[:, region, situation.trainings.past].sum(axis=1)
    return Intake(
        rows=tuple(
            TrainingRow(
                title=training_title(outlook, name),
                level=title_of(outlook.levels, perimeter.levels[own]),
                places=float(places[number]),
                wanted=_spread(asked[number]),
                beyond=float(np.mean(asked[number] > places[number])),
            )
            for number, (name, own) in enumerate(zip(situation.trainings.names, situation.trainings.level, strict=True))
            if chosen.level in ("", perimeter.levels[own]) and (places[number] or asked[number].any())
        ),
        unserved=_spread(unserved[level, region].sum(axis=(0, 1))),
        too_late=_spread(too_late[level, region].sum(axis=(0, 1))),
    )


@lru_cache(maxsize=4)
def _counted(outlook: Outlook) -> tuple[Drawn, Drawn, Drawn]:
    """Return entrants by (training, region, draw), and needs unserved and too early by (level, region, draw)."""
    target = target_entrants(outlook.situation, base_of(outlook), seed=SEED)
    in_reach = target.reached[:, :, None, None]
    count = np.maximum(target.reached.sum(axis=0), 1)[:, None, None]
    entrants: Drawn = (np.where(in_reach, target.entrants, 0).sum(axis=0) / count).astype(np.float32)
    return entrants, target.unserved.mean(axis=0), target.out_of_reach.sum(axis=0)


def _spread(table: Drawn) -> Spread:
    low, middle, high = quantiles(table)
    return Spread(low=float(low), middle=float(middle), high=float(high))
