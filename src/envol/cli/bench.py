"""`envol bench`: how fast it is. What is measured stands in `envol.cli.benches`, one subject a file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import click

from envol.cli import benches
from envol.cli.options import AS_JSON
from envol.cli.printing import number, print_document
from envol.errors import UnknownNameError


@click.command()
@click.argument("name", required=False)
@click.option(
    "--peer", is_flag=True, help="Measure beside each what does the same with less, where there is such a thing."
)
@AS_JSON
def bench(name: str | None, peer: bool, as_json: bool) -> None:
    """Measure every subject, or the one of NAME."""
    known = subjects()
    if name is not None and name not in known:
        raise UnknownNameError("bench", name, known)
    results = []
    for each in known if name is None else (name,):
        results.append({"bench": each} | measured(each, peer))
        if not as_json:
            click.echo(each)
            for what, value in results[-1].items():
                if what != "bench":
                    click.echo(f"  {what:<24} {number(value) if isinstance(value, float) else value}")
    if as_json:
        print_document(results[0] if name else {"results": results})


def subjects() -> tuple[str, ...]:
    """Return what can be measured, found by looking into the folder."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(benches.__path__)))


def measured(name: str, peer: bool) -> dict[str, Any]:
    """Return the figures of one subject; its file holds `bench_<name>` and may hold `peer_<name>`."""
    module = importlib.import_module(f"{benches.__name__}.{name}")
    measure: Callable[[], dict[str, Any]] = getattr(module, f"bench_{name}")
    found = dict(measure())
    beside: Callable[[], dict[str, Any]] | None = getattr(module, f"peer_{name}", None)
    if peer and beside is not None:
        found |= {f"peer_{what}": value for what, value in beside().items()}
    return found
