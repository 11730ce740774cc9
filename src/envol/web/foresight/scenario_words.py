"""What an outlook and the changes of a scenario say, in the language of the page."""

from __future__ import annotations

from django.http import QueryDict

from envol.gateways.outlooks import Outlook
from envol.web.foresight.asking import title_of
from envol.web.foresight.what_if import Changes


def outlook_title(outlook: Outlook) -> str:
    """Return what an outlook is called."""
    return title_of({outlook.name: outlook.title}, outlook.name)


def name_of(outlook: Outlook, axis: str, code: str) -> str:
    """Return what a code of an outlook is called; itself where the outlook no longer has it.

    Parameters
    ----------
    axis : str
        `region`, `occupation` or `level`.
    """
    return title_of(getattr(outlook, f"{axis}s"), code)


def changes_of(query: str) -> Changes:
    """Return the changes that a query says.

    Raises
    ------
    WrongChanges
        If it is none.
    """
    return Changes.from_query(QueryDict(query))
