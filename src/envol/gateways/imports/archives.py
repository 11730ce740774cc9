"""Several tables together: a folder, or an archive that is unpacked aside within limits."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from envol.errors import EnvolError

MOST_FILES = 200
MOST_ENTRIES = 1000
"""Files and folders in a folder: with more, another one was meant, and looking through them all may take hours."""
MOST_BYTES = 2 << 30
_BLOCK = 1 << 20


@contextmanager
def open_folder(
    path: Path, *, kind: str, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES
) -> Iterator[Mapping[str, Path]]:
    """Give the files of a folder or a zip archive by their names, ``users.csv``; a zip's are gone at the end.

    Where all of a zip's files are in one folder of it, the names are those within it. Hidden files are left out.

    Parameters
    ----------
    path : Path
    kind : str
        What the files hold, for the sentence of an error.
    most_files, most_bytes : int
        Beyond these an archive is refused. The bytes are counted as they come out: what an archive says of itself is
        not believed.

    Raises
    ------
    EnvolError
        If the path is neither, or the archive is broken, encrypted, too large, or reaches outside of itself.
    """
    if path.is_dir():
        yield _within(path)
    elif is_zipfile(path):
        with TemporaryDirectory(prefix="envol-import-") as aside:
            _unpack(path, Path(aside), most_files, most_bytes)
            yield _within(_only_folder(Path(aside)))
    else:
        raise EnvolError(f"{path} is neither a folder nor a zip archive: {kind} comes as several files together")


def entries_of(folder: Path) -> list[Path]:
    """Return all that is in a folder and the folders in it, in order.

    Raises
    ------
    EnvolError
        If there are more than `MOST_ENTRIES`.
    """
    found = list(islice(folder.rglob("*"), MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        raise EnvolError(f"{folder} holds more than {MOST_ENTRIES} files and folders: name the one that is meant")
    return sorted(found)


def _within(folder: Path) -> dict[str, Path]:
    files = (each for each in entries_of(folder) if each.is_file())
    named = {each.relative_to(folder): each for each in files}
    return {name.as_posix(): each for name, each in named.items() if not _is_hidden(name.parts)}


def _is_hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _only_folder(folder: Path) -> Path:
    inside = [each for each in folder.iterdir() if not _is_hidden((each.name,))]
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _unpack(path: Path, into: Path, most_files: int, most_bytes: int) -> None:
    try:
        with ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > most_files:
                raise EnvolError(f"{path} holds {len(members)} files, and {most_files} at most are unpacked")
            for member in members:
                _refuse_unsafe(path, member)
            left = most_bytes
            for member in members:
                left -= _write(archive, member, into, left, f"{path} unpacks to more than {most_bytes:_} bytes")
    except (BadZipFile, EOFError, LZMAError, NotImplementedError, UnicodeDecodeError, zlib.error) as error:
        raise EnvolError(f"{path} cannot be unpacked: {error}; make the archive again") from None
    except OSError as error:
        # Its own place is aside and says nothing to people: a full disk, a name that no file may bear, broken bzip2.
        raise EnvolError(f"{path} cannot be unpacked into {into.parent}: {error.strerror or error}") from None


def _refuse_unsafe(path: Path, member: ZipInfo) -> None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or any(":" in part for part in name.parts):
        raise EnvolError(f"{path} holds {member.filename!r}, which lies outside of it: nothing was unpacked")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise EnvolError(f"{path} holds the link {member.filename!r}: put the file itself in its place")
    if member.flag_bits & 1:
        raise EnvolError(f"{path} is protected by a password: make it again without")


def _write(archive: ZipFile, member: ZipInfo, into: Path, most: int, too_much: str) -> int:
    target = into / member.filename.replace("\\", "/")
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise EnvolError(f"{archive.filename} holds {member.filename!r} twice: leave one")
    size = 0
    with archive.open(member) as packed, target.open("wb") as unpacked:
        while block := packed.read(_BLOCK):
            size += len(block)
            if size > most:
                raise EnvolError(f"{too_much}: nothing was imported")
            unpacked.write(block)
    return size
