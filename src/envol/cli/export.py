"""`envol export`: the telemetry of a flight, in a file that a notebook opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from envol.cli.options import AS_JSON
from envol.cli.printing import print_document
from envol.cli.replay import JOURNAL, opened, recorded


@click.command()
@click.argument("journal", type=JOURNAL)
@click.option(
    "--to",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="A file that ends in .parquet or .csv.",
)
@recorded
@AS_JSON
def export(journal: Path, out: Path, as_json: bool, **how: Any) -> None:
    """Simulate JOURNAL again and write every state, algebraic variable and output at every scan."""
    from envol.gateways.atomically import refuse_unwritable
    from envol.gateways.telemetry_file import refuse_format, table_of_flight, write_table

    refuse_format(out)
    refuse_unwritable(out, journal)
    flight = opened(journal, **how).fly()
    table = table_of_flight(flight)
    write_table(table, out)
    document = {"file": str(out), "rows": table.num_rows, "columns": table.num_columns, "state_hash": flight.state_hash}
    if as_json:
        print_document(document)
    else:
        click.echo(f"{out}: {table.num_rows} rows of {table.num_columns} columns")
