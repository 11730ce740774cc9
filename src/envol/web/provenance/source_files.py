"""What is imported, as files: that it is one, which one it was, and that it stayed the same while it was read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TypeAlias

from envol.errors import EnvolError
from envol.gateways.imports.archives import entries_of

_BLOCK = 1 << 20
Stamp: TypeAlias = tuple[tuple[str, int, int], ...]


def refuse_no_file(path: Path) -> None:
    """Refuse what is neither a file nor a folder: a pipe or a device may have no end, or never begin.

    Raises
    ------
    EnvolError
        If it is another thing, or not there.
    """
    if not path.exists():
        raise EnvolError(f"there is no {path}: is the name right?")
    if not (path.is_file() or path.is_dir()):
        raise EnvolError(f"{path} is neither a file nor a folder: copy what it gives into a file, and import that")
    if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
        raise EnvolError(f"{path} may not be read by whoever imports: give them the right to")


def checksum_of(path: Path) -> str:
    """Return the SHA-256 of a file, or of every file of a folder with its name."""
    digest = hashlib.sha256()
    for file in _files(path):
        digest.update(file.name.encode(errors="surrogateescape"))
        with file.open("rb") as opened:
            while block := opened.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def stamp_of(path: Path) -> Stamp:
    """Return what tells whether a file, or any of a folder, was written to since."""
    return tuple((str(file), (said := file.stat()).st_size, said.st_mtime_ns) for file in _files(path))


def _files(path: Path) -> list[Path]:
    return [each for each in entries_of(path) if each.is_file()] if path.is_dir() else [path]
