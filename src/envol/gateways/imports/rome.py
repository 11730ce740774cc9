"""ROME 4.0, the State's referential of jobs, as France Travail publishes it: a folder or zip of CSV files.

Read are the files `unix_TABLE_vNNN_utf8.csv` of ten tables. Two things of them are not said where one looks for them:
which skills are of the core of a job stands in `coherence_item`, apart from the links themselves; and the old code that
a job comes from stands beside each job (`code_rome_parent`), and again, not always the same, beside each title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from envol.errors import EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.reading import fault_at, read_columns
from envol.gateways.imports.rome_tables import TABLES, Column

_FILE = re.compile(r"(?:unix_)?(?P<table>[a-z_]+)_v(?P<version>\d+)_utf8\.csv", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rome:
    """The files of one version of ROME.

    Parameters
    ----------
    version : str
        As in the names of the files: ``460``.
    dated : date or None
        From the name of the folder or archive, where it says a day.
    files : mapping of str to Path
        By table.
    shown : mapping of str to str
        By table, how faults call its file: an archive is unpacked to where nobody looks.
    """

    version: str
    dated: date | None
    files: Mapping[str, Path]
    shown: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one line of a table says.

    Parameters
    ----------
    file : str
        As faults call it.
    line : int
    values : dict of str to object
        By the names of `rome_tables.Column`.
    """

    file: str
    line: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A line that says something wrong.

    Parameters
    ----------
    faults : tuple of Fault
        Of all its cells.
    values : dict of str to object
        What could be read all the same, so that what hangs on this line is known.
    """

    faults: tuple[Fault, ...]
    values: dict[str, Any]


def rome_in(files: Mapping[str, Path], called: Path) -> Rome:
    """Return what is there of ROME among files.

    Parameters
    ----------
    files : mapping of str to Path
        By their names, as `archives.open_folder` gives them.
    called : Path
        What people call it: the folder or archive.

    Raises
    ------
    EnvolError
        If a table is missing, or there is more than one version; the text names what was found.
    """
    found = {name: match for name in files if (match := _FILE.fullmatch(name.rpartition("/")[2]))}
    tables = {match["table"].lower(): files[name] for name, match in found.items()}
    if missing := [table for table in TABLES if table not in tables]:
        names = ", ".join(sorted(files)[:12]) or "nothing"
        raise EnvolError(
            f"{called} is not ROME 4.0: no unix_{missing[0]}_vNNN_utf8.csv in it"
            f"{f', nor {len(missing) - 1} more tables' if missing[1:] else ''}; found {names}"
        )
    versions = sorted({match["version"] for match in found.values()})
    if len(versions) > 1:
        raise EnvolError(f"{called} holds versions {' and '.join(versions)} of ROME: leave the files of one")
    if len(tables) < len(found):
        raise EnvolError(f"{called} holds a table twice: {', '.join(sorted(found)[:12])}; leave one")
    shown = {match["table"].lower(): str(called / name) for name, match in found.items()}
    return Rome(version=versions[0], dated=_day_of(called.name), files=tables, shown=shown)


def _day_of(name: str) -> date | None:
    match = _DATE.search(name)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def records_of(rome: Rome, table: str) -> Iterator[Record | Broken]:
    """Yield what the lines of a table say.

    Raises
    ------
    ContentError, EnvolError
        As `read_columns`.
    """
    columns = TABLES[table]
    path, file = rome.files[table], rome.shown[table]
    sources = [column.source for column in columns]
    optional = {column.source for column in columns if not column.required}
    reads = [(column.name, column.read) for column in columns]
    for row in read_columns(path, sources, optional=optional, kind=f"ROME {table}", shown=file):
        if isinstance(row, Fault):
            yield Broken(faults=(row,), values={})
            continue
        line, cells = row
        try:
            values = {name: read(cell) for (name, read), cell in zip(reads, cells, strict=True)}
        except ValueError:
            yield _broken(columns, file, line, cells)
        else:
            yield Record(file=file, line=line, values=values)


def _broken(columns: Sequence[Column], file: str, line: int, cells: Sequence[str]) -> Broken:
    """Read a line again, cell by cell."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, cell in zip(columns, cells, strict=True):
        try:
            values[column.name] = column.read(cell)
        except ValueError as error:
            found = f"{cell[:60]!r}" if cell else "an empty cell"
            faults.append(fault_at(file, line, column.source, str(error), found))
    return Broken(faults=tuple(faults), values=values)
