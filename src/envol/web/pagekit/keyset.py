"""Pages of long lists, by where the page before ended: as fast at the end of a million rows as at their beginning."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

_M = TypeVar("_M", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysetPage(Generic[_M]):
    """One page of a list.

    Parameters
    ----------
    items : list of Model
    after : str
        What the address of the next page says after `?after=`; empty on the last page.
    is_first : bool
    """

    items: list[_M]
    after: str
    is_first: bool


def keyset_page(found: QuerySet[_M], *, order: Sequence[str], after: str = "", size: int = 25) -> KeysetPage[_M]:
    """Return the page of a list that follows a place in it.

    Parameters
    ----------
    found : QuerySet
    order : sequence of str
        Fields that are never NULL, as `order_by` takes them; together they tell every record apart, and an index bears
        them in this order.
    after : str
        The place, from `KeysetPage.after`; what is none is the beginning.
    size : int
        Most items on a page.
    """
    place = _place(after, len(order))
    rows = found.order_by(*order)
    if place:
        try:
            rows = rows.filter(_beyond(order, place))
        except (ValidationError, ValueError, TypeError, OverflowError):
            place = []
    items = list(rows[: size + 1])
    has_more = len(items) > size
    items = items[:size]
    return KeysetPage(items=items, after=_written(order, items[-1]) if has_more else "", is_first=not place)


def _beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """Return the condition of what comes after a place; the first field bounds the search in the index."""
    beyond = Q()
    for depth in range(len(order)):
        same = Q(**{_name(each): value for each, value in zip(order[:depth], place[:depth], strict=True)})
        beyond |= same & _compared(order[depth], place[depth])
    return beyond & _compared(order[0], place[0], or_equal=True)


def _compared(field: str, value: Any, *, or_equal: bool = False) -> Q:
    direction = "lt" if field.startswith("-") else "gt"
    return Q(**{f"{_name(field)}__{direction}{'e' if or_equal else ''}": value})


def _name(field: str) -> str:
    return field.removeprefix("-")


def _written(order: Sequence[str], item: Model) -> str:
    values: list[Any] = []
    for field in order:
        value: Any = item
        for part in _name(field).split("__"):
            value = getattr(value, part)
        values.append(value)
    return urlsafe_b64encode(json.dumps(values, cls=_Exact).encode()).decode().rstrip("=")


class _Exact(DjangoJSONEncoder):
    """Writes instants with their microseconds, which Django's own encoder cuts."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def _place(after: str, size: int) -> list[Any]:
    try:
        values = json.loads(urlsafe_b64decode(after + "=" * (-len(after) % 4))) if after else []
    except (NotBase64, ValueError, RecursionError):
        return []
    if not isinstance(values, list) or len(values) != size:
        return []
    return values if all(map(_is_plain, values)) else []


def _is_plain(value: object) -> bool:
    """Say whether a value may be compared in a database: some texts and numbers cannot even be sent to one."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
    return isinstance(value, int | float)
