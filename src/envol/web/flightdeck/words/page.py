"""The page itself: hours, spans, its keyboard, and what it says when the line comes back."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "page.day-and-time": _("day {day}, {time}"),
    "page.days": _("{count} d"),
    "page.hours": _("{count} h"),
    "page.minutes": _("{count} min"),
    "page.back": _("The connection is back, to the same flight: {hour}."),
    "page.broken": _(
        "This instrument could not be shown. The rest of the cockpit works; reload the page to try again."
    ),
    "page.do-not": _("No, go back"),
    "page.close": _("Close"),
    "page.keys": _("Keyboard"),
    "page.keys-on": _("Single-key shortcuts are on"),
    "page.key-space": _("Space"),
    "page.keys-freeze": _("Freeze or resume"),
    "page.keys-faster": _("Faster"),
    "page.keys-slower": _("Slower"),
    "page.keys-alarms": _("Go to the alarms"),
    "page.keys-acknowledge": _("Acknowledge every alarm"),
    "page.keys-silence": _("Silence the chime"),
    "page.keys-jump-alarm": _("Fly to the next alarm"),
    "page.keys-jump-sample": _("Fly to the next result"),
    "page.keys-jump-decision": _("Fly to the next decision"),
    "page.keys-stop-jump": _("Stop flying on"),
    "page.keys-laboratory": _("Laboratory"),
    "page.keys-gestures": _("Gestures"),
    "page.keys-profiles": _("Profiles"),
    "page.keys-notes": _("Notes and log"),
    "page.keys-instructor": _("Instructor"),
    "page.keys-trends": _("Trends"),
    "page.keys-feed": _("Open the faceplate of the feed"),
    "page.keys-loops": _("Open a faceplate: the control loops first, then the other tags"),
    "page.keys-this": _("This list"),
}
