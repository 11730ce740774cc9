"""What the trainings and projects of an outlook are called, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from envol.gateways.outlooks import Outlook
from envol.web.pagekit.language import page_language
from envol.web.pagekit.typesetting import typeset


def training_title(outlook: Outlook, name: str) -> str:
    """Return what a training is called, its name where the file says nothing."""
    return _said(outlook.trainings, name)


def project_title(outlook: Outlook, name: str) -> str:
    """Return what a project is called, its name where the file says nothing."""
    return _said(outlook.projects, name)


def _said(titles: Mapping[str, Mapping[str, str]], name: str) -> str:
    if name not in titles:
        return name
    language = page_language()
    return typeset(titles[name][language]) if language == "fr" else titles[name][language]
