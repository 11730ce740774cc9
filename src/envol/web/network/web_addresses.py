"""Addresses of the web in what people write: where a text is shown or sent to others, they are links to anywhere."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*|\S*[\w-]\.[^\W\d_]{2,}(?![^\W_])(?:[/:?#]\S*)?", re.IGNORECASE)


def holds_address(text: str) -> bool:
    """Say whether a text holds what a mail program or a reader takes for an address."""
    return _ADDRESS.search(text) is not None


def without_addresses(name: str) -> str:
    """Return a name without what a mail program would make a link of: the name is whatever a head wrote."""
    cut = " ".join(_ADDRESS.sub(" ", name).split())
    return cut or " ".join(re.split(r"[\s.:/]+", name))
