"""Finding people again by what an identity provider calls them."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from envol.web.people.models import Identity, Person
from envol.web.people.privileges import joins_by_email
from envol.web.people.reclaiming import prove


@transaction.atomic
def person_of_identity(*, issuer: str, subject: str, email: str | None = None) -> Person:
    """Return who somebody is here, made if need be.

    Parameters
    ----------
    issuer : str
        The identity provider.
    subject : str
        What it calls them; only a digest is kept.
    email : str or None
        An e-mail that the provider answers for: at the first sign-in it opens the account that holds it.
    """
    digests = _digests(issuer, subject)
    known = Identity.objects.select_related("person").filter(issuer=issuer, digest__in=digests).first()
    if known is not None:
        return known.person
    person = _holder(email) if email else None
    person = person or _newcomer(email)
    Identity.objects.create(person=person, issuer=issuer, digest=digests[0])
    return person


def _digests(issuer: str, subject: str) -> list[str]:
    """Return the digests of a name elsewhere under the key of today, then under those before it."""
    salt, keys = f"envol.people.identity {issuer}", [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(salt, subject, secret=key, algorithm="sha256").hexdigest() for key in keys]


def _holder(email: str) -> Person | None:
    """Return who holds an e-mail and may be entered by it; what was put there before it was proven opens nothing."""
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    people = Person.objects.select_for_update()
    found = people.filter(pk__in=confirmed).first() or people.filter(email__iexact=email).first()
    # The provider is only believed for domains that this campus named: those it may answer for.
    if found is None or not joins_by_email(email, in_named_domain=True):
        return None
    prove(found, email)
    return found


def _newcomer(email: str | None) -> Person:
    taken = email is None or Person.objects.filter(email__iexact=email).exists()
    if email is None or taken:
        return Person.objects.create_user()
    person = Person.objects.create_user(email.lower())
    EmailAddress.objects.create(user=person, email=email.lower(), verified=True, primary=True)
    return person
