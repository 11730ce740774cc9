"""Files that are whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from envol.errors import EnvolError

JOURNAL_MARKS = (b'"type":"flight-opened"', b'"type":"flight-branched"')
"""What the first line of a journal holds; a journal is never written over."""


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a new path beside `path`; what was written there takes its place at the end, or is taken away.

    A link is followed: the file that it leads to is replaced, and the link stays.

    Raises
    ------
    EnvolError
        If the place cannot be written.
    """
    place = path.resolve()
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        yield beside
        beside.replace(place)
    except OSError as error:
        raise EnvolError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def refuse_unwritable(path: Path | None, *others: Path | None) -> None:
    """Refuse, before any work is done, a file that could not be written at its end, or should not.

    Parameters
    ----------
    path : Path or None
        The file to be; None asks for nothing.
    *others : Path or None
        Files that the same command reads or writes: one place cannot hold two of them.

    Raises
    ------
    EnvolError
        If its folder does not exist or may not be written, or if it is a folder, a device, a journal, or one of
        `others`.
    """
    if path is None:
        return
    place = path.resolve()
    if place in {other.resolve() for other in others if other is not None}:
        raise EnvolError(f"{path} is named twice: give each file a name of its own")
    if place.is_dir():
        raise EnvolError(f"{path} is a folder: name a file in it")
    if place.exists() and not place.is_file():
        raise EnvolError(f"{path} is no ordinary file: name another")
    if place.is_file() and _is_journal(place):
        raise EnvolError(f"{path} is the journal of a flight, which is never written over: name another file")
    _try_folder(path, place.parent)


def _is_journal(place: Path) -> bool:
    with contextlib.suppress(OSError), place.open("rb") as file:
        head = file.readline(100_000)
        return any(mark in head for mark in JOURNAL_MARKS)
    return False


def _try_folder(path: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise EnvolError(f"{path} cannot be written: there is no folder {folder}")
    trial = folder / f".{secrets.token_hex(8)}"
    try:
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise EnvolError(f"{path} cannot be written in {folder}: {error.strerror or error}") from None
