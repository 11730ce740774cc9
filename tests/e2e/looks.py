"""The languages, colours and sizes in which pages are checked."""

from __future__ import annotations

from typing import Any

import pytest

from .screens import DESKTOP, PHONE

LOOKS_BY_NAME: dict[str, tuple[str, dict[str, Any]]] = {
    "fr-light-desktop": ("fr", {"color_scheme": "light", "viewport": DESKTOP}),
    "fr-dark-phone": ("fr", {"color_scheme": "dark", "viewport": PHONE}),
    "en-dark-desktop": ("en", {"color_scheme": "dark", "viewport": DESKTOP}),
    "en-light-phone": ("en", {"color_scheme": "light", "viewport": PHONE}),
}
"""Every pair of language, look and size occurs."""


def looks(*names: str) -> pytest.MarkDecorator:
    """A test that is run in some of the looks."""
    return pytest.mark.parametrize(("language", "look"), [LOOKS_BY_NAME[name] for name in names], ids=names)


LOOKS, TWO_LOOKS = looks(*LOOKS_BY_NAME), looks("fr-dark-phone", "en-dark-desktop")
