"""Where the doubt of an outlook comes from, in words: which data is worth being made better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from envol.gateways.outlooks import Outlook
from envol.web.foresight.counting import split_of
from envol.web.foresight.templatetags.foresight import chance

TITLES: Mapping[str, str | Promise] = {
    "growth": gettext_lazy("Growth of demand"),
    "projects": gettext_lazy("Projects: whether, when, how many jobs"),
    "retirement": gettext_lazy("Retirements"),
    "quits": gettext_lazy("Departures to other occupations"),
    "promotion": gettext_lazy("Promotions"),
    "fill": gettext_lazy("Places that are taken"),
    "success": gettext_lazy("Success in training"),
    "continuation": gettext_lazy("Going on with studies"),
    "insertion": gettext_lazy("Insertion after training"),
    "arrivals": gettext_lazy("Arrivals otherwise than from training"),
}
MEASURE = "retirement"
"""What others are compared with: the source that forecasts of jobs are usually busy with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source of doubt, its share of the variance, and the length of its bar (percent)."""

    title: str
    share: float
    width: str


def sources_of(outlook: Outlook) -> list[SourceRow]:
    """Return the sources of doubt of an outlook, the greatest first, then what they do together."""
    shares = split_of(outlook)
    own = sorted(((name, share) for name, share in shares.items() if name in TITLES), key=lambda each: -each[1])
    rest = [(str(TITLES[name]), share) for name, share in own]
    rest.append(
        (_("What sources do together, and what so many draws leave open"), 1 - sum(share for _name, share in own))
    )
    return [
        SourceRow(title=title, share=max(share, 0.0), width=f"{100 * min(max(share, 0.0), 1.0):.1f}")
        for title, share in rest
    ]


def doubt_in_words(outlook: Outlook) -> str:
    """Return what better data is worth most; empty where nothing is left to chance."""
    shares = split_of(outlook)
    first = max(shares, key=lambda name: shares[name] if name in TITLES else 0.0)
    if first not in TITLES or shares[first] <= 0 or first == MEASURE:
        return ""
    return _(
        "Better data on this is worth most: %(first)s, %(share)s of the variance of the gap; %(other)s, %(least)s."
    ) % {
        "first": str(TITLES[first]).lower(),
        "share": chance(shares[first]),
        "other": str(TITLES[MEASURE]).lower(),
        "least": chance(max(shares.get(MEASURE, 0.0), 0.0)),
    }
