"""What hands can do around the vessel."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "gestures.do": _("Do it"),
    "gestures.do-this": _("Do it: {gesture}"),
    "gestures.done": _("Under way: {gesture}."),
    "gestures.lasts": _("takes {span}"),
    "gestures.amount": _("Amount, {low} to {high} {unit}"),
    "gestures.amount-outside": _("{name}: the amount must lie between {low} and {high} {unit}."),
    "gestures.why-not": _("Can I?"),
    "gestures.why-not-of": _("Can I? {gesture}"),
    "gestures.asking": _("Asking…"),
    "gestures.nothing-in-the-way": _("Nothing stands in the way."),
    "gestures.endings": _("Ending the batch"),
    "gestures.harvest-warning": _("Harvesting ends the flight. This cannot be undone."),
    "gestures.harvest-yes": _("Yes, harvest"),
    "gestures.abort-warning": _("The batch is stopped, lost and decontaminated. This cannot be undone."),
    "gestures.abort-yes": _("Yes, stop the batch"),
    "gestures.answers": _("Answers"),
    "gestures.answer-waits": _("{gesture}, asked {hour}: answer in {left}"),
    "gestures.answer-positive": _("{gesture}, asked {hour}: POSITIVE"),
    "gestures.answer-negative": _("{gesture}, asked {hour}: negative"),
}
