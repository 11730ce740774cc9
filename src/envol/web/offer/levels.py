"""Levels as LHEO codes them, and as the national frame of certifications counts them.

Source: table `dict-niveaux` of LHEO 2.3: codes 11 to 18 are levels 1 to 8 of the frame; codes 2 to 8 are the levels of
1969, from VI to I.
"""

from __future__ import annotations

OF_1969 = {"2": 0, "3": 0, "4": 3, "5": 4, "6": 5, "7": 6, "8": 7}
"""Level I held what are now levels 7 and 8; 7 is by far the more frequent."""


def level_of(code: str) -> int | None:
    """Return the level that a code of LHEO stands for: 0 for none in particular, None where nothing is said."""
    if code in ("", "0"):
        return None
    if code == "1":
        return 0
    return OF_1969.get(code, int(code) - 10 if code.isdigit() else None)
