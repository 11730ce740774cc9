"""Whose account a verified e-mail of an identity provider opens."""

from __future__ import annotations

from django.db.models import Q

from envol.web.people import ties
from envol.web.people.models import Person

_GUARDED = Q(is_staff=True) | Q(is_superuser=True) | Q(is_protection_officer=True) | Q(is_fictional=True)


def joins_by_email(email: str, *, in_named_domain: bool) -> bool:
    """Say whether the account that holds an e-mail may be entered on the word of an identity provider.

    Not that of whoever keeps the campus or its register: a provider that errs must not hand those over. They sign in
    by their own means and tie the provider to their account themselves. Not a fictional one either: it is nobody's.

    Parameters
    ----------
    email : str
    in_named_domain : bool
        Whether this campus named the domains whose addresses the provider answers for, and this is one of them. A
        provider that answers for the whole world opens no account that has a role: anybody may run such a server.
    """
    holders = Person.objects.filter(Q(email__iexact=email) | Q(emailaddress__email__iexact=email))
    if holders.filter(_GUARDED).exists():
        return False
    return in_named_domain or not ties.held(list(holders.values_list("pk", flat=True)))
