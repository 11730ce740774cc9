"""`envol bench`: how fast it is. What is measured stands in `envol.cli.benches`, one subject a file."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any

import click

from envol.cli import benches
from envol.cli.options import AS_JSON
from envol.cli.printing import number, print_document
from envol.errors import EnvolError, UnknownNameError

Measure = Callable[..., dict[str, Any]]


@click.command()
@click.argument("name", required=False)
@click.option(
    "--peer", is_flag=True, help="Measure beside each what does the same with less, where there is such a thing."
)
@click.option("--seconds", type=click.FloatRange(1), help="How long to measure, where time passes by the clock.")
@click.option("--flights", type=click.IntRange(1, 5000), help="How many flights at once, in `live`.")
@click.option("--speed", type=click.FloatRange(1, 3600), help="How fast they fly, in `live` and `cockpit`.")
@click.option("--megabytes", type=click.FloatRange(0.1), help="Size of the offer, in `imports`.")
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False), help="Folder of the State's files, in `imports`."
)
@AS_JSON
def bench(name: str | None, peer: bool, as_json: bool, **given: Any) -> None:
    """Measure every subject, or the one of NAME."""
    known = subjects()
    if name is not None and name not in known:
        raise UnknownNameError("bench", name, known)
    options = {option: value for option, value in given.items() if value is not None}
    results = []
    for each in known if name is None else (name,):
        try:
            results.append({"bench": each} | measured(each, peer, options))
        except EnvolError as error:
            if name is not None:
                raise
            results.append({"bench": each, "not_measured": str(error)})
        if not as_json:
            _show(results[-1])
    if as_json:
        print_document(results[0] if name else {"results": results})


def _show(result: Mapping[str, Any]) -> None:
    click.echo(result["bench"])
    for what, value in result.items():
        if isinstance(value, Mapping):
            click.echo(f"  {what}")
            for each, figure in value.items():
                click.echo(f"    {each:<40} {_shown(figure)}")
        elif what != "bench":
            click.echo(f"  {what:<24} {_shown(value)}")


def _shown(value: object) -> object:
    return number(value) if isinstance(value, float) else value


def subjects() -> tuple[str, ...]:
    """Return what can be measured, found by looking into the folder."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(benches.__path__)))


def measured(name: str, peer: bool, options: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the figures of one subject; its file holds `bench_<name>` and may hold `peer_<name>`.

    Parameters
    ----------
    options : mapping, optional
        Arguments for those two by name. A peer is also given what was found under the name of an argument of its own.

    Raises
    ------
    EnvolError
        If the subject has no such option, or needs what is not installed.
    """
    try:
        module = importlib.import_module(f"{benches.__name__}.{name}")
    except ModuleNotFoundError as missing:
        raise EnvolError(f"{name} needs {missing.name}: pip install 'envol[web]' brings it") from missing
    options = options or {}
    measure: Measure = getattr(module, f"bench_{name}")
    if unknown := options.keys() - inspect.signature(measure).parameters.keys():
        raise EnvolError(f"{name} has no option --{min(unknown)}")
    found = dict(measure(**options))
    beside: Measure | None = getattr(module, f"peer_{name}", None)
    if peer and beside is not None:
        taken = inspect.signature(beside).parameters.keys()
        given = {what: value for what, value in {**found, **options}.items() if what in taken}
        found |= {f"peer_{what}": value for what, value in beside(**given).items()}
    return found
