"""`envol run`: one unit operation open-loop, so that anyone can check it against a reference of their own."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from envol.cli.options import AS_JSON, Hour, Setting, each_once
from envol.cli.printing import number, print_document, print_table, progress_bar

if TYPE_CHECKING:
    from envol.gateways.open_loop import OpenLoopRun
    from envol.twin.course import Course

DAY_H = 24.0


@click.command()
@click.argument("unit")
@click.option(
    "--set",
    "given",
    type=Setting(),
    multiple=True,
    callback=each_once,
    help="A parameter, initial value, input (also TIME:VALUE,...) or mesh option.",
)
@click.option("--parameters", "sets", multiple=True, metavar="SET", help="A parameter set of the content.")
@click.option(
    "--hours", type=Hour(), default=DAY_H, show_default=True, help="Length of the run: 336, 14d, 25min, 1500s."
)
@click.option("--solver", type=click.Choice(["grid", "adaptive"]), default="grid", show_default=True)
@click.option(
    "--step",
    "step_s",
    type=float,
    help="Control scan and step in seconds; 60, or 1 where the unit operation counts in seconds.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), help="Of the lot and the noise; the nominal lot without noise where absent."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file that ends in .csv or .parquet.")
@AS_JSON
def run(unit: str, hours: float, solver: str, seed: int | None, out: Path | None, as_json: bool, **said: Any) -> None:
    """Run UNIT by itself. Times of schedules are in the unit operation's own time unit."""
    from envol.gateways.atomically import refuse_unwritable
    from envol.gateways.library import Library
    from envol.gateways.open_loop import OpenLoop
    from envol.gateways.telemetry_file import refuse_format, table_of_course, write_table

    if out is not None:
        refuse_format(out)
        refuse_unwritable(out)
    given = dict(said["given"])
    loop = OpenLoop(Library(), unit, sets=said["sets"], given=given, step_s=said["step_s"])
    for sentence in loop.beyond:
        click.echo(f"envol: {sentence}", err=True)
    loop.refuse_length(hours)
    scans = round(hours * 3600 / loop.step_s)
    if scans < 1:
        raise click.BadParameter(f"{hours:g} h is shorter than one step of {loop.step_s:g} s", param_hint="--hours")
    with progress_bar(scans, "scan", unit) as add:
        began = perf_counter()
        ran = loop.run(hours, solver=solver, seed=seed, progress=add)
        wall = perf_counter() - began
    if out is not None:
        write_table(table_of_course(ran.course), out)
    asked = {"unit": unit, "hours": hours, "seed": seed, "set": given, "parameter_sets": said["sets"]}
    document = asked | _document(ran, wall) | {"out": None if out is None else str(out)}
    if as_json:
        print_document(document)
    else:
        _print(document)


def _document(ran: OpenLoopRun, wall: float) -> dict[str, Any]:
    return {
        "solver": ran.solver,
        "step_s": ran.step_s,
        "wall_s": round(wall, 4),
        "refinements": ran.refinements,
        "quantities": _summary(ran.course),
    }


def _summary(course: Course) -> dict[str, dict[str, Any]]:
    """Return first, last, least and largest of every quantity; of a field, over all its places."""
    model, found = course.model, {}
    for name in (*model.states.slices, *model.algebraics.slices, *model.outputs.slices):
        values = course[name]
        ends = (values[0], values[-1]) if values.ndim == 1 else (values[0].tolist(), values[-1].tolist())
        found[name] = {
            "unit": model.declared[name].unit,
            "first": float(ends[0]) if values.ndim == 1 else ends[0],
            "last": float(ends[1]) if values.ndim == 1 else ends[1],
            "least": float(values.min()),
            "largest": float(values.max()),
        }
    return found


def _print(document: dict[str, Any]) -> None:
    def shown(value: Any) -> str:
        return number(float(np.mean(value))) if isinstance(value, list) else number(value)

    rows = [
        [name, each["unit"], *(shown(each[what]) for what in ("first", "last", "least", "largest"))]
        for name, each in document["quantities"].items()
    ]
    print_table(["quantity", "unit", "first", "last", "least", "largest"], rows, right=(2, 3, 4, 5))
    click.echo(
        f"\n{document['unit']}, {document['hours']:g} h, {document['solver']}, {document['wall_s']:.3f} s of computing"
    )
    if document["out"]:
        click.echo(document["out"])
