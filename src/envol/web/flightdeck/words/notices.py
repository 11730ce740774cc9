"""What the flight says by itself."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "notice.slowed": _("Alarm of high priority: the speed is back to ×{speed}."),
    "notice.left-alone": _("The flight was frozen while nobody watched."),
    "notice.jump-done": _("Arrived: look at what changed."),
    "notice.jump-nothing": _("Nothing of the kind came: the flight stands where it had to stop."),
    "notice.taken-over": _("Another runner has taken the flight over; nothing that was acknowledged is lost."),
}
