"""How many entrants each training would need: the needs of occupations, calculated backward.

What an occupation lacks in a year, `max(0, D' - D + retirements + quits - arrivals)` (persons/a), is brought back from
the regions of work to those of training, shared out between the trainings of its level in proportion to what they send
there today, and divided by what one entrant yields:

    entrants(t - length - lead) = need(t) / (success * (1 - continuation) * insertion * field * stay)

A training serves several occupations at once: its entrants are the sum of what these ask of it, as one entrant fills
one place only. Needs that could only be met by people who entered before the first projected year are out of reach.

Source: Ministère de l'Éducation du Québec, Modèle d'adéquation formation-emploi (needs grossed up by graduation and by
further study).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.foresight.luck import Luck
from envol.foresight.projection import Drawn, Projection
from envol.foresight.ready import prepare
from envol.foresight.situation import Situation

Table: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TargetEntrants:
    """Entrants that would meet the needs.

    Parameters
    ----------
    entrants : ndarray of float32, shape (year, K, R, draw)
        By projected year of entry; zero where no need within the horizon would be met by it (persons/a).
    reached : ndarray of bool, shape (year, K)
        Whether a need within the horizon depends on who enters in that year.
    out_of_reach : ndarray of float32, shape (year, L, R, draw)
        By year of need: what is needed before anybody who enters from now on can have graduated (persons/a).
    unserved : ndarray of float32, shape (year, L, R, draw)
        What is needed in occupations or regions that no training leads to (persons/a).
    """

    entrants: Drawn
    reached: NDArray[np.bool_]
    out_of_reach: Drawn
    unserved: Drawn


def target_entrants(
    situation: Situation, projection: Projection, *, seed: int = 1, lead: NDArray[np.int64] | None = None
) -> TargetEntrants:
    """Calculate entrants backward from the needs of a projection.

    Parameters
    ----------
    situation : Situation
    projection : Projection
        Of that situation.
    seed : int
        That of the projection: rates are drawn as they were there.
    lead : ndarray of int, shape (K,), optional
        Years between a decision and its first entrants; none if left out (a).

    Returns
    -------
    TargetEntrants
    """
    years, *_, draws = projection.need.shape
    count, regions = len(situation.trainings.names), len(situation.perimeter.regions)
    delay = situation.trainings.length + (0 if lead is None else lead)
    entrants = np.zeros((years, count, regions, draws), dtype=np.float32)
    out_of_reach, unserved = (np.zeros((years, *_cells(situation), draws), dtype=np.float32) for _ in range(2))
    worth = graduate_worth(situation, draws, seed)
    for year in range(years):
        asked, unserved[year] = _asked(situation, np.maximum(projection.need[year], 0), worth)
        for training, level in enumerate(situation.trainings.level):
            if year >= delay[training]:
                needed = asked[training] / np.maximum(worth[training], np.float32(1e-9))
                entrants[year - delay[training], training] = np.where(worth[training] > 0, needed, 0)
            else:
                out_of_reach[year, level] += asked[training]
    reached = np.arange(years)[:, None] + delay <= years - 1
    return TargetEntrants(entrants=entrants, reached=reached, out_of_reach=out_of_reach, unserved=unserved)


def graduate_worth(situation: Situation, draws: int, seed: int) -> NDArray[np.float32]:
    """Return how many persons one entrant brings into occupations in any region, (K, R, draw)."""
    # One future may be the one without chance, or a single draw: a projection of one draw is taken for the former.
    ready = prepare(situation, Luck(seed=seed, draws=draws if draws > 1 else 0), np.float32)
    chunks = []
    for chunk in ready.chunks:
        success, onward, working = (ready.rate(name, chunk) for name in ("success", "continuation", "insertion"))
        chunks.append(success * (1 - onward) * working)
    found = np.concatenate(chunks, axis=-1)[..., :draws]
    trainings = situation.trainings
    serving = trainings.field.sum(axis=1)[:, None] * situation.mobility.sum(axis=2)[trainings.level]
    worth = np.empty_like(found)
    worth[ready.order] = found
    return np.asarray(worth * serving[..., None], dtype=np.float32)


def _asked(situation: Situation, need: Drawn, worth: Drawn) -> tuple[Drawn, Drawn]:
    """Return the persons that each training should send out, (K, R, draw), and the needs nobody serves, (L, R, draw).

    A need is shared out between trainings in proportion to what each sends there: places * field * mobility * worth.
    """
    trainings = situation.trainings
    places = trainings.places[..., -1:] * worth
    asked = np.zeros_like(worth)
    unserved = np.empty((*_cells(situation), need.shape[-1]), dtype=np.float32)
    for level in range(len(situation.perimeter.levels)):
        own = np.flatnonzero(trainings.level == level)
        field, moves = trainings.field[own], situation.mobility[level]
        sent = np.einsum("krd,ko,rs->sod", places[own], field, moves, optimize=True)
        served = sent > 0
        ratio = np.where(served, need[level] / np.where(served, sent, 1.0), 0.0)
        asked[own] = places[own] * np.einsum("sod,ko,rs->krd", ratio, field, moves, optimize=True)
        unserved[level] = np.where(served, 0.0, need[level]).sum(axis=1)
    return asked, unserved


def _cells(situation: Situation) -> tuple[int, int]:
    return len(situation.perimeter.levels), len(situation.perimeter.regions)
