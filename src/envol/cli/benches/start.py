"""How soon the command line answers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from time import perf_counter


def bench_start(runs: int = 5) -> dict[str, float]:
    """Start a new process several times; the best of each.

    Returns
    -------
    dict
        `help_s`: `envol --help`. `units_s`: `envol units --json`, every unit operation compiled and its units checked.
    """
    return {
        "help_s": _best([sys.executable, "-m", "envol.cli.main", "--help"], runs),
        "units_s": _best([sys.executable, "-m", "envol.cli.main", "units", "--json"], 2),
        "runs": runs,
    }


def peer_start(runs: int = 5) -> dict[str, float]:
    """Start Python alone, and Python with click alone."""
    return {
        "python_s": _best([sys.executable, "-c", "pass"], runs),
        "click_s": _best([sys.executable, "-c", "import click"], runs),
    }


def _best(command: Sequence[str], runs: int) -> float:
    walls = []
    for _ in range(runs):
        began = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        walls.append(perf_counter() - began)
    return min(walls)
