"""Whose account a verified e-mail of an identity provider opens."""

from __future__ import annotations

from django.db.models import Q

from envol.web.people.models import Person

_GUARDED = Q(is_staff=True) | Q(is_superuser=True) | Q(is_protection_officer=True) | Q(is_fictional=True)


def joins_by_email(email: str) -> bool:
    """Say whether the account that holds an e-mail may be entered on the word of an identity provider.

    Not that of whoever keeps the campus or its register: a provider that errs must not hand those over. They sign in
    by their own means and tie the provider to their account themselves. Not a fictional one either: it is nobody's.
    """
    holds = Q(email__iexact=email) | Q(emailaddress__email__iexact=email)
    return not Person.objects.filter(holds, _GUARDED).exists()
