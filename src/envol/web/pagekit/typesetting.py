"""French as it is printed, from French as it is typed."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"[ \u00a0\u202f]+(?=[:;!?»%])")
_AFTER = re.compile(r"(?<=«)[ \u00a0\u202f]+")


def typeset(text: str) -> str:
    """Return a French text with round apostrophes, and with no line break before its double punctuation."""
    text = _BEFORE.sub("\u00a0", text.replace("'", "’"))
    return _AFTER.sub("\u00a0", text)
