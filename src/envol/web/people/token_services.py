"""Tokens of the API: shown once, kept as a digest, ended after a year at most."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from envol.web.accountability.services import note
from envol.web.people.models import ApiToken, Person
from envol.web.people.refusals import refusal
from envol.web.people.services import refuse_what_is_not_theirs

LASTS = timedelta(days=365)
MOST = 20
"""Tokens that one person may have."""
_PREFIX = "envol_"
_LONGEST = 200


@transaction.atomic
def make_token(*, person: Person, name: str, expires_on: date | None = None) -> tuple[ApiToken, str]:
    """Make a token; return it and its text, which is shown once and kept nowhere.

    Parameters
    ----------
    person : Person
    name : str
        What its owner calls it.
    expires_on : date or None
        Its last day; a year from now where none is given.

    Raises
    ------
    Refusal
        If the account is a pupil's or shared, its end is too far or past, or there are too many.
    """
    refuse_what_is_not_theirs(person)
    today = timezone.localdate()
    last = expires_on or today + LASTS
    if last > today + LASTS:
        raise refusal("token-too-long", most=LASTS.days)
    if last < today:
        raise refusal("token-ended")
    if ApiToken.objects.filter(person=person).count() >= MOST:
        raise refusal("too-many-tokens", most=MOST)
    text = _PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(person=person, name=name, digest=_digest(text), expires_on=last)
    note("people.token.made", by=person, about=token)
    return token, text


def person_of_token(text: str) -> Person | None:
    """Return whose token a text is, and write down the day of its use; None where it has ended or is none.

    Whoever is no longer active has no token either.
    """
    if not text.startswith(_PREFIX) or len(text) > _LONGEST:
        return None
    digest, today = _digest(text), timezone.localdate()
    token = ApiToken.objects.select_related("person").filter(digest=digest, expires_on__gte=today).first()
    # The index has found it by its digest already; compared again so that no collation of a database decides.
    if token is None or not constant_time_compare(token.digest, digest) or not token.person.is_active:
        return None
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return token.person


@transaction.atomic
def revoke_token(*, person: Person, token: UUID) -> None:
    """Revoke one of somebody's own tokens.

    Raises
    ------
    Refusal
        If it is not theirs.
    """
    deleted, _ = ApiToken.objects.filter(person=person, pk=token).delete()
    if not deleted:
        raise refusal("no-such-token")
    note("people.token.revoked", by=person)


def _digest(text: str) -> str:
    # 256 bits were drawn: nobody guesses them from a digest, so that it needs neither key nor slowness.
    return hashlib.sha256(text.encode()).hexdigest()
