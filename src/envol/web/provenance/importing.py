"""An import from beginning to end: all of it or nothing, with every fault by its line.

An app that imports something registers an `Importer`; the command line and the pages find it by its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.functional import Promise

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.web.provenance.models import ImportRun
from envol.web.provenance.upsert import Tally

MOST_FAULTS = 1000
"""Faults that are kept to be told; the rest are counted."""


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
    """

    run: ImportRun
    progress: Callable[[int], None]
    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: int = 0

    def count(self, table: str, tally: Tally) -> None:
        """Count what was written into a table, under the name that people read."""
        self.tallies.setdefault(table, Tally()).add(tally)
        self.progress(tally.standing)

    def refuse(self, fault: Fault | None, records: int = 1, *, table: str = "") -> None:
        """Refuse what one line or element says; without a fault where what it leans on was told already."""
        self.refused += records
        if table:
            self.tallies.setdefault(table, Tally()).refused += records
        if fault is None:
            return
        if len(self.faults) < MOST_FAULTS:
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
    kept : bool
        Whether anything was written: not at a dry run, nor where there are faults and none may be passed over.
    """

    kind: str
    source: Source
    tallies: dict[str, Tally]
    faults: tuple[Fault, ...]
    refused: int
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
        If the path holds nothing of this kind.
    """
    source = importer.describe(path)
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=importer.name, source=source.title[:200], dated=source.dated, checksum=checksum_of(path)
        )
        intake = Intake(run, progress)
        importer.load(path, intake)
        kept = not dry_run and (keep_going or not intake.refused)
        outcome = Outcome(
            kind=importer.name,
            source=source,
            tallies=intake.tallies,
            faults=tuple(intake.faults),
            refused=intake.refused,
            kept=kept,
        )
        if kept:
            _write_down(run, outcome)
        else:
            transaction.set_rollback(True)
    if intake.refused and not keep_going:
        raise ImportRefused(outcome)
    return outcome


def _write_down(run: ImportRun, outcome: Outcome) -> None:
    total = outcome.total
    run.created, run.updated, run.unchanged = total.created, total.updated, total.unchanged
    run.retired, run.refused = total.retired, outcome.refused
    run.save(update_fields=["created", "updated", "unchanged", "retired", "refused"])


def checksum_of(path: Path) -> str:
    """Return the SHA-256 of a file, or of every file of a folder with its name."""
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode())
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
