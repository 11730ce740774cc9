"""Trends: charts, their tables and what their marks mean."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "trends.span": _("Time span"),
    "trends.span-hour": _("1 h"),
    "trends.span-day": _("24 h"),
    "trends.span-batch": _("Whole batch"),
    "trends.day": _("d {day}"),
    "trends.table": _("Table"),
    "trends.enlarge": _("Enlarge"),
    "trends.when": _("When"),
    "trends.results": _("{title}: results"),
    "trends.events": _("Events in this span"),
    "trends.no-events": _("No event in this span."),
    "trends.assay": _("{title}, laboratory"),
    "trends.alarm": _("Alarm: {title}"),
    "trends.deed-value": _("{title}: {value}"),
    "trends.key-band": _("normal"),
    "trends.key-limits": _("alarm limit (H high, L low)"),
    "trends.key-deed": _("action"),
    "trends.key-sample": _("sample"),
    "trends.key-alarm": _("alarm, by its shape and colour"),
}
