"""The pace of the flight: freeze, speed, jumps, end."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "pace.freeze": _("Freeze"),
    "pace.resume": _("Resume"),
    "pace.is-frozen": _("The flight is frozen."),
    "pace.resumed": _("The flight goes on."),
    "pace.speeds": _("Speed"),
    "pace.speed": "×{speed}",
    "pace.speed-is": _("Speed ×{speed}."),
    "pace.jumps": _("Fly to the next"),
    "pace.jump-to-alarm": _("Alarm"),
    "pace.jump-to-sample": _("Result"),
    "pace.jump-to-decision": _("Decision"),
    "pace.stop-jump": _("Stop here"),
    "pace.jumping": _("Flying on as fast as it goes."),
    "pace.jump-stopped": _("Stopped here."),
    "pace.end": _("End the flight…"),
    "pace.end-warning": _("The flight is closed and graded as it stands. This cannot be undone."),
    "pace.end-yes": _("Yes, end the flight"),
    "pace.ended": _("The flight is over."),
}
