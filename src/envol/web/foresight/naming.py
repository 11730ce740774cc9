"""What a file of foresight says, and what its trainings and projects are called, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from envol.gateways.outlooks import Outlook
from envol.web.pagekit.language import page_language
from envol.web.pagekit.typesetting import typeset


def printed(text: str) -> str:
    """Return a text that is in the language of the page, French as it is printed."""
    return typeset(text) if page_language() == "fr" else text


def in_words(texts: Mapping[str, str]) -> str:
    """Return the one of two texts that is in the language of the page."""
    return printed(texts[page_language()])


def training_title(outlook: Outlook, name: str) -> str:
    """Return what a training is called, its name where the file says nothing."""
    return _said(outlook.trainings, name)


def project_title(outlook: Outlook, name: str) -> str:
    """Return what a project is called, its name where the file says nothing."""
    return _said(outlook.projects, name)


def _said(titles: Mapping[str, Mapping[str, str]], name: str) -> str:
    return in_words(titles[name]) if name in titles else name
