"""In what state the flight is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "banner.live": _("LIVE"),
    "banner.frozen": _("FROZEN"),
    "banner.ended": _("ENDED"),
    "banner.late": _("LATE"),
    "banner.lost": _("CONNECTION LOST"),
    "banner.connecting": _("CONNECTING"),
    "banner.jump": _("FLYING ON"),
    "banner.speed": "×{speed}",
    "banner.late-detail": _("the values on the screen are a few seconds old"),
    "banner.reconnecting": _("the values are old; the page is trying again by itself"),
    "banner.frozen-by-command": _("on request"),
    "banner.frozen-left-alone": _("nobody was watching"),
    "banner.frozen-outside-model": _("{quantity} has left the range where the model can be believed"),
    "banner.ended-by-command": _("closed by the crew"),
    "banner.ended-by-harvest": _("harvested"),
    "banner.ended-by-abort": _("batch stopped and decontaminated"),
    "banner.ended-by-time": _("the time is over"),
    "banner.ended-outside-model": _("the model can no longer be believed"),
    "banner.jump-to-alarm": _("to the next alarm"),
    "banner.jump-to-sample": _("to the next result"),
    "banner.jump-to-decision": _("to the next decision"),
    "banner.see-the-score": _("See the score"),
    "banner.sign-in": _("Sign in again"),
    "banner.home": _("Go to the home page"),
}
