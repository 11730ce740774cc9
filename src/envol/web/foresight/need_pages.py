"""Counts of needs in words, for the page of counts and for that of an outlook."""

from __future__ import annotations

from dataclasses import dataclass

from envol.gateways.outlooks import Outlook
from envol.web.foresight.scenario_words import name_of
from envol.web.foresight.selectors import NeedCount, unmet_needs


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """A count, and what its cell is called."""

    count: NeedCount
    region: str
    occupation: str
    level: str


def need_rows(outlook: Outlook, *, region: str = "", occupation: str = "", level: str = "") -> list[NeedRow]:
    """Return what organisations say they need, for `foresight/need_table.html`.

    Parameters
    ----------
    outlook : Outlook
    region, occupation, level : str
        Codes; all of them where empty.
    """
    counts = unmet_needs(
        outlook=outlook.name,
        regions=_only(region),
        occupations=_only(occupation),
        levels=_only(level),
    )
    return [
        NeedRow(
            count=each,
            region=name_of(outlook, "region", each.region),
            occupation=name_of(outlook, "occupation", each.occupation),
            level=name_of(outlook, "level", each.level),
        )
        for each in counts
    ]


def _only(code: str) -> tuple[str, ...] | None:
    return (code,) if code else None
