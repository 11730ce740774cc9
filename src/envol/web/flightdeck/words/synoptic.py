"""The drawing of the bioreactor."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "synoptic.running": _("running"),
    "synoptic.stopped": _("stopped"),
    "synoptic.on": _("on"),
    "synoptic.off": _("off"),
    "synoptic.setpoint": _("set {value}"),
}
