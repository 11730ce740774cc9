"""What of the directory somebody may not write, though the page is theirs: numbers, and what a demonstration shows.

By a SIRET or a UAI imports bring people in: whoever gave their organisation another's number would receive its people.
And anybody enters a demonstration as a fictional person: what they write is nobody's word, and everybody reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from envol.gateways.identifiers import plain
from envol.web.network.directory.refusals import refuse
from envol.web.network.directory.selectors import Outlook, Viewer, outlook_of
from envol.web.network.models import Label, Offering, Organisation, Resource
from envol.web.network.web_addresses import holds_address

NUMBERS = ("siret", "uai")
_SIREN = 9
_FREE: Mapping[type[Model], tuple[str, ...]] = {
    Organisation: ("name", "short_name", "website", "about_fr", "about_en"),
    Label: ("proof",),
    Offering: ("about",),
    Resource: ("conditions",),
}
"""What is long or leads elsewhere: closed to fictional people. Their titles are short, and hold no address."""


def shut_fields(who: Viewer, model: type[Model]) -> tuple[str, ...]:
    """Return the fields that somebody may not fill in."""
    outlook = outlook_of(who)
    pretended = _FREE.get(model, ()) if outlook.is_fictional else ()
    numbers = NUMBERS if model is Organisation and not outlook.posts.administers else ()
    return (*pretended, *numbers)


def check_numbers(outlook: Outlook, organisation: Organisation, told: Mapping[str, str]) -> None:
    """Refuse a SIRET or a UAI that is not the one that stands, to whoever is no administrator."""
    if outlook.posts.administers:
        return
    for name in NUMBERS:
        if plain(told[name]) != (getattr(organisation, name) or ""):
            raise refuse(f"{name}-by-administrators")


def check_site_number(outlook: Outlook, organisation: Organisation, number: str | None, stood: str | None) -> None:
    """Refuse a SIRET of another enterprise than the organisation's, to whoever is no administrator."""
    if outlook.posts.administers or number is None or number == stood:
        return
    if not organisation.siret or organisation.siret[:_SIREN] != number[:_SIREN]:
        raise refuse("siret-of-another-enterprise", number=number)


def check_pretended(outlook: Outlook, kept: Model, values: Mapping[str, Any]) -> None:
    """Refuse a fictional person what everybody would read as the campus's: long texts, and addresses anywhere."""
    if not outlook.is_fictional:
        return
    for name, value in values.items():
        if not isinstance(value, str) or value == (getattr(kept, name) or ""):
            continue
        if name in _FREE.get(type(kept), ()) or holds_address(value):
            raise refuse("pretended-text", text=value[:40])
