"""Journals in files: one event a line, appended and never rewritten."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedWriter
from pathlib import Path
from typing import Any

from envol.errors import JournalError
from envol.flight.journal import Event, Flaw, Journal, first_flaw, is_sealed
from envol.flight.journal_store import Clock, StampedJournal

LONGEST_LINE = 1_000_000
"""Bytes; an event of a flight takes a few hundred."""

_FIELDS: dict[str, type] = {
    "seq": int, "scan": int, "at": str, "type": str, "version": int,
    "actor": str, "data": dict, "prev": str, "hash": str,
}  # fmt: skip
_MARKS = {b"\xef\xbb\xbf": "a byte-order mark", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalReading:
    """What a file holds, and, in sentences, what had to be dropped to read it."""

    events: Journal
    dropped: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        """Whether the flight was closed."""
        return is_sealed(self.events)


def utc_now() -> str:
    """Return the wall time of this machine, in UTC to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(path: Path, *, recover: bool = False, closed: bool = True) -> JournalReading:
    """Read and verify a journal.

    Parameters
    ----------
    path : Path
        One event a line, as `JournalFile` writes them.
    recover : bool
        Drop a last line that was cut, and accept a missing seal; `dropped` says so. Nothing else is forgiven,
        and the file is left as it is.
    closed : bool
        Ask for the seal; False for a flight that is still in the air.

    Raises
    ------
    JournalError
        If the file cannot be read, is no journal, or is not what was written; names the line and the event.
    """
    events: list[Event] = []
    dropped: list[str] = []
    try:
        for number, line in _lines(path):
            if not line.endswith(b"\n"):
                torn = f"{path}: line {number} is cut in the middle (event {number - 1}, {_type_in(line)})"
                if not recover:
                    raise JournalError(f"{torn}: --recover reads the journal without it")
                dropped.append(f"{torn}: dropped, its {len(line)} bytes were never acknowledged")
                break
            events.append(_event(path, number, line[:-1]))
    except OSError as error:
        raise JournalError(f"{path} cannot be read: {error.strerror}") from None
    except JournalError:
        # The line that cannot be read may not be the first bad one.
        _refuse_flaw(path, first_flaw(events))
        raise
    flaw = first_flaw(events, closed=closed and not recover)
    _refuse_flaw(path, flaw, "; --recover reads it as unfinished" if flaw and 0 < len(events) == flaw.seq else "")
    if not events:
        raise JournalError(f"{path} holds no whole event: nothing can be recovered")
    if recover and closed and not is_sealed(events):
        dropped.append(f"{path} has no seal: the flight is read up to event {events[-1].seq}, as unfinished")
    return JournalReading(events=tuple(events), dropped=tuple(dropped))


def recover_into(path: Path, fresh: Path) -> JournalReading:
    """Copy what can be recovered of a journal into a new file, which may be resumed; the old one stays.

    Raises
    ------
    JournalError
        If the journal is worse than cut, or `fresh` exists already.
    """
    reading = read(path, recover=True)
    with JournalFile.create(fresh) as copy:
        copy._write(*reading.events)
    return reading


