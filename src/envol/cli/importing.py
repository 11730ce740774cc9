"""`envol import`: what others keep, brought into the campus: referentials, offers, organisations, staff."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from envol.cli.options import AS_JSON
from envol.cli.printing import print_document, print_table, progress_bar
from envol.cli.serve import campus_is_installed
from envol.errors import ContentError, EnvolError, nearest

if TYPE_CHECKING:
    from envol.flight.content.fault import Fault
    from envol.web.provenance.importing import Importer, Outcome

_NO_TABLE = re.compile("no such table|relation .* does not exist")
_NO_COLUMN = re.compile("no such column|has no column|column .* does not exist")
"""As SQLite and PostgreSQL say it. A database or role that does not exist is another matter."""
_HEAD = ("table", "created", "updated", "unchanged", "retired", "refused")


@click.command("import")
@click.argument("kind")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
@click.option("--keep-going", is_flag=True, help="Import what has no fault; without it, one fault refuses the whole.")
@AS_JSON
@click.pass_context
def importing(ctx: click.Context, kind: str, path: Path, dry_run: bool, keep_going: bool, as_json: bool) -> None:
    """Import PATH, a file or folder, into the campus.

    KIND is rome, certifications, rncp, kit, lheo, oneroster, schools or staff. The same file imported again changes
    nothing; every record keeps its source and date. Faults go to standard error, each with its file, line and key.
    """
    began = time.perf_counter()
    importer = _importer(kind)
    outcome, faults = _imported(importer, path, dry_run=dry_run, keep_going=keep_going)
    failed = outcome is None or (outcome.refused > 0 and not keep_going)
    if as_json:
        told = _document(kind, outcome, faults, dry_run=dry_run, failed=failed)
        print_document({**told, "seconds": round(time.perf_counter() - began, 2)})
    else:
        _tell(outcome, faults, dry_run=dry_run, failed=failed, path=path)
    if failed:
        ctx.exit(1)


def _importer(kind: str) -> Importer:
    """Return the importer of a kind.

    Raises
    ------
    click.UsageError
        If there is none of this name.
    """
    campus_is_installed()
    with _in_sentences():
        import django

        django.setup()
    # All of it stays to the end: the collector need not look through it again and again while rows come and go.
    gc.freeze()
    from envol.web.provenance.importing import importers

    known = importers()
    if kind not in known:
        close = nearest(kind, known)
        hint = f"did you mean {' or '.join(close)}?" if close else f"the kinds are {', '.join(known)}"
        raise click.UsageError(f"nothing called {kind!r} is imported: {hint}")
    return known[kind]


def _imported(
    importer: Importer, path: Path, *, dry_run: bool, keep_going: bool
) -> tuple[Outcome | None, tuple[Fault, ...]]:
    """Return what came of it, or would have come, and every fault; no outcome where the file could not be read."""
    from envol.web.provenance.importing import ImportRefused, run_import

    try:
        with _in_sentences(), progress_bar(0, " records", importer.name) as progress:
            outcome = run_import(importer, path, dry_run=dry_run, keep_going=keep_going, progress=progress)
    except ImportRefused as refused:
        return refused.outcome, refused.outcome.faults
    except ContentError as error:
        return None, error.faults  # type: ignore[return-value]
    return outcome, outcome.faults


@contextmanager
def _in_sentences() -> Iterator[None]:
    """Turn what the database says into what to do."""
    from dj_database_url import ParseError, UnknownSchemeError
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        said = str(error)
        if _NO_COLUMN.search(said):
            raise EnvolError("the database is older than the program: envol manage migrate renews it") from error
        if _NO_TABLE.search(said):
            raise EnvolError("the database has no tables for this yet: envol manage migrate makes them") from error
        if "is locked" in said:
            raise EnvolError("the database is busy: nothing was imported, try again later") from error
        raise EnvolError(f"the database said: {_first_line(error)}. Nothing was imported") from error
    except (UnknownSchemeError, ParseError, ImproperlyConfigured) as error:
        raise EnvolError(f"the database cannot be used: {_first_line(error)}. DATABASE_URL names it") from error


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")


def _document(
    kind: str, outcome: Outcome | None, faults: tuple[Fault, ...], *, dry_run: bool, failed: bool
) -> dict[str, object]:
    """Return the answer for a program: where the import failed nothing counts as created."""
    total = asdict(outcome.total) if outcome else {}
    tallies = outcome.tallies if outcome and not failed else {}
    written = ("created", "updated", "unchanged", "retired")
    return {
        "kind": kind,
        "source": outcome.source.title if outcome else None,
        "dated": outcome.source.dated.isoformat() if outcome and outcome.source.dated else None,
        "dry_run": dry_run,
        "kept": bool(outcome and outcome.kept),
        **{word: 0 if failed else total[word] for word in written},
        "refused": outcome.refused if outcome else len(faults),
        "counts": {table: tally.standing for table, tally in tallies.items()},
        "faults": [{**asdict(fault), "text": str(fault)} for fault in faults],
    }


def _tell(outcome: Outcome | None, faults: tuple[Fault, ...], *, dry_run: bool, failed: bool, path: Path) -> None:
    for fault in faults:
        click.echo(str(fault), err=True)
    if outcome is None:
        click.echo(f"envol: nothing was imported: {path} cannot be read", err=True)
        return
    if outcome.untold:
        were = "records were" if outcome.untold > 1 else "record was"
        click.echo(f"envol: {outcome.untold} more {were} refused for these reasons", err=True)
    _tell_tallies(outcome)
    day = f", data of {outcome.source.dated:%Y-%m-%d}" if outcome.source.dated else ""
    click.echo(f"{outcome.source.title}{day}")
    if failed:
        refused = f"{outcome.refused} record{'s' if outcome.refused > 1 else ''}"
        click.echo(f"envol: nothing was imported: {refused} refused; --keep-going imports the rest", err=True)
    elif dry_run:
        click.echo("A preview: nothing was written.")


def _tell_tallies(outcome: Outcome) -> None:
    """Write what came of each table, or would have come where the import was refused."""
    total = outcome.total
    total.refused = outcome.refused
    rows = [
        (name, *(str(getattr(tally, word)) for word in _HEAD[1:]))
        for name, tally in (*outcome.tallies.items(), ("in all", total))
    ]
    print_table(_HEAD, rows, right=range(1, len(_HEAD)))
