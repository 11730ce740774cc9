"""For an instructor: malfunctions and true values."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "instructor.inject": _("Set in"),
    "instructor.inject-this": _("Set in: {malfunction}"),
    "instructor.injected": _("Set in: {malfunction}."),
    "instructor.clear": _("Clear"),
    "instructor.clear-this": _("Clear: {malfunction}"),
    "instructor.cleared": _("Cleared: {malfunction}."),
    "instructor.severity": _("Severity, up to 1"),
    "instructor.active-since": _("Active since {hour}"),
    "instructor.inactive": _("Not active"),
    "instructor.truth": _("True values"),
    "instructor.column-quantity": _("Quantity"),
    "instructor.column-value": _("Value"),
}
