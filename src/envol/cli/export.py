"""`envol export`: the telemetry of a flight, or the trainings on offer, in files that others open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from envol.cli.options import AS_JSON
from envol.cli.printing import print_document
from envol.cli.replay import JOURNAL, opened, recorded
from envol.errors import EnvolError

_TO = click.Path(path_type=Path, dir_okay=False)


class Exports(click.Group):
    """Takes what is no command of its own for the journal of a flight: `envol export flight.jsonl --to table.csv`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the usual command before what is none."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["flight", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Exports, options_metavar="")
def export() -> None:
    """Write the telemetry of a flight to Parquet or CSV, or the trainings on offer to LHEO.

    `envol export JOURNAL --to FILE` is `envol export flight JOURNAL --to FILE`.
    """


@export.command()
@click.argument("journal", type=JOURNAL)
@click.option("--to", "out", type=_TO, required=True, help="A file that ends in .parquet or .csv.")
@recorded
@AS_JSON
def flight(journal: Path, out: Path, as_json: bool, **how: Any) -> None:
    """Write the telemetry of JOURNAL.

    It is simulated again; every state, algebraic variable and output at every scan is written.
    """
    from envol.gateways.atomically import refuse_unwritable
    from envol.gateways.telemetry_file import refuse_format, table_of_flight, write_table

    refuse_format(out)
    refuse_unwritable(out, journal)
    flown = opened(journal, **how).fly()
    table = table_of_flight(flown)
    write_table(table, out)
    document = {"file": str(out), "rows": table.num_rows, "columns": table.num_columns, "state_hash": flown.state_hash}
    if as_json:
        print_document(document)
    else:
        click.echo(f"{out}: {table.num_rows} rows of {table.num_columns} columns")


@export.command()
@click.option("--to", "out", type=_TO, required=True, help="An XML file.")
@AS_JSON
def lheo(out: Path, as_json: bool) -> None:
    """Write the trainings on offer as LHEO 2.3."""
    from envol.cli.serve import campus_is_installed
    from envol.gateways.atomically import refuse_unwritable

    refuse_unwritable(out)
    campus_is_installed()
    import django

    django.setup()
    from django.db import DatabaseError

    from envol.web.offer.export import write_offer

    try:
        trainings = write_offer(out)
    except DatabaseError as error:
        raise EnvolError(f"the database cannot be read: {error}; envol manage migrate makes its tables") from error
    if as_json:
        print_document({"file": str(out), "trainings": trainings, "bytes": out.stat().st_size})
    else:
        click.echo(f"{out}: {trainings} training{'s' if trainings > 1 else ''}")
