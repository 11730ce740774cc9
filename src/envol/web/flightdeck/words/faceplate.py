"""The faceplate of a tag, of a control or of a piece."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "faceplate.close": _("Close"),
    "faceplate.output": _("Controller output"),
    "faceplate.now": _("Now"),
    "faceplate.coming": _("→ {value}, on its way"),
    "faceplate.done": _("{name}: {value}, taken."),
    "faceplate.apply": _("Apply"),
    "faceplate.less": _("{name}: {step} less"),
    "faceplate.more": _("{name}: {step} more"),
    "faceplate.range": _("From {low} to {high} {unit}"),
    "faceplate.automatic": _("Automatic"),
    "faceplate.manual": _("Manual"),
    "faceplate.on": _("On"),
    "faceplate.off": _("Off"),
    "faceplate.output-idle": _("The loop is in automatic: it moves its output itself. Put it in manual first."),
    "faceplate.follows-profile": _("It follows a profile: a value set here replaces it."),
    "faceplate.alarms": _("Alarms"),
    "faceplate.above": _("{tag} above {limit} {unit}"),
    "faceplate.below": _("{tag} below {limit} {unit}"),
    "faceplate.normal": _("· normal"),
    "faceplate.interlocks": _("Interlocks"),
    "faceplate.no-interlock": _("No interlock on this control."),
    "faceplate.why-not": _("Why can’t I?"),
    "faceplate.nothing-in-the-way": _("Nothing stands in the way."),
    "faceplate.trend": _("Trend"),
    "faceplate.controls": _("What can be set"),
    "faceplate.gestures": _("Go to a gesture"),
    "faceplate.assays": _("Go to a sample"),
}
