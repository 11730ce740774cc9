"""What the columns of somebody's own tables are called on a page; what they take away has their short names."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COLUMNS: dict[str, str | Promise] = {
    "accepted": _("accepted"),
    "actor": _("number in the journal"),
    "at": _("when"),
    "began": _("began"),
    "by_representative": _("legal representative (opaque id)"),
    "created_at": _("created"),
    "date_joined": _("joined"),
    "email": _("e-mail"),
    "ends": _("ends"),
    "expires": _("expires"),
    "expires_on": _("expires"),
    "flight": _("flight"),
    "given_at": _("given"),
    "group": _("class or group"),
    "hours": _("hours flown"),
    "id": _("number"),
    "is_protection_officer": _("data protection officer"),
    "is_staff": _("administrator"),
    "issuer": _("identity provider"),
    "landed_at": _("landed"),
    "language": _("language"),
    "last_login": _("last sign-in"),
    "last_used_at": _("last used"),
    "last_used_on": _("last used"),
    "name": _("name"),
    "nickname": _("nickname"),
    "number": _("number in the group"),
    "organisation": _("organisation"),
    "passed": _("passed"),
    "place": _("on which page"),
    "primary": _("main address"),
    "purpose": _("purpose"),
    "result": _("result"),
    "role": _("role"),
    "scenario": _("scenario"),
    "score": _("score"),
    "sentence": _("what was done"),
    "sent": _("sent"),
    "signs_in_by_card": _("signs in by a card"),
    "since": _("since"),
    "site": _("site"),
    "status": _("where it stands"),
    "text": _("words"),
    "theme": _("appearance"),
    "until": _("until"),
    "verified": _("confirmed"),
    "what": _("what"),
    "withdrawn_at": _("withdrawn"),
    "wording": _("version of the wording"),
    "year": _("school year"),
}


def called(column: str) -> str:
    """Return what a column is called in the language of the page; its short name where nobody said."""
    return str(COLUMNS.get(column, column.replace("_", " ")))
