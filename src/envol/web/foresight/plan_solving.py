"""Solve a plan's file, beside the campus and never while a page is asked for: it takes up to a minute."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from envol.foresight.plan.decisions import solve
from envol.gateways.plan_file import read_plan_file
from envol.gateways.plan_solving import futures_of, silent_solver
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
    needs, content = futures_of(read, draws=draws, seed=SEED), read.content
    with silent_solver():
        found = solve(read.instance, seconds, gap=gap, needs=needs)
    document: dict[str, Any] = document_of(found, content, gap)
    texts = {name: {"fr": getattr(content, name).fr, "en": getattr(content, name).en} for name in ("title", "about")}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return keep_plan(name=content.name, digest=digest, document=document | texts | {"draws": draws})
