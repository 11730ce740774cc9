"""`envol check`: every fault of content files at once."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from envol.cli.options import AS_JSON
from envol.cli.printing import print_document

if TYPE_CHECKING:
    from envol.flight.content.fault import Fault


@click.command()
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="PATH...")
@AS_JSON
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Check content files or folders: file, line, key, what was expected, what was found."""
    from envol.gateways.library import Library

    faults = cast("list[Fault]", Library().faults_of(list(paths)))
    if as_json:
        print_document({"faults": [{**asdict(fault), "text": str(fault)} for fault in faults]})
    else:
        for fault in faults:
            click.echo(str(fault))
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}" if faults else "no fault"
        click.echo(
            f"envol: {count} in {', '.join(map(str, paths)) if len(paths) < 4 else f'{len(paths)} paths'}", err=True
        )
    if faults:
        ctx.exit(1)
