"""Days as people write them in tables."""

from __future__ import annotations

import re
from datetime import date

A_DAY = "a day such as 31/08/2027 or 2027-08-31"
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00(?::00)?| 00:00(?::00)?)?")


def day_as_written(text: str) -> date | None:
    """Return the day that a cell says, None where it says none that there is.

    Day, month and year in French order, or as ISO 8601 has it; a year has four digits, so that nobody's is guessed.
    """
    if french := _FRENCH.fullmatch(text):
        day, month, year = (int(part) for part in french.groups())
    elif iso := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
