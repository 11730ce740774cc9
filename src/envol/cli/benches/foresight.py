"""How fast the futures of jobs and trainings are projected: 780 cells, 10 years, 1 000 draws."""

from __future__ import annotations

from typing import Any

from envol.cli.rig.ages import measure
from envol.cli.rig.futures import large_situation
from envol.cli.rig.server import figures_of
from envol.errors import EnvolError
from envol.foresight.projection import Mode

DRAWS, PEER_DRAWS = 1000, 3
MOST_DIFFERENT, LEAST_RATIO = 1e-4, 150.0
"""What is aimed at beside the peer: the largest relative difference without chance, and how many times less CPU."""
RUNS = {Mode.CORE: 20, Mode.FULL: 5}


def bench_foresight() -> dict[str, Any]:
    """Project the large made-up situation in processes of their own.

    Returns
    -------
    dict
        `cpu_s` and `peak_mb` of the mode `core`: CPU seconds of the best run over all threads, and memory at its peak
        above the imports; `full`, the same of the mode `full`; `single_age`, of the model by single ages; `cells`,
        `years`, `draws`.
    """
    perimeter = large_situation().perimeter
    cells = len(perimeter.levels) * len(perimeter.regions) * len(perimeter.occupations)
    return {
        **_measured(Mode.CORE),
        "full": _measured(Mode.FULL),
        "single_age": _single_age(),
        "cells": cells,
        "years": perimeter.years,
        "draws": DRAWS,
    }


def peer_foresight(cpu_s: float, draws: int) -> dict[str, Any]:
    """Run the same equations with PySD, from a Vensim model, for a few draws.

    Parameters
    ----------
    cpu_s, draws : float, int
        What the mode `core` took, and for how many draws.

    Returns
    -------
    dict
        What `envol.cli.rig.futures_peer.measured` says; `cpu_s`, scaled to as many draws; `ratio`, how many times more
        that is a draw; and whether the aims are met: agreement within 1e-4 without chance, 150 times faster.
    """
    found = figures_of("rig.futures_peer", PEER_DRAWS)
    if "not_measured" in found:
        return found
    ratio = found["cpu_s_per_draw"] / (cpu_s / draws)
    return {
        **found,
        "cpu_s": found["cpu_s_per_draw"] * draws,
        "ratio": ratio,
        "meets_agreement": found["largest_difference"] <= MOST_DIFFERENT,
        "meets_ratio": ratio >= LEAST_RATIO,
    }


def _measured(mode: Mode) -> dict[str, Any]:
    return figures_of("rig.futures_measure", mode.value, DRAWS, RUNS[mode])


def _single_age() -> dict[str, Any]:
    try:
        return measure()
    except EnvolError as error:
        return {"not_measured": str(error)}
