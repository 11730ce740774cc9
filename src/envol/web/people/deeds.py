"""What people do with their accounts, as the activity log says it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "people.account.erased": _("an account was erased by its owner"),
    "people.account.reclaimed": _("an account was taken back, because its e-mail had never been confirmed"),
    "people.account.taken-away": _("somebody took their data away"),
    "people.consent.given": _("a consent was given (%(purpose)s)"),
    "people.consent.withdrawn": _("a consent was withdrawn (%(purpose)s)"),
    "people.protection-officer.named": _("a data protection officer was named"),
    "people.protection-officer.released": _("a data protection officer was released"),
    "people.token.made": _("a token of the API was made"),
    "people.token.revoked": _("a token of the API was revoked"),
}
