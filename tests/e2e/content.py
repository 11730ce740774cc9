"""What the content calls things, in either language."""

from __future__ import annotations

from functools import cache

from envol.flight.content.schema import Bilingual
from envol.gateways.library import Library
from envol.web.pagekit.typesetting import typeset


@cache
def library() -> Library:
    """The content that the campus flies too."""
    return Library()


def scenario_title(name: str, language: str) -> str:
    """What the list of scenarios calls one."""
    return _in(library().catalogue.scenario(name).title, language)


def malfunction_title(name: str, language: str) -> str:
    """What is told of a malfunction, once the flight has landed."""
    return _in(library().catalogue.malfunction(name).title, language)


def _in(text: Bilingual, language: str) -> str:
    found: str = getattr(text, language)
    return typeset(found) if language == "fr" else found
