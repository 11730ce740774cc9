"""How long the content takes to load and check, beside reading the same files as plain YAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import yaml

from envol.gateways.content import content_root, load_catalogue
from envol.gateways.library import Library


def bench_content(runs: int = 3) -> dict[str, float]:
    """Load the catalogue several times, the unit operations compiled before; the best of each.

    Returns
    -------
    dict
        `wall_s`, `plain_s` (PyYAML alone), their `ratio`, and the number of `files`.
    """
    library = Library()
    files = sorted(content_root().rglob("*.yaml"))
    library.catalogue  # noqa: B018 - compiles what the content names
    loaded = _best(lambda: load_catalogue(None, library.vocabulary), runs)
    plain = _best(lambda: [_read(path) for path in files], runs)
    return {"wall_s": loaded, "plain_s": plain, "ratio": loaded / plain, "files": len(files), "runs": runs}


def _read(path: Path) -> object:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


def _best(work: Callable[[], object], runs: int) -> float:
    walls = []
    for _ in range(runs):
        began = perf_counter()
        work()
        walls.append(perf_counter() - began)
    return min(walls)
