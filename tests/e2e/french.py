"""What the pages say in either language: the English is in the templates, the French in their catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

import envol.web
from envol.web.pagekit.typesetting import typeset

CATALOGUE = Path(envol.web.__file__).parent / "locale/fr/LC_MESSAGES/django.po"
LANGUAGES = ("fr", "en")
LOCALES = {"fr": "fr-FR", "en": "en-GB"}


@cache
def _translations() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, locale="fr") if message.id}


def said(language: str, english: str) -> str:
    """An English sentence of the pages, as they say it in a language.

    Raises
    ------
    AssertionError
        If the French is not there.
    """
    if language == "en":
        return english
    french = _translations().get(english)
    assert french, f"the French catalogue has nothing for {english!r}"
    return typeset(french)
