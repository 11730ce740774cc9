"""Moving indicators, and the signs of alarms and of quality that other instruments share."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "indicator.normal": _("normal from {low} to {high} {unit}"),
    "indicator.alarm": _("Alarm: {title}, {state}"),
    "indicator.unacknowledged": _("not acknowledged"),
    "indicator.acknowledged": _("acknowledged"),
    "indicator.returned-unacknowledged": _("back to normal, not acknowledged"),
    "indicator.quality-none": _("no data"),
    "indicator.quality-stale": _("stale"),
    "indicator.quality-late": _("late"),
    "indicator.quality-manual": _("manual"),
    "indicator.more": _("Show {count} more: deviations and outputs"),
    "indicator.fewer": _("Show fewer"),
}
