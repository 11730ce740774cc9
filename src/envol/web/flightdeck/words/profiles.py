"""Set-points that follow points in time."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "profiles.none": _("Nothing here can follow a profile."),
    "profiles.input": _("What follows the profile"),
    "profiles.holds": _("Now {value} {unit}, held."),
    "profiles.follows": _("Now {value} {unit}, following its profile."),
    "profiles.hour": _("At hour"),
    "profiles.value": _("value, {unit}"),
    "profiles.add": _("Add a point"),
    "profiles.remove": _("Remove this point"),
    "profiles.send": _("Send the profile"),
    "profiles.sent": _("{name} follows the profile."),
    "profiles.start-again": _("Start again"),
    "profiles.cancel": _("Hold the present value"),
    "profiles.cancelled": _("{name} is held at {value} {unit}."),
    "profiles.drawing": _("{name}: profile of {points} points over the batch"),
    "profiles.fault-empty": _("A profile needs at least one point."),
    "profiles.fault-hour": _("Each point needs an hour."),
    "profiles.fault-order": _("The hours must increase from point to point."),
    "profiles.fault-value": _("Each value must lie between {low} and {high} {unit}."),
}
