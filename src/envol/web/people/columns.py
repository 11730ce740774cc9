"""What the columns of somebody's own tables are called on a page; what they take away has their short names."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
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
    "landed": _("landed"),
    "line": _("line"),
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
    "seed": _("seed"),
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


_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?")
"""As our own tables write a day or an instant."""


def called(column: str) -> str:
    """Return what a column is called in the language of the page; its short name where nobody said."""
    return str(COLUMNS.get(column, column.replace("_", " ")))


def shown_value(value: Any) -> Any:
    """Return a value as a page shows it; what has a structure of its own is for programs, in what they take away."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict | list):
        return gettext("in what you take away")
    return _as_date(value) if isinstance(value, str) else value


def _as_date(text: str) -> str:
    if not _INSTANT.fullmatch(text):
        return text  # Python reads a telephone number as a day, too
    try:
        if day := parse_date(text):
            return date_format(day, "DATE_FORMAT")
        if instant := parse_datetime(text):
            shown = timezone.localtime(instant) if timezone.is_aware(instant) else instant
            return date_format(shown, "DATETIME_FORMAT")
    except ValueError:
        return text  # it looks like a day and is none
    return text
