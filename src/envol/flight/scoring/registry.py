"""The criteria that exist, found by looking: one a file under `envol.flight.scoring.criteria`, none listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import cast

from envol.errors import EnvolError, UnknownNameError
from envol.flight.content.scenario import Scoring
from envol.flight.scoring import criteria as folder
from envol.flight.scoring.criterion import Criterion

SAID = ("NAME", "TITLE", "MEANING", "ARGUMENTS", "block")


@cache
def criteria() -> Mapping[str, Criterion]:
    """Return every criterion by its name.

    Raises
    ------
    EnvolError
        If a file does not say all that a criterion says, or bears another name than its criterion.
    """
    names = sorted(found.name for found in pkgutil.iter_modules(folder.__path__))
    return {name: criterion_in(importlib.import_module(f"{folder.__name__}.{name}")) for name in names}


def criterion_in(module: ModuleType) -> Criterion:
    """Return the criterion that a file defines; EnvolError where it is not whole."""
    file = getattr(module, "__file__", None) or module.__name__
    missing = [word for word in SAID if not hasattr(module, word)]
    if missing:
        raise EnvolError(f"{file}: a criterion says {', '.join(SAID)}; {', '.join(missing)} not found")
    stem = module.__name__.rpartition(".")[2]
    if stem != module.NAME:
        raise EnvolError(f"{file}: the criterion {module.NAME!r} stands in a file of its own name, not in {stem!r}")
    return cast(Criterion, module)


def weighed(scoring: Scoring) -> tuple[Criterion, ...]:
    """Return the criteria to which a scenario gives a weight, in its order.

    Raises
    ------
    UnknownNameError
        If a name is no criterion.
    """
    known = criteria()
    for name in scoring.weights:
        if name not in known:
            raise UnknownNameError("criterion", name, known)
    return tuple(known[name] for name, weight in scoring.weights.items() if weight > 0)
