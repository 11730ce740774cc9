"""The score and replay pages: progress, faults, the scrubber, kinds of events, the table of values."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "debrief.flying-again": _("The flight is being flown again, for its curves: a second or two."),
    "debrief.not-loaded": _("The curves could not be loaded. Reload the page to try again."),
    "debrief.play": _("Play"),
    "debrief.pause": _("Pause"),
    "debrief.no-event-before": _("There is no event before this instant."),
    "debrief.no-event-after": _("There is no event after this instant."),
    "debrief.kind-malfunction": _("Malfunctions"),
    "debrief.kind-alarm": _("Alarms"),
    "debrief.kind-deed": _("Gestures"),
    "debrief.kind-sample": _("Samples"),
    "debrief.kind-phase": _("Phases"),
    "debrief.kind-excursion": _("Limits"),
    "debrief.kind-note": _("Notes and freezes"),
    "debrief.malfunction-lasts": _("{title}: from {from} to {to}"),
    "debrief.by": "{label} ({who})",
    "debrief.tag": _("Shown by the instruments"),
    "debrief.truth": _("True values"),
    "debrief.quantity": _("Quantity"),
    "debrief.value": _("Value"),
    "debrief.why-loading": _("Looking for what moves it…"),
    "debrief.why-at": "{title}, {hour}",
    "debrief.no-such-state": _("No quantity that may be asked about is called so."),
    "debrief.no-such-scan": _("The flight has no such instant: its scans go from 0 to {last}."),
    "debrief.not-in-the-air": _("The flight is still in the air: its truth is kept until it has landed."),
    "debrief.not-replayed": _("The flight cannot be flown again here."),
    "debrief.not-answered": _("The answer did not come. Move the time to ask again."),
}
