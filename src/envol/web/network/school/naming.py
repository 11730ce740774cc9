"""What a class is called a year later: a proposal, from the number in its name."""

from __future__ import annotations

import re

LAST_OF = {"BTS": 2, "BUT": 3, "DUT": 2, "CAP": 2, "L": 3, "M": 2, "MASTER": 2, "LICENCE": 3, "BACHELOR": 3, "D": 3}
"""The last year of some courses; after it a class ends."""
_FOLLOWS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(2nde|2de|seconde)\b", re.IGNORECASE), "1re"),
    (re.compile(r"\b(1re|1ère|première)\b", re.IGNORECASE), "Tle"),
    (re.compile(r"\b6(?:e|ème)\b", re.IGNORECASE), "5e"),
    (re.compile(r"\b5(?:e|ème)\b", re.IGNORECASE), "4e"),
    (re.compile(r"\b4(?:e|ème)\b", re.IGNORECASE), "3e"),
)
_ENDS = re.compile(r"\b(tle|terminale|3(?:e|ème))\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b([A-Za-zÀ-ÿ]+)?(\s?)(\d)(?!\d|[eè])")


def a_year_later(name: str) -> str:
    """Return the proposed name of a class in the next year, empty where it most likely ends.

    >>> a_year_later("BTS 1 A"), a_year_later("BTS 2"), a_year_later("2nde 4")
    ('BTS 2 A', '', '1re 4')
    """
    for level, following in _FOLLOWS:
        if level.search(name):
            return level.sub(following, name, count=1)
    if _ENDS.search(name):
        return ""
    found = _NUMBERED.search(name)
    if found is None:
        return name
    course, year = (found[1] or "").upper(), int(found[3])
    if year >= LAST_OF.get(course, 9):
        return ""
    return f"{name[: found.start(3)]}{year + 1}{name[found.end(3) :]}"
