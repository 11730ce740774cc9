"""Who may see and change what in the directory, one object at a time: `person.has_perm("network.view_site", site)`.

The selectors say the same of whole lists; the tests compare the two for every object of a small world.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from rules.permissions import set_perm
from rules.predicates import Predicate

from envol.web.network.directory.selectors import Outlook, Viewer, outlook_of
from envol.web.network.models import (
    Convention,
    Label,
    Offering,
    Organisation,
    Programme,
    ProgrammePlace,
    Relay,
    Resource,
    Role,
    Site,
    Visibility,
)

_M = TypeVar("_M", bound=Model)


def _permission(name: str, model: type[_M], test: Callable[[Outlook, _M], bool]) -> None:
    """Set a permission that asks about one object of a model; about anything else it says no."""

    def asked(person: Viewer, thing: Any = None) -> bool:
        return isinstance(thing, model) and test(outlook_of(person), thing)

    set_perm(name, Predicate(asked, name))  # type: ignore[no-untyped-call]


def finds(outlook: Outlook, organisation: Organisation) -> bool:
    """Say whether somebody finds an organisation in the directory."""
    if organisation.pk in outlook.own:
        return True
    if organisation.is_fictional and not settings.DEMONSTRATION:
        return False
    return outlook.posts.administers or (organisation.is_listed and organisation.retired_on is None)


def reads_offering(outlook: Outlook, offering: Offering) -> bool:
    """Say whether somebody may read of something that is offered."""
    organisation = offering.organisation
    if organisation.pk in outlook.own:
        return True
    if not finds(outlook, organisation) or (offering.until is not None and offering.until < outlook.day):
        return False
    if offering.visibility == Visibility.PUBLIC:
        return True
    return (
        offering.visibility == Visibility.NETWORK
        and outlook.is_in_the_network
        and organisation.pk not in outlook.closed
        and (organisation.is_fictional or not outlook.is_fictional)
    )


def reads_convention(outlook: Outlook, convention: Convention) -> bool:
    """Say whether somebody acts for a party of a convention."""
    return bool({convention.holder_id, convention.partner_id} & outlook.working_in)


def finds_programme(outlook: Outlook, programme: Programme) -> bool:
    """Say whether somebody finds anybody of a consortium, or nobody is in it."""
    places = list(programme.places.select_related("organisation"))
    return not places or any(finds(outlook, place.organisation) for place in places)


def finds_relay(outlook: Outlook, relay: Relay) -> bool:
    """Say whether somebody finds a relay."""
    shows = relay.organisation is None or finds(outlook, relay.organisation)
    return shows and finds_programme(outlook, relay.programme)


def keeps_page(outlook: Outlook, organisation: Organisation) -> bool:
    """Say whether somebody may change the page of an organisation: its head, or an administrator who finds it."""
    return heads(outlook, organisation) or (outlook.posts.administers and finds(outlook, organisation))


def heads(outlook: Outlook, organisation: Organisation) -> bool:
    """Say whether somebody is the head of an organisation; agreements and competitors are nobody else's."""
    return outlook.has(organisation.pk, Role.HEAD)


def keeps_offerings(outlook: Outlook, organisation: Organisation) -> bool:
    """Say whether somebody keeps what an organisation offers."""
    return outlook.has(organisation.pk, Role.CONTACT, Role.HEAD)


def keeps_relay(outlook: Outlook, relay: Relay) -> bool:
    """Say whether somebody keeps what a relay lends: a keeper of the organisation that carries it."""
    return relay.organisation_id is not None and outlook.has(relay.organisation_id, Role.KEEPER)


def register() -> None:
    """Set the permissions of the directory."""
    _permission("network.view_organisation", Organisation, finds)
    _permission("network.view_site", Site, lambda outlook, site: finds(outlook, site.organisation))
    _permission("network.view_label", Label, lambda outlook, label: finds(outlook, label.organisation))
    _permission("network.view_offering", Offering, reads_offering)
    _permission("network.view_convention", Convention, reads_convention)
    _permission("network.view_programme", Programme, finds_programme)
    _permission("network.view_programmeplace", ProgrammePlace, lambda who, place: finds(who, place.organisation))
    _permission("network.view_relay", Relay, finds_relay)
    _permission("network.view_resource", Resource, lambda outlook, kept: finds_relay(outlook, kept.relay))

    _permission("network.change_organisation", Organisation, keeps_page)
    _permission("network.change_site", Site, lambda outlook, site: keeps_page(outlook, site.organisation))
    _permission("network.change_label", Label, lambda outlook, label: keeps_page(outlook, label.organisation))
    _permission("network.change_competitors", Organisation, heads)
    _permission("network.add_convention", Organisation, heads)
    _permission("network.change_convention", Convention, lambda outlook, deed: heads(outlook, deed.holder))
    _permission("network.add_offering", Organisation, keeps_offerings)
    _permission("network.change_offering", Offering, lambda who, offer: keeps_offerings(who, offer.organisation))
    _permission("network.add_resource", Relay, keeps_relay)
    _permission("network.change_resource", Resource, lambda outlook, kept: keeps_relay(outlook, kept.relay))
