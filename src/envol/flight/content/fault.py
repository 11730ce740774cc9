"""A fault of a content file: where it is, what was expected, what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from envol.errors import nearest

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to mend in a content file.

    Parameters
    ----------
    file : str
        The file as it should be shown to its author; empty where the text came from no file.
    line : int
        The line, counted from 1; 0 where it is unknown.
    key : str
        The path of keys, such as ``alarms[2].limit``; empty for the whole file.
    expected, found : str
        What should stand there and what stands there.
    hint : str
        How to mend it, such as ``did you mean feed?``; may be empty.
    """

    file: str = ""
    line: int = 0
    key: str = ""
    expected: str
    found: str
    hint: str = ""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        head = ": ".join(part for part in (place, self.key) if part)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{head + ': ' if head else ''}expected {self.expected}, found {self.found}{hint}"

    def at(self, *, file: str, line: int) -> Fault:
        """Return the same fault, placed in a file."""
        return replace(self, file=file, line=line)


def key_text(path: KeyPath) -> str:
    """Write a path of keys as people read it.

    >>> key_text(("alarms", 2, "cause", "fr"))
    'alarms[2].cause.fr'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint that proposes the nearest known names, or an empty text."""
    close = nearest(name, sorted(known))
    return f"did you mean {' or '.join(close)}?" if close else ""
