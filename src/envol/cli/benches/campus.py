"""How a campus of a million people answers: its home pages, lists and search, on PostgreSQL."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from envol.cli.rig.populace import Crowd, crowd
from envol.cli.rig.server import campus_home, environment, module, served
from envol.cli.rig.usage import between, spread, usage_of
from envol.cli.rig.visitors import Answer, Visit, come, drawn, query
from envol.cli.serve import campus_is_installed
from envol.errors import EnvolError

P95_MS = 150.0
"""What is aimed at, for all pages of the mix together."""
RATE = 20.0
"""Visits a second."""
WARM = 200
"""Visits before the measured ones: a server that has served nothing yet reads templates and fills its caches."""
SEED = 20261122
WORDS = ("mot1", "mot2 mot3", "mot12", "mot", "mot40 mot5", "mot1234", "h123", "h5", "mot7 mot8 mot9", "nothing")
"""Questions for things whose words are as frequent as their rank is low: broad, narrow, and one without an answer."""

Maker = Callable[[random.Random], Visit]


def bench_campus(
    people: int = 1_000_000, enrolments: int = 200_000, flights: int = 10_000_000, seconds: float = 60.0
) -> dict[str, Any]:
    """Fill a campus in PostgreSQL, visit it at twenty pages a second, and measure from outside.

    The database is the one that DATABASE_URL names: it is emptied and filled, so it must be one for benches (its name
    ends with `bench`). One that holds these numbers already is taken as it is.

    Returns
    -------
    dict
        `p95_ms` and others of all pages; `pages`, the same by page with its share of the mix; `rows` of the tables;
        what the server used; whether the aim is met.

    Raises
    ------
    EnvolError
        If no such database is named.
    """
    campus_is_installed()
    database = _database()
    with campus_home() as home:
        env = environment(home) | {"DATABASE_URL": database}
        filled = crowd(people, enrolments, flights, env)
        with served(module("main", "serve", "--port", 0), env, home / "server.log") as (address, pid):
            come(address, drawn(mix(filled), WARM, SEED + 1), RATE)
            begin = usage_of(pid)
            answers = come(address, drawn(mix(filled), round(RATE * seconds), SEED), RATE)
            used = between(begin, usage_of(pid), len(answers))
    return figures(answers) | {"rows": filled.rows, "server_cpu": used["server_cpu"], "server_mb": used["server_mb"]}


def _database() -> str:
    found = os.environ.get("DATABASE_URL", "")
    if not found.startswith("postgres") or not found.partition("?")[0].endswith("bench"):
        raise EnvolError(
            "the bench of the campus empties and fills a PostgreSQL database: let DATABASE_URL name one whose name "
            "ends with bench, such as postgres://user:password@localhost/envol_bench"
        )
    return found


def mix(filled: Crowd) -> dict[str, tuple[float, Maker]]:
    """Return the pages that are visited, each with its weight and what makes a visit of it."""

    def learner(page: str, path: str) -> Maker:
        return lambda source: Visit(page=page, path=path, session=source.choice(filled.learners))

    def teacher(page: str, path: str) -> Maker:
        return lambda source: Visit(page=page, path=path, session=source.choice(filled.teachers))

    def group(source: random.Random) -> Visit:
        place = source.randrange(len(filled.groups))
        return Visit(page="class", path=f"/groups/{filled.groups[place]}/", session=filled.teachers[place])

    def search(source: random.Random) -> Visit:
        return Visit(page="search", path=query("/search/", q=source.choice(WORDS)))

    def organisation(source: random.Random) -> Visit:
        return Visit(page="organisation", path=f"/organisations/{source.choice(filled.organisations)}/")

    return {
        "home-learner": (20, learner("home-learner", "/")),
        "home-teacher": (10, teacher("home-teacher", "/")),
        "logbook": (15, learner("logbook", "/logbook/")),
        "scenarios": (10, learner("scenarios", "/scenarios/")),
        "deck": (10, teacher("deck", "/deck/")),
        "classes": (5, teacher("classes", "/groups/")),
        "class": (5, group),
        "directory": (5, lambda source: Visit(page="directory", path="/network/")),
        "organisation": (5, organisation),
        "search": (15, search),
    }


def figures(answers: list[Answer]) -> dict[str, Any]:
    """Return what the visitors waited, in all and by page."""
    waited = [answer.waited_ms for answer in answers]
    count = Counter(answer.visit.page for answer in answers)
    failed = Counter(f"{each.visit.page} {each.status}" for each in answers if each.status != 200)
    pages = {
        page: {
            "share": count[page] / len(answers),
            **_milliseconds([answer.waited_ms for answer in answers if answer.visit.page == page]),
        }
        for page in sorted(count)
    }
    found = _milliseconds(waited)
    return {
        "visits": len(answers),
        **found,
        "not_answered": dict(failed),
        "meets_p95": found["p95_ms"] <= P95_MS and not failed,
        "pages": pages,
    }


def _milliseconds(waited: list[float]) -> dict[str, float]:
    return {f"{name.removeprefix('w_')}_ms": value for name, value in spread(waited, "w", (50, 95, 99, 100)).items()}
