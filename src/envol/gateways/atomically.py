"""Files that are whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from envol.errors import EnvolError


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a new path beside `path`; what was written there takes its place at the end, or is taken away.

    Raises
    ------
    EnvolError
        If the place cannot be written.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        yield beside
        beside.replace(path)
    except OSError as error:
        raise EnvolError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def refuse_unwritable(path: Path | None) -> None:
    """Refuse, before any work is done, a file that could not be written at its end.

    Raises
    ------
    EnvolError
        If its folder does not exist, or may not be written.
    """
    if path is None:
        return
    if path.is_dir():
        raise EnvolError(f"{path} is a folder: name a file in it")
    with whole_file(path.with_name(f"{path.name}.try")) as trial:
        trial.touch()
    path.with_name(f"{path.name}.try").unlink(missing_ok=True)
