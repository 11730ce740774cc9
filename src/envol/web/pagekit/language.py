"""The language of a page, and the content's texts in it."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import get_language

from envol.flight.content.schema import Bilingual
from envol.web.pagekit.typesetting import typeset


def page_language() -> Literal["fr", "en"]:
    """Return the language of the page, of the two that content is written in."""
    return "en" if (get_language() or "").startswith("en") else "fr"


def said_in(text: Bilingual, language: str) -> str:
    """Return a text of the content in a language, French as it is printed."""
    return typeset(text.fr) if language == "fr" else text.en
