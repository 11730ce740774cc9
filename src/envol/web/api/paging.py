"""Lists of the API: a page of them, and where the next one begins."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Sequence
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, Field

from envol.web.api.problems import Unmet
from envol.web.pagekit.keyset import KeysetPage, keyset_page

LONGEST_CURSOR = 4000
"""A title of the registers has up to 600 letters, each of which may take six signs."""
_M = TypeVar("_M", bound=Model)
_R = TypeVar("_R", bound=BaseModel)


class Page(BaseModel, Generic[_R]):
    """A page of a list."""

    items: list[_R]
    next: str | None = Field(
        description=_("What to send as “after” for the page that follows; null where this is the last.")
    )


class PageAsked(BaseModel):
    """Which page of a list is asked for."""

    size: int = Field(25, ge=1, le=100, description=_("Most records of an answer."))
    after: str = Field("", max_length=LONGEST_CURSOR, description=_("The “next” of the page before."))


def page_of(found: QuerySet[_M], *, order: Sequence[str], asked: PageAsked) -> KeysetPage[_M]:
    """Return the page that is asked for.

    Raises
    ------
    Unmet
        If `after` is no place in such a list.
    """
    if asked.after and not _is_sound(asked.after, len(order)):
        raise _unmet()
    page = keyset_page(found, order=order, after=asked.after, size=asked.size)
    if asked.after and page.is_first:
        raise _unmet()
    return page


def next_of(page: KeysetPage[_M]) -> str | None:
    """Return what leads to the page that follows."""
    return page.after or None


def _unmet() -> Unmet:
    return Unmet("query.after", gettext("this is the “next” of no page of this list: begin without it."))


def _is_sound(cursor: str, fields: int) -> bool:
    """Say whether a cursor holds texts that a database can be asked for: all lists here are ordered by such."""
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (NotBase64, ValueError, RecursionError):
        return False
    return isinstance(values, list) and len(values) == fields and all(map(_is_text, values))


def _is_text(value: object) -> bool:
    # A NUL, or half of a pair of surrogates, is no text to a database.
    return isinstance(value, str) and "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
