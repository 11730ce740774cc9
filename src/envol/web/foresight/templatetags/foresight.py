"""How figures of foresight are written: rounded to what they are worth, with their interval, hidden where too few."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import floor, log10

from django import template
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from envol.foresight.projection import FEW
from envol.web.foresight.figures import Spread, YearFigures
from envol.web.foresight.naming import in_words

register = template.Library()

STATUSES: Mapping[str, Promise] = {
    "published": pgettext_lazy("how a number is known", "published"),
    "fitted": _("fitted to data"),
    "tuned": _("tuned"),
    "assumed": _("assumed"),
}
DIGITS = 3
"""Significant ones: no projection knows more."""


@register.filter
def worded(text: Mapping[str, str]) -> str:
    """Return a text of an outlook in the language of the page."""
    return in_words(text)


@register.filter
def status(name: str) -> str:
    """Return how a number is known."""
    return str(STATUSES.get(name, name))


@register.simple_tag
def few() -> str:
    """Return what stands where fewer persons are counted than are shown."""
    return f"n<{FEW}"


@register.filter
def persons(spread: Spread | None) -> str:
    """Return persons with their interval, `n<11` where there are fewer."""
    if spread is None:
        return "–"
    return few() if spread.is_few else interval(spread)


@register.simple_tag
def cell(spread: Spread | None, *, is_few: bool = False, signed: bool = False, counts: bool = True) -> str:
    """Return what stands in a cell of a table: the median, and the deciles under it.

    Parameters
    ----------
    spread : Spread or None
    is_few : bool
        Whether it is of too few jobs and persons to be shown.
    signed : bool
        Whether it is a difference, each number with its sign.
    counts : bool
        Whether it counts persons, so that it is hidden where they are few.
    """
    if spread is None:
        return "–"
    if is_few or (counts and spread.is_few):
        return few()
    between = gettext("%(low)s to %(high)s") % {
        "low": counted(spread.low, signed=signed),
        "high": counted(spread.high, signed=signed),
    }
    return format_html('{} <small class="between">{}</small>', counted(spread.middle, signed=signed), between)


@register.simple_tag
def months_later(months: int) -> str:
    """Return by how much a project is made late, in words."""
    if not months:
        return gettext("as announced")
    return ngettext("{} month later", "{} months later", months).format(months)


@register.simple_tag
def points(count: int) -> str:
    """Return by how many points insertion is changed, in words."""
    if not count:
        return gettext("as now")
    return ngettext("{} point", "{} points", abs(count)).format(counted(count, signed=True))


@register.simple_tag
def places(count: int) -> str:
    """Return by how many places a year a training is changed, in words."""
    if not count:
        return gettext("as now")
    return ngettext("{} place a year", "{} places a year", abs(count)).format(counted(count, signed=True))


@register.filter
def interval(spread: Spread) -> str:
    """Return a median with the deciles around it."""
    return gettext("%(middle)s (%(low)s to %(high)s)") % {
        "middle": counted(spread.middle),
        "low": counted(spread.low),
        "high": counted(spread.high),
    }


@register.filter
def added(spread: Spread) -> str:
    """Return a difference with its interval, each number with its sign."""
    return gettext("%(middle)s (%(low)s to %(high)s)") % {
        "middle": counted(spread.middle, signed=True),
        "low": counted(spread.low, signed=True),
        "high": counted(spread.high, signed=True),
    }


@register.filter
def gap(figures: YearFigures) -> str:
    """Return the gap of a year with its interval, `n<11` where there are fewer jobs and persons."""
    return few() if figures.is_few else interval(figures.gap)


@register.filter
def chance_of_shortage(figures: YearFigures) -> str:
    """Return the probability of a shortage, `n<11` where there are too few jobs and persons."""
    return few() if figures.is_few else chance(figures.shortage)


@register.filter
def chance(probability: float) -> str:
    """Return a probability in percent; so many draws as are made never make it none or certain."""
    percent = round(100 * probability)
    if percent < 1:
        return gettext("<\u00a01\u00a0%%") % {}
    if percent > 99:
        return gettext(">\u00a099\u00a0%%") % {}
    return gettext("%(number)d\u00a0%%") % {"number": percent}


def percent(share: float) -> str:
    """Return a share in percent, with a decimal where it is small."""
    percent = 100 * share
    places = 0 if abs(percent) >= 10 or percent == round(percent) else 1
    return f"{number_format(round(percent, places), places)}\u00a0%"


@register.filter
def grouped(value: float) -> str:
    """Return a whole number as the language writes it."""
    return number_format(Decimal(round(value)), 0, force_grouping=True)


def counted(value: float, *, signed: bool = False) -> str:
    """Return a number of persons in three digits that count.

    >>> counted(12345.6), counted(-0.2), counted(7.4, signed=True)
    ('12,300', '0', '+7')
    """
    places = max(floor(log10(abs(value))) + 1 - DIGITS, 0) if abs(value) >= 1 else 0
    rounded = round(value / 10**places) * 10**places
    sign = "−" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + number_format(Decimal(abs(rounded)), 0, force_grouping=True)
