"""French as it is printed, from French as it is typed."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"[ \u00a0\u202f]+(?=[:;!?»%])")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_AFTER = re.compile(r"(?<=«)[ \u00a0\u202f]+")


def typeset(text: str) -> str:
    """Return a French text with round apostrophes, unbroken before double punctuation and within numbers."""
    text = _BEFORE.sub("\u00a0", text.replace("'", "’"))
    text = _THOUSANDS.sub("\u00a0", text)
    return _AFTER.sub("\u00a0", text)
