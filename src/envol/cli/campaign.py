"""`envol campaign`: many runs or flights, over processes or over a Dask cluster, with the same numbers."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from envol.cli.options import AS_JSON, Hour, Setting, Varied, each_once
from envol.cli.printing import print_document, progress_bar

if TYPE_CHECKING:
    from envol.gateways.campaign import Campaign


@click.command()
@click.argument("target", metavar="UNIT|SCENARIO")
@click.option(
    "--vary",
    "ranges",
    type=Varied(),
    multiple=True,
    help="A parameter, initial value or input, drawn between two bounds.",
)
@click.option("--n", "runs", type=click.IntRange(min=1), required=True, help="How many runs.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Of the drawn values; flights take the seeds from it on.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="A file that ends in .parquet or .csv: one row a run.",
)
@click.option("--pilot", default="expert", show_default=True, metavar="PILOT|FILE", help="Who flies a scenario.")
@click.option("--hours", type=Hour(), default=336.0, show_default=True, help="Length of a run of a unit operation.")
@click.option(
    "--set",
    "given",
    type=Setting(),
    multiple=True,
    callback=each_once,
    help="Set alike in every run of a unit operation.",
)
@click.option(
    "--parameters", "sets", multiple=True, metavar="SET", help="A parameter set, for runs of a unit operation."
)
@click.option("--step", "step_s", type=float, help="Step in seconds, for runs of a unit operation.")
@click.option(
    "--solver",
    type=click.Choice(["adaptive", "grid"]),
    default="adaptive",
    show_default=True,
    help="For runs of a unit operation.",
)
@click.option("--processes", type=click.IntRange(min=1), help="How many at once; all processors where absent.")
@click.option("--dask", metavar="ADDRESS", help="The scheduler of a Dask cluster, in place of processes here.")
@AS_JSON
@click.pass_context
def campaign(
    ctx: click.Context, /, out: Path, processes: int | None, dask: str | None, as_json: bool, **said: Any
) -> None:
    """Run a unit operation open-loop, or fly a scenario, many times; the numbers are the same wherever made."""
    from envol.gateways import campaign as spread
    from envol.gateways.atomically import refuse_unwritable
    from envol.gateways.telemetry_file import refuse_format, write_table

    _refuse_unused(ctx, said["target"])
    refuse_format(out)
    refuse_unwritable(out)
    asked = _asked(said)
    spread.make_ready(asked)
    began = perf_counter()
    with (
        spread.dask_cluster(dask) if dask else spread.processes(processes) as executor,
        progress_bar(asked.runs, "run", asked.target) as add,
    ):
        rows = spread.run_tasks(asked, executor, add)
    wall = round(perf_counter() - began, 3)
    table = spread.table_of(asked, rows)
    write_table(table, out)
    faults, over = sum(bool(row.get("fault")) for row in rows), dask or f"{processes or os.cpu_count()} processes"
    if as_json:
        told = {"file": str(out), "runs": len(rows), "faults": faults, "columns": table.column_names}
        print_document(told | {"wall_s": wall, "over": over})
    else:
        failed = f", {faults} could not be solved" if faults else ""
        click.echo(f"{out}: {len(rows)} runs in {wall:.1f} s over {over}{failed}")


OF_A_UNIT = {
    "given": "vary it with --vary, or write it in the scenario",
    "sets": "its line names its parameter sets",
    "step_s": "its line says its step",
    "solver": "flights are flown on the grid",
    "hours": "its duration_h says how long it lasts",
}
"""Options of the runs of a unit operation, by the name of their value, and what a scenario has in their place."""


def _refuse_unused(ctx: click.Context, target: str) -> None:
    """Refuse an option that would change nothing in a campaign on this target."""
    from envol.gateways.campaign import is_unit
    from envol.gateways.library import Library

    what, unused = "a scenario", OF_A_UNIT
    if is_unit(Library(), target):
        what, unused = "a unit operation", {"pilot": "nobody flies a unit operation"}
    for param in ctx.command.params:
        name = param.name or ""
        if name in unused and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            said = f"{param.opts[0]} changes nothing in a campaign on {what}: leave it out"
            raise click.UsageError(f"{said} ({unused[name]})", ctx)


def _asked(said: dict[str, Any]) -> Campaign:
    from envol.gateways.campaign import Campaign, Range

    ranges = tuple(Range(*each) for each in said.pop("ranges"))
    if len({each.name for each in ranges}) < len(ranges):
        raise click.BadParameter("a name is varied twice", param_hint="--vary")
    return Campaign(vary=ranges, **said)
