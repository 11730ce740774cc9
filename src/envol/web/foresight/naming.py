"""What the trainings and projects of an outlook are called: words of its file that no projection needs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from envol.flight.content.schema import Bilingual
from envol.gateways.content import content_root
from envol.gateways.content_entry import read_sheet
from envol.gateways.outlooks import FOLDER, Outlook, outlook_names
from envol.gateways.outlooks_schema import OutlookFile
from envol.web.pagekit.language import page_language, said_in


def training_title(outlook: Outlook, name: str) -> str:
    """Return what a training is called in the language of the page, its name where the file says nothing."""
    return _said(_titles(outlook.name)[0], name)


def project_title(outlook: Outlook, name: str) -> str:
    """Return what a project is called in the language of the page, its name where the file says nothing."""
    return _said(_titles(outlook.name)[1], name)


def _said(titles: Mapping[str, Bilingual], name: str) -> str:
    return said_in(titles[name], page_language()) if name in titles else name


@cache
def _titles(name: str) -> tuple[Mapping[str, Bilingual], Mapping[str, Bilingual]]:
    """Return the titles of trainings and projects by name; an outlook that is not installed has none."""
    if name not in outlook_names():
        return {}, {}
    file = read_sheet(content_root() / FOLDER / f"{name}.yaml", OutlookFile).entry
    return {each.name: each.title for each in file.trainings}, {each.name: each.title for each in file.projects}
