"""Why a command was refused: one sentence for each key of the flight, of the deck and of the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "refused.above-limit": _("{name}: {value} {unit} is above the limit of {limit} {unit}."),
    "refused.below-limit": _("{name}: {value} {unit} is below the limit of {limit} {unit}."),
    "refused.amount-outside": _("{name}: {value} {unit} is outside {low} to {high} {unit}."),
    "refused.limits": _("{name} goes from {low} to {high} {unit}."),
    "refused.mode": _("{name} is automatic or manual, nothing else."),
    "refused.not-a-number": _("{name} needs a number."),
    "refused.profile-hours": _("{name}: the hours of a profile must increase from point to point."),
    "refused.profile-of-mode": _("{name} is switched by hand: it follows no profile."),
    "refused.takes-no-amount": _("{name} takes no amount."),
    "refused.interlock": _("Interlock: {why}."),
    "refused.flight-frozen": _("The flight is frozen: resume it first."),
    "refused.jump-frozen": _("The flight does not move: resume it first."),
    "refused.not-frozen": _("The flight is not frozen."),
    "refused.freeze-reason": _("A flight cannot be frozen for that reason."),
    "refused.left-the-model": _(
        "The flight has left the range where the model can be believed: {quantity}. End it and look at the replay."
    ),
    "refused.flight-over": _("The flight is over: no command is taken any more."),
    "refused.flight-grounded": _("The flight cannot be flown here: {why}"),
    "refused.flight-lost": _("The flight is no longer flown here; the page comes back to it by itself."),
    "refused.flown-elsewhere": _("The flight is flown elsewhere for the moment; the page tries again by itself."),
    "refused.too-many-flights": _("Too many flights are in the air already: {most}. End one first."),
    "refused.nothing-to-acknowledge": _("Nothing waits to be acknowledged."),
    "refused.lasts-already": _("{name} lasts already: clear it first."),
    "refused.severity": _("A severity lies above 0 and up to 1."),
    "refused.speed": _("This speed is not possible."),
    "refused.note-hash": _("The note could not be written."),
    "refused.not-your-role": _("This is not yours to ask in this flight."),
    "refused.unknown-name": _("Nothing here is called “{name}”."),
    "refused.unlike-any-name": _("Nothing here is called “{name}”."),
    "refused.name-of-nothing": _("Nothing here is called “{name}”."),
    "refused.no-such-state": _("Nothing here is called “{name}”."),
    "refused.not-json": _("The message was not understood: reload the page."),
    "refused.unknown-message": _("The message was not understood: reload the page."),
    "refused.too-long": _("That is too long: shorten it."),
    "refused.too-fast": _("Too many commands at once: this one was not sent. Try again in a second."),
    "refused.too-many-screens": _("{most} screens watch this flight for you already: close one."),
    "refused.not-stored": _("It could not be stored, so it was not done: try again."),
    "refused.session-expired": _("Your session has expired: sign in again, the flight waits for you."),
    "refused.no-such-flight": _("There is no such flight among those that you may see."),
    "refused.not-connected": _("Not sent: there is no connection. The page is trying again by itself."),
    "refused.not-confirmed": _(
        "Not confirmed: something failed, or the connection was lost, before the answer. Look whether it took effect."
    ),
    "refused.not-answered": _("Not confirmed: no answer came in time. Look whether it took effect."),
    "refused.other": _("The command was refused ({key})."),
}
