"""Words as they are compared: without accents, ligatures, case and endings of punctuation."""

from __future__ import annotations

import re
import unicodedata

SHORTEST, LONGEST = 2, 40
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "µ": "u", "μ": "u", "’": "'", "ø": "o", "ł": "l"})
_WORD = re.compile(r"[a-z0-9]+")
_STOP = "au aux ce ces d dans de des du en et l la le les ou par pour s sur un une a an and at for in of on or the to"
STOP = frozenset(_STOP.split())


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """Return the words that a text is found by, each once, in their order; those that say nothing are left out."""
    found = (word[:LONGEST] for word in _WORD.findall(folded(text)))
    return list(dict.fromkeys(word for word in found if len(word) >= SHORTEST and word not in STOP))
