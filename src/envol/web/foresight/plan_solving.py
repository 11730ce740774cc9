"""Solve a plan's file, beside the campus and never while a page is asked for: it takes up to a minute."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from envol.foresight.engine import project
from envol.foresight.plan.decisions import solve
from envol.foresight.plan.stress import engine_draws, made_up_draws
from envol.foresight.situation import Table
from envol.gateways.outlooks import read_outlook
from envol.gateways.plan_file import PlanFile, read_plan_file
from envol.gateways.plan_telling import document_of
from envol.web.foresight.models import SolvedPlan
from envol.web.foresight.services import keep_plan

SEED = 1


def solve_and_keep(path: Path, *, seconds: float, gap: float, draws: int) -> SolvedPlan:
    """Solve a plan's file and keep what came of it.

    Parameters
    ----------
    path : Path
    seconds : float
        For the solver (s).
    gap : float
        The gap that is good enough.
    draws : int
        Futures to try the decisions on; 0 for none.

    Raises
    ------
    EnvolError
        If the file is wrong, or nothing can be carried out.
    """
    read = read_plan_file(path)
    needs = _futures(read, draws) if draws else None
    content = read.content
    document: dict[str, Any] = document_of(solve(read.instance, seconds, gap=gap, needs=needs), content, gap)
    texts = {name: {"fr": getattr(content, name).fr, "en": getattr(content, name).en} for name in ("title", "about")}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return keep_plan(name=content.name, digest=digest, document=document | texts | {"draws": draws})


def _futures(read: PlanFile, draws: int) -> Table:
    """Return needs by draw: those of the outlook that the file names, else errors that grow with the years."""
    if read.content.outlook is None:
        return made_up_draws(read.instance, draws, SEED)
    projection = project(read_outlook(read.content.outlook).situation, draws=draws, seed=SEED)
    return engine_draws(read.instance, projection)
