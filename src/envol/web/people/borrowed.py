"""What the register of processing says of the tables that the packages of sign-in bring."""

from __future__ import annotations

from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.borrowed import BORROWED
from envol.web.accountability.processing import Basis, Processing

Text: TypeAlias = str | Promise
_SELF = _("the person")
_ACCOUNT_LASTS = _("as long as the account")


def _sign_in(purpose: Text, whose: Text, *, kept: Text = _ACCOUNT_LASTS, job: str = "") -> Processing:
    return Processing(purpose=purpose, basis=Basis.PUBLIC_TASK, whose=whose, recipients=_SELF, kept=kept, job=job)


_TABLES = {
    "account.EmailAddress": _sign_in(
        _("sign-in by e-mail, and a forgotten password"), _("whoever gave an e-mail; no pupil")
    ),
    "account.EmailConfirmation": _sign_in(
        _("making sure that an e-mail is its owner's"),
        _("whoever gave an e-mail; no pupil"),
        kept=_("seven days"),
        job="confirmations",
    ),
    "sessions.Session": _sign_in(
        _("staying signed in on a device"),
        _("whoever signs in"),
        kept=_(
            "fourteen days after the last visit; a pupil's, until the browser is closed, four hours without "
            "a page at most"
        ),
        job="sessions",
    ),
    "mfa.Authenticator": _sign_in(
        _("sign-in by a passkey, or by a code beside the password"), _("whoever set one up; no pupil")
    ),
    "socialaccount.SocialAccount": _sign_in(
        _("sign-in through an identity provider, by its opaque id"), _("whoever signs in through one")
    ),
    "socialaccount.SocialToken": _sign_in(
        _("tokens of an identity provider; none is kept"), _("nobody: they are not kept")
    ),
    "django_cas_ng.ProxyGrantingTicket": _sign_in(
        _("tickets of the CAS server; none is asked for"), _("nobody: they are not asked for")
    ),
    "django_cas_ng.SessionTicket": _sign_in(
        _("signing out here when somebody signs out of the CAS server"),
        _("whoever signs in through it"),
        kept=_("as long as the session"),
        job="sessions",
    ),
    "people.Person_groups": _sign_in(_("groups of permissions; none is used"), _("nobody: they are not used")),
    "people.Person_user_permissions": _sign_in(
        _("permissions of one person; none is used"), _("nobody: they are not used")
    ),
}


def annotate() -> None:
    """Annotate the tables of others; those of ways in that are off are in no register, for they are not there."""
    BORROWED.update(_TABLES)
