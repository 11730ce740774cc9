"""An import from beginning to end: all of it or nothing, with every fault by its line.

An app that imports something registers an `Importer`; the command line and the pages find it by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.functional import Promise

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.web.provenance.models import ImportRun
from envol.web.provenance.source_files import checksum_of, refuse_no_file, stamp_of
from envol.web.provenance.upsert import Tally, is_part

MOST_FAULTS = 1000
"""Faults that are kept to be told; the rest are counted."""
A_DAY = timedelta(days=1)
"""A publisher's day may have begun before ours."""
_TURN = 0x656E766F6C
"""The lock that imports take in turn; any number, as long as it is theirs."""


class ImportRefused(EnvolError):
    """Nothing was imported; `outcome` holds the faults."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__("\n".join(str(fault) for fault in outcome.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a file says of itself.

    Parameters
    ----------
    title : str
        Publisher, data set and version, as people cite them.
    dated : date or None
        The day of the data.
    """

    title: str
    dated: date | None = None


@dataclass(slots=True)
class Intake:
    """What an importer is given to write through.

    Parameters
    ----------
    run : ImportRun
        Goes onto every record.
    progress : callable
        Is told how many more records were looked at.
    path : Path
        What is imported.
    untold : int
        How many of the refused records no fault is kept of.
    """

    run: ImportRun
    progress: Callable[[int], None]
    path: Path
    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: int = 0
    untold: int = 0

    def count(self, table: str, tally: Tally) -> None:
        """Count what was written into a table, under the name that people read."""
        self.tallies.setdefault(table, Tally()).add(tally)
        self.progress(tally.standing)
        if tally.spared:
            self.refuse_part(table, named=tally.standing, stood=tally.updated + tally.unchanged + tally.spared)

    def is_whole(self, table: str, *, named: int, stood: int) -> bool:
        """Say whether a file that names so many of those that stand may be all of them; refuse it where it is not."""
        if is_part(named=named, stood=stood):
            self.refuse_part(table, named=named, stood=stood)
            return False
        return True

    def refuse_part(self, table: str, *, named: int, stood: int) -> None:
        """Refuse to take for gone what a part of a file does not name."""
        expected = f"at least half of the {stood} {table} that stand"
        hint = f"is this whole? --keep-going imports it and retires no {table}"
        self.refuse(Fault(file=str(self.path), expected=expected, found=str(named), hint=hint), table=table)

    def refuse(self, fault: Fault | None, records: int = 1, *, table: str = "") -> None:
        """Refuse what one line or element says; without a fault where what it leans on was told already."""
        self.refused += records
        if table:
            self.tallies.setdefault(table, Tally()).refused += records
        if fault is None or len(self.faults) >= MOST_FAULTS:
            self.untold += records
        else:
            self.faults.append(fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an import.

    Parameters
    ----------
    kind : str
    source : Source
    tallies : dict of str to Tally
        By table.
    faults : tuple of Fault
        At most `MOST_FAULTS` of them.
    refused : int
        How many records were refused.
    untold : int
        How many of them no fault speaks of: there were too many, or what they lean on was refused.
    kept : bool
        Whether anything was written: not at a dry run, nor where there are faults and none may be passed over.
    """

    kind: str
    source: Source
    tallies: dict[str, Tally]
    faults: tuple[Fault, ...]
    refused: int
    untold: int
    kept: bool

    @property
    def total(self) -> Tally:
        """All tables together."""
        total = Tally()
        for tally in self.tallies.values():
            total.add(tally)
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """How one kind of file is imported.

    Parameters
    ----------
    name : str
        The word after `envol import`.
    title : lazy text
        One line of help.
    describe : callable
        Return what a path says of itself.

        Raises an EnvolError that names the path where it holds nothing of this kind.
    load : callable
        Read the path and write through the intake; faults of single records go to `Intake.refuse`. It may be called
        while faults are known: it then goes on, so that all are found.
    """

    name: str
    title: str | Promise
    describe: Callable[[Path], Source]
    load: Callable[[Path, Intake], None]


_importers: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Register an importer; once, when its app is ready."""
    _importers[importer.name] = importer


def importers() -> dict[str, Importer]:
    """Return every importer by its name."""
    return dict(sorted(_importers.items()))


def run_import(
    importer: Importer,
    path: Path,
    *,
    dry_run: bool = False,
    keep_going: bool = False,
    progress: Callable[[int], None] = lambda more: None,
) -> Outcome:
    """Import a path: all of it, or with `keep_going` all that has no fault, or with `dry_run` nothing but a preview.

    Raises
    ------
    ImportRefused
        If there are faults and none may be passed over: nothing was written.
    EnvolError
        If the path holds nothing of this kind, its day is to come, or it was written to meanwhile.
    """
    refuse_no_file(path)
    stamp = stamp_of(path)
    source = importer.describe(path)
    _refuse_day_to_come(path, source)
    with transaction.atomic():
        _wait_for_turn()
        run = ImportRun.objects.create(
            kind=importer.name, source=source.title[:200], dated=source.dated, checksum=checksum_of(path)
        )
        intake = Intake(run, progress, path)
        importer.load(path, intake)
        if stamp_of(path) != stamp:
            raise EnvolError(f"{path} was written to while it was read, and nothing was imported: do it again")
        kept = not dry_run and (keep_going or not intake.refused)
        outcome = Outcome(
            kind=importer.name,
            source=source,
            tallies=intake.tallies,
            faults=tuple(intake.faults),
            refused=intake.refused,
            untold=intake.untold,
            kept=kept,
        )
        if kept:
            _write_down(run, outcome)
        else:
            transaction.set_rollback(True)
    if intake.refused and not keep_going:
        raise ImportRefused(outcome)
    return outcome


def latest_day() -> date:
    """Return the last day of which data may be."""
    return timezone.localdate() + A_DAY


def _refuse_day_to_come(path: Path, source: Source) -> None:
    """Refuse data of a day to come: it would stand over all newer data until then."""
    if source.dated and source.dated > latest_day():
        raise EnvolError(f"{path} says that it is of {source.dated}, a day to come: mend that day in it or in its name")


def _wait_for_turn() -> None:
    """Let one import follow another: two at once would both create what is new. SQLite's transactions wait anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def _write_down(run: ImportRun, outcome: Outcome) -> None:
    total = outcome.total
    run.created, run.updated, run.unchanged = total.created, total.updated, total.unchanged
    run.retired, run.refused = total.retired, outcome.refused
    run.save(update_fields=["created", "updated", "unchanged", "retired", "refused"])
