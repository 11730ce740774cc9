"""What solving a plan's file needs beside the file: the futures to try it on, and a solver that keeps silent."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from envol.foresight.engine import project
from envol.foresight.plan.stress import engine_draws, made_up_draws
from envol.foresight.situation import Table
from envol.gateways.outlooks import read_outlook
from envol.gateways.plan_file import PlanFile


def futures_of(read: PlanFile, *, draws: int, seed: int, outlook: str | None = None) -> Table | None:
    """Return needs by draw: from the engine where an outlook is named, else errors that grow with the years.

    Parameters
    ----------
    read : PlanFile
    draws : int
        How many futures; None is returned for 0.
    seed : int
    outlook : str, optional
        Whose futures; those of the outlook that the file names where absent.
    """
    name = outlook or read.content.outlook
    if draws == 0:
        return None
    if name is None:
        return made_up_draws(read.instance, draws, seed)
    return engine_draws(read.instance, project(read_outlook(name).situation, draws=draws, seed=seed))


@contextlib.contextmanager
def silent_solver() -> Iterator[None]:
    """Keep off standard output what HiGHS writes there past Python (1.12 prints a line of its own when it mends)."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
