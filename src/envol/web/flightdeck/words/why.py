"""Why a quantity moves."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "why.question": _("Why is this moving:"),
    "why.ask": _("Ask now"),
    "why.at": _("At {hour}."),
    "why.caption": _("{title}: {rate} {unit}"),
    "why.term": _("Cause"),
    "why.value": _("Adds or takes, {unit}"),
    "why.share": _("Share"),
    "why.percent": _("{share} %"),
    "why.sum": _("In all"),
    "why.sum-shown": _("Sum of what is shown"),
    "why.hidden": _("Kept for the debrief, as they would give the cause away: {count} more."),
}
