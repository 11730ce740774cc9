"""The words of the ledger of published figures, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.foresight.claims import Nature, Quantity, Replacement, Standing, Unit

FIELDS: Mapping[str, Promise] = {
    "bioproduction": _("bioproduction"),
    "biotech-health": _("biotechnology for health"),
    "pharma": _("pharmaceutical industry"),
    "health-industries": _("health industries"),
    "microtechnics": _("microtechnics"),
    "all-trades": _("all trades"),
}
PLACES: Mapping[str, Promise] = {"FR": _("France"), "EU": _("Europe")}
"""Beside the regions, by their codes."""
NATURES: Mapping[Nature, Promise] = {
    Nature.FORECAST: _("forecast"),
    Nature.TARGET: _("target"),
    Nature.MEASURE: _("measure"),
}
QUANTITIES: Mapping[Quantity, Promise] = {
    Quantity.NET_CREATION: _("jobs created, net"),
    Quantity.STOCK: _("headcount"),
    Quantity.HIRES: _("hires"),
    Quantity.DEPARTURES: _("departures"),
    Quantity.GRADUATES: _("graduates"),
    Quantity.PUPILS: _("pupils"),
    Quantity.PROJECTS: _("projects"),
    Quantity.FUNDING: _("funding"),
    Quantity.SHARE_OF_NEEDS: _("share of needs"),
    Quantity.RATIO: _("ratio"),
}
UNITS: Mapping[Unit, Promise] = {
    Unit.PERSONS: _("persons"),
    Unit.PERSONS_A_YEAR: _("persons a year"),
    Unit.MEUR: _("million euros"),
    Unit.SHARE: _("of the whole"),
    Unit.NUMBER: _("as a number"),
}
STANDINGS: Mapping[Standing, Promise] = {
    Standing.MEASURE: _("measured: nothing to wait for"),
    Standing.NOT_DUE: _("not due yet"),
    Standing.OUTCOME_NOT_FOUND: _("due, and no outcome was found"),
    Standing.SCORED: _("scored"),
}
REPLACEMENTS: Mapping[Replacement, Promise] = {
    Replacement.NOBODY: _("nobody: jobs created only"),
    Replacement.RETIREMENTS: _("those who retire"),
    Replacement.ALL_DEPARTURES: _("all who leave, most of them for another employer"),
}
DIFFERENCES: Mapping[str, Promise] = {
    "place": _("the place"),
    "field": _("the trades that are counted"),
    "quantity": _("what is counted"),
    "unit": _("the unit"),
    "since": _("the year from which on"),
    "horizon": _("the horizon"),
}
