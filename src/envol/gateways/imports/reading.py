"""Tables as people and ministries send them: CSV files with a header, read line by line, each fault with its place."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Protocol, TypeAlias

from envol.errors import ContentError, EnvolError, nearest
from envol.flight.content.fault import Fault
from envol.gateways.imports.lines import Lines, wrong_encoding

DELIMITERS = (",", ";", "\t")
_Row: TypeAlias = tuple[int, list[str]]
_QUOTES = "a cell that holds the delimiter, a quotation mark or a line break is put in quotation marks"


class _Csv(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One record of a table.

    Parameters
    ----------
    number : int
        The line of the file on which it begins; the header, blank lines and the lines within quoted cells count.
    cells : mapping of str to str
        By column, without blanks around them.
    """

    number: int
    cells: Mapping[str, str]


def fault_at(path: Path | str, line: int, key: str, expected: str, found: str, hint: str = "") -> Fault:
    """Return the fault of one cell, or with an empty key of a whole line."""
    return Fault(file=str(path), line=line, key=key, expected=expected, found=found, hint=hint)


def read_table(
    path: Path, *, required: Collection[str], kind: str, aliases: Mapping[str, str] | None = None, shown: str = ""
) -> Iterator[Line | Fault]:
    """Yield the records of a CSV file in UTF-8, and a fault for each line that is none; never the whole file at once.

    The delimiter (comma, semicolon or tab) is told from the header. Blank lines are passed over.

    Parameters
    ----------
    path : Path
    required : collection of str
        The columns without which the file is not of this kind. Capitals do not matter; other columns are handed on
        under the name that the file gives them.
    kind : str
        What the table holds, for the sentence of an error: ``staff``.
    aliases : mapping of str to str, optional
        Other names of columns, each with the one it stands for; capitals do not matter.
    shown : str
        How faults call the file where its path would say nothing to people, as out of an archive.

    Raises
    ------
    ContentError
        If the file is no text in UTF-8; the fault names line and byte. The lines before are worth no more: they have
        been read in a wrong encoding too.
    EnvolError
        If the file is empty or a column is missing; the text names those found.
    """
    with _opened(path, shown or str(path), kind, required, aliases or {}) as (header, rows):
        for row in rows:
            if isinstance(row, Fault):
                yield row
            else:
                number, cells = row
                yield Line(number=number, cells=dict(zip(header, cells, strict=True)))


def read_columns(
    path: Path, columns: Sequence[str], *, optional: Collection[str] = (), kind: str, shown: str = ""
) -> Iterator[tuple[int, tuple[str, ...]] | Fault]:
    """Yield some cells of each record, as `read_table` does all of them: for tables of very many lines.

    Parameters
    ----------
    columns : sequence of str
        At least two; the cells come in their order, each record's line before them.
    optional : collection of str
        Those of them that the file may lack: their cells are empty then.

    Raises
    ------
    ContentError, EnvolError
        As `read_table`.
    """
    required = [column for column in columns if column not in optional]
    with _opened(path, shown or str(path), kind, required, {column: column for column in columns}) as (header, rows):
        # A column that is not there is the empty cell after the last one.
        cells_of = itemgetter(*(header.index(column) if column in header else len(header) for column in columns))
        for row in rows:
            if isinstance(row, Fault):
                yield row
            else:
                number, cells = row
                cells.append("")
                yield number, cells_of(cells)


@contextmanager
def _opened(
    path: Path, name: str, kind: str, required: Collection[str], aliases: Mapping[str, str]
) -> Iterator[tuple[list[str], Iterator[_Row | Fault]]]:
    """Give the header of a file and its records."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            lines = Lines(opened, name)
            first, blank = "", -1
            while not first.strip() and (line := next(lines, None)) is not None:
                first, blank = line, blank + 1
            lines.begin()
            lines.put_back(first)
            reader = csv.reader(lines, delimiter=_delimiter(first), strict=True)
            try:
                header = _header(next(reader, []), name, kind, required, aliases)
            except csv.Error as error:
                raise ContentError([_unreadable(name, blank + 1, 1, error)]) from None
            # csv counts the lines that it was given: the blank ones before the header were not among them.
            yield header, _records(reader, lines, blank + 1, len(header), name)
    except UnicodeDecodeError:
        raise ContentError([wrong_encoding(path, name)]) from None


def _records(reader: _Csv, lines: Lines, first: int, width: int, name: str) -> Iterator[_Row | Fault]:
    while True:
        lines.begin()
        number = first + reader.line_num - lines.given_back
        try:
            row = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield _unreadable(name, number, lines.held, error)
            # A quotation mark that is missing makes one cell of many lines: those after the first may be sound.
            lines.give_back()
            continue
        if lines.unseen:
            yield fault_at(name, number, "", "letters that can be seen", f"the character U+{ord(lines.unseen):04X}")
        elif len(row) != width and any(row):
            yield fault_at(name, number, "", f"{width} cells as in the header", str(len(row)), _QUOTES)
        elif any(row):
            yield number, row


def _header(cells: list[str], name: str, kind: str, required: Collection[str], aliases: Mapping[str, str]) -> list[str]:
    found = [cell.strip() for cell in cells]
    if not any(found):
        raise EnvolError(f"{name} is empty: a {kind} file begins with a line that names its columns")
    known = {column.casefold(): column for column in (*aliases.values(), *required)}
    known = {**{alias.casefold(): column for alias, column in aliases.items()}, **known}
    header = [known.get(cell.casefold(), cell) for cell in found]
    said = f"columns {', '.join(filter(None, found))}"
    if missing := [column for column in required if column not in header]:
        close = [each for column in missing for each in nearest(column, [cell for cell in found if cell])[:1]]
        hint = f"; {' and '.join(dict.fromkeys(close))} may be meant" if close else ""
        raise EnvolError(f"{name} is no {kind} file: {', '.join(missing)} is missing among its {said}{hint}")
    if twice := [column for column in dict.fromkeys(header) if column and header.count(column) > 1]:
        raise EnvolError(f"{name} names {', '.join(twice)} twice among its {said}: leave one")
    return header


def _delimiter(first: str) -> str:
    """Return what parts the header: quoted text does not count."""
    bare = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _unreadable(name: str, line: int, lines: int, error: csv.Error) -> Fault:
    """Return the fault of a record that took so many lines."""
    if "unexpected end" in str(error):
        return fault_at(name, line, "", "a closing quotation mark", "the end of the file")
    if lines > 1:
        return fault_at(name, line, "", "a closing quotation mark", f"none that fits up to line {line + lines - 1}")
    if "field larger" in str(error):
        return fault_at(name, line, "", f"cells under {csv.field_size_limit():_} letters", "a longer one", _QUOTES)
    return fault_at(name, line, "", "cells apart by the delimiter", str(error), _QUOTES)
