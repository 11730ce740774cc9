"""Days as people write them in tables."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date

YEARS = range(1900, 2101)
"""Those of anybody's life; beside them 9999, by which some say that there is no end."""
A_DAY = "a day such as 31/08/2027 or 2027-08-31"
_FRENCH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00(?::00)?| 00:00(?::00)?)?")


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
    if year not in YEARS and year != MAXYEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
