"""Taking an account back: nothing that somebody put into it before its e-mail was proven opens it any more."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from envol.web.accountability.personal import parts
from envol.web.accountability.services import note
from envol.web.people.leftovers import erase_leftovers
from envol.web.people.models import Consent, Person

WAYS_IN = frozenset({"authenticators", "cas-tickets", "identities", "sessions", "social-accounts", "tokens"})
"""The parts of an account by which somebody comes in, beside its e-mail and its password."""


@transaction.atomic
def take_back(person: Person) -> None:
    """Void every way into an account, and what was said in its owner's name; its e-mail stays, proven or not."""
    # Another password, even one that nobody can type, ends every session and every link of a forgotten password.
    person.set_unusable_password()
    person.name = ""
    person.save(update_fields=["password", "name"])
    for part in parts():
        if part.name in WAYS_IN:
            part.erase(person.pk)
    erase_leftovers(person.pk)
    EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email or "").delete()
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=timezone.now())
    note("people.account.reclaimed", by=None)


@transaction.atomic
def prove(person: Person, email: str) -> None:
    """Write down that an e-mail is somebody's own; an account in which it was not proven before is taken back first.

    Parameters
    ----------
    person : Person
    email : str
        That of the account, or a further one that was proven already.
    """
    if is_confirmed(person, email):
        return
    take_back(person)
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=email.lower(), verified=True, primary=True)


def answers_to(person: Person, email: str) -> bool:
    """Say whether an e-mail leads to somebody: that of their account, or a further one that they confirmed."""
    if (person.email or "").lower() == email.lower():
        return True
    return is_confirmed(person, email)


def is_confirmed(person: Person, email: str) -> bool:
    """Say whether somebody confirmed an e-mail."""
    return bool(EmailAddress.objects.filter(user=person, email__iexact=email, verified=True).exists())
