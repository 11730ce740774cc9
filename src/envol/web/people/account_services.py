"""Leaving: an account and all that leads to it are erased at once."""

from __future__ import annotations

from django.db import transaction

from envol.web.accountability.personal import erase_everything
from envol.web.accountability.services import note
from envol.web.people.models import Person
from envol.web.people.refusals import refusal


@transaction.atomic
def erase(*, person: Person) -> None:
    """Erase somebody from every app; what stays leads to nobody.

    Raises
    ------
    Refusal
        If the account is fictional: everybody who tries shares it.
    """
    if person.is_fictional:
        raise refusal("shared-account")
    erase_everything(person.pk)
    note("people.account.erased", by=None)