class JournalFile(StampedJournal):
    """A journal that appends to a file; open it with `create` or `resume`.

    Parameters
    ----------
    path : Path
        The file.
    fsync : bool
        Wait at every event until the disk has it, so that a power cut loses nothing acknowledged.
    clock : callable, optional
        What stamps the events; the clock of this machine where absent.
    """

    def __init__(
        self, path: Path, file: BufferedWriter, last: Event | None, *, fsync: bool, clock: Clock | None = None
    ) -> None:
        self.path = path
        super().__init__(clock or utc_now, last)
        self._file, self._fsync = file, fsync
        self._size = file.seek(0, os.SEEK_END)

    @classmethod
    def create(cls, path: Path, *, fsync: bool = False, clock: Clock | None = None) -> JournalFile:
        """Begin a journal in a new file.

        Raises
        ------
        JournalError
            If the file exists already or cannot be written.
        """
        return cls._open(path, "xb", None, fsync, clock)

    @classmethod
    def resume(cls, path: Path, *, fsync: bool = False, clock: Clock | None = None) -> JournalFile:
        """Go on with a journal whose flight is not closed, after verifying it.

        Raises
        ------
        JournalError
            If the journal is not what was written; `recover_into` mends one that was cut.
        """
        return cls._open(path, "ab", read(path, closed=False).events[-1], fsync, clock)

    @classmethod
    def _open(cls, path: Path, mode: str, last: Event | None, fsync: bool, clock: Clock | None) -> JournalFile:
        try:
            file = path.open(mode)
        except FileExistsError:
            raise JournalError(f"{path} exists already: a journal is never written over") from None
        except OSError as error:
            raise JournalError(f"{path} cannot be written: {error.strerror}") from None
        assert isinstance(file, BufferedWriter)
        return cls(path, file, last, fsync=fsync, clock=clock)

    def _keep(self, event: Event) -> None:
        self._write(event)

    def events(self) -> Journal:
        """Return what the file holds, read back and verified."""
        return read(self.path, closed=False).events if self._last else ()

    def close(self) -> None:
        """Close the file; the flight itself is closed by `seal`."""
        self._file.close()

    def __enter__(self) -> JournalFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, *events: Event) -> None:
        if self._file.closed:
            raise JournalError(f"{self.path} is closed: {events[0].type} was not written")
        if os.fstat(self._file.fileno()).st_size != self._size:
            self._file.close()
            raise JournalError(f"{self.path} was written by another program: {events[0].type} was not written")
        lines = b"".join(event.line() + b"\n" for event in events)
        try:
            self._file.write(lines)
            self._file.flush()
            if self._fsync:
                os.fsync(self._file.fileno())
        except OSError as error:
            self._give_up()
            raise JournalError(f"{self.path}: {events[0].type} could not be written ({error.strerror})") from None
        self._size += len(lines)
        self._last = events[-1]

    def _give_up(self) -> None:
        # Part of a line may have reached the disk: another event after it would be glued to it.
        with contextlib.suppress(OSError):
            self._file.close()


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    if not path.exists():
        raise JournalError(f"{path} does not exist")
    if not path.is_file():
        raise JournalError(f"{path} is {'a folder' if path.is_dir() else 'no ordinary file'}, not a journal")
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise JournalError(f"{path}: line {number} is longer than {LONGEST_LINE} bytes: not a journal")
            yield number, line
    if number == 0:
        raise JournalError(f"{path} is empty: no flight was recorded in it")


def _event(path: Path, number: int, line: bytes) -> Event:
    place = f"{path}: line {number} (event {number - 1}, {_type_in(line)})"
    document = _document(place, number, line)
    wrong = [key for key, kind in _FIELDS.items() if type(document.get(key)) is not kind]
    if wrong:
        raise JournalError(f"{place} was edited: {', '.join(wrong)} missing or of the wrong type")
    event = Event(**{key: document[key] for key in _FIELDS})
    try:
        same = event.line() == line
    except ValueError:
        same = False
    if not same:
        cause = "its end of line was converted" if line.endswith(b"\r") else "its bytes are not those written"
        raise JournalError(f"{place} was edited: {cause}")
    return event


def _document(place: str, number: int, line: bytes) -> dict[str, Any]:
    for mark, encoding in _MARKS.items():
        if number == 1 and line.startswith(mark):
            raise JournalError(f"{place} begins with {encoding}: a journal is plain UTF-8")
    try:
        document = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise JournalError(f"{place} was edited: byte {error.start + 1} is not UTF-8") from None
    except (ValueError, RecursionError):
        raise JournalError(f"{place} was edited, or is no journal: it is not one JSON document") from None
    if not isinstance(document, dict):
        raise JournalError(f"{place} was edited, or is no journal: it is not an event")
    return document


def _refuse_flaw(path: Path, flaw: Flaw | None, remedy: str = "") -> None:
    if flaw:
        raise JournalError(f"{path}: line {flaw.seq + 1}: {flaw.sentence}{remedy}")


def _type_in(line: bytes) -> str:
    found = re.search(rb'"type":"([a-z0-9-]{1,80})"', line)
    return found[1].decode() if found else "of unreadable type"
