"""The alarms: states, priorities, what to do, the log."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "alarms.list": _("Alarms, the gravest first"),
    "alarms.none": _("No alarm."),
    "alarms.count": "{count}",
    "alarms.priority-high": _("priority 1, high"),
    "alarms.priority-medium": _("priority 2, medium"),
    "alarms.priority-low": _("priority 3, low"),
    "alarms.unacknowledged": _("Not acknowledged"),
    "alarms.acknowledged": _("Acknowledged, still in alarm"),
    "alarms.returned": _("Back to normal, not acknowledged"),
    "alarms.since": _("since {hour}"),
    "alarms.value-high": _("{tag}: {value} {unit}, alarm above {limit} {unit}"),
    "alarms.value-low": _("{tag}: {value} {unit}, alarm below {limit} {unit}"),
    "alarms.acknowledge": _("Acknowledge"),
    "alarms.acknowledge-one": _("Acknowledge: {alarm}"),
    "alarms.acknowledge-all": _("Acknowledge all"),
    "alarms.is-acknowledged": _("Acknowledged: {alarm}."),
    "alarms.every": _("every alarm"),
    "alarms.open": _("Open {tag}"),
    "alarms.what-to-do": _("What to do"),
    "alarms.what-to-do-about": _("What to do: {alarm}"),
    "alarms.cause": _("Cause"),
    "alarms.consequence": _("If nothing is done"),
    "alarms.action": _("Action"),
    "alarms.time-to-respond": _("Time to respond"),
    "alarms.silence": _("Silence"),
    "alarms.silence-title": _("Stops the chime, acknowledges nothing; the next alarm sounds again"),
    "alarms.sound": _("Sound"),
    "alarms.announced": _("Alarm, {priority}: {alarm}."),
    "alarms.log": _("Past alarms"),
    "alarms.log-line": _("{hour}: {alarm}, {change}"),
    "alarms.comes": _("comes"),
    "alarms.goes": _("goes"),
    "alarms.log-acknowledged": _("acknowledged"),
}
