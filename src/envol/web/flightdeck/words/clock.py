"""The clock of the batch."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "clock.day": _("Day {day}"),
    "clock.until": _("until {hour}"),
    "clock.left": _("end in {left} at ×{speed}"),
    "clock.wall": _("it is {time} here"),
    "clock.progress": _("Progress of the batch, in hours"),
}
