"""Small words of the pages: texts of the content, durations, numbers."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from envol.flight.content.schema import Bilingual
from envol.web.pagekit.language import page_language, said_in

register = template.Library()


@register.filter
def said(text: Bilingual) -> str:
    """Return a text of the content in the language of the page."""
    return said_in(text, page_language())


@register.filter
def lasting(hours: float) -> str:
    """Return a duration in words: days and hours from a day on, hours and minutes from an hour on, minutes below."""
    minutes = round(hours * 60)
    if minutes < 60:
        return _minutes(max(minutes, 1) if hours else 0)
    if minutes < 24 * 60:
        whole, rest = divmod(minutes, 60)
        return f"{_hours(whole)} {_minutes(rest)}" if rest else _hours(whole)
    days, rest = divmod(round(hours), 24)
    return f"{_days(days)} {_hours(rest)}" if rest else _days(days)


def _days(count: int) -> str:
    return ngettext("%(n)d\u00a0day", "%(n)d\u00a0days", count) % {"n": count}


def _hours(count: int) -> str:
    return gettext("%(n)d\u00a0h") % {"n": count}


def _minutes(count: int) -> str:
    return gettext("%(n)d\u00a0min") % {"n": count}


@register.filter
def decimal(value: float | None, places: int = 0) -> str:
    """Return a number as the language writes it, a dash where there is none."""
    # Rounded here: Django would cut the digits that are too many.
    return "–" if value is None else number_format(Decimal(f"{value:.{places}f}"), places)


@register.simple_tag
def here(current: str, *names: str) -> SafeString | str:
    """Return `aria-current` where the page shown is one of those named."""
    return format_html(' aria-current="{}"', "page") if current in names else ""
