"""What belongs to a person, app by app: what they take away, and what is done when they leave.

Each app that keeps something about people registers one part, when it is ready. Apps below know nothing of those above.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from envol.web.accountability.stores import everywhere

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one app keeps about people.

    Parameters
    ----------
    name : str
        The name of the table in what a person takes away.
    title : lazy text
    rows : callable
        Return what is kept about a person, as plain values that JSON and CSV hold.
    erase : callable
        Erase it, or cut what leads to the person.
    models : tuple of str
        The labels of the models that this part answers for.
    stays : lazy text
        What stays after that, and why; empty where nothing does.
    files : callable or None
        Return further files that they take away, by name.
    has_its_own_term : bool
        Whether it is kept for a time of its own, which a job of its own ends: it outlasts the account where nobody
        asked, but time ended it.
    """

    name: str
    title: str | Promise
    rows: Callable[[UUID], list[Row]]
    erase: Callable[[UUID], None]
    models: tuple[str, ...]
    stays: str | Promise = ""
    files: Callable[[UUID], dict[str, bytes]] | None = None
    has_its_own_term: bool = False


_parts: dict[str, Part] = {}
_LAST = ("email-addresses", "account")


def register_part(part: Part) -> None:
    """Register what an app keeps about people; once, when it is ready."""
    _parts[part.name] = part


def parts() -> list[Part]:
    """Return every part, by name; those that the others lead by come last: the e-mails, then the account itself."""
    return sorted(_parts.values(), key=lambda part: (part.name in _LAST and _LAST.index(part.name) + 1, part.name))


def erase_everything(person: UUID, *, time_is_over: bool = False) -> None:
    """Erase a person from every app and every store: all of it or nothing.

    Parameters
    ----------
    time_is_over : bool
        Whether a job does it, for the account was kept long enough: what has a term of its own is left to it. Whoever
        asks for themselves has a right to more.
    """
    with everywhere():
        for part in parts():
            if not (time_is_over and part.has_its_own_term):
                part.erase(person)
