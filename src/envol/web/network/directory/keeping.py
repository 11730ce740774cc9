"""What is written of what belongs to organisations: sites, labels, conventions, offerings, and what relays keep."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model

from envol.web.accountability.services import note
from envol.web.network.directory.checks import (
    check_convention,
    check_label,
    check_offering,
    check_site,
    checked_siret,
)
from envol.web.network.directory.details import (
    ConventionDetails,
    LabelDetails,
    OfferingDetails,
    ResourceDetails,
    SiteDetails,
)
from envol.web.network.directory.privileges import check_pretended, check_site_number
from envol.web.network.directory.refusals import refuse
from envol.web.network.directory.selectors import outlook_of
from envol.web.network.directory.services import index_organisation
from envol.web.network.models import Convention, Label, Offering, Organisation, Relay, Resource, Site
from envol.web.people.models import Person

_M = TypeVar("_M", bound=Model)


def keep_site(*, by: Person, organisation: Organisation, details: SiteDetails, site: Site | None = None) -> Site:
    """Add a site to an organisation, or change one.

    Raises
    ------
    Refusal
        If its SIRET, name, department or coordinates cannot be kept, or its SIRET is not theirs to give.
    """
    outlook = outlook_of(by)
    check_site(details, organisation, site)
    values = asdict(details)
    kept = site or Site(organisation=organisation)
    stood = kept.siret
    values["siret"] = checked_siret(details.siret, outlook, organisation=organisation, site=kept)
    check_site_number(outlook, organisation, values["siret"], stood)
    try:
        with transaction.atomic():
            _write(kept, values, by=by, what="network.site", organisation=organisation.pk, named=details.name)
            index_organisation(organisation)
    except IntegrityError:
        raise refuse("just-taken") from None
    return kept


@transaction.atomic
def keep_label(*, by: Person, organisation: Organisation, details: LabelDetails, label: Label | None = None) -> Label:
    """Add a label to an organisation, or change one.

    Raises
    ------
    Refusal
        If it ends before it begins.
    """
    check_label(details)
    kept = label or Label(organisation=organisation)
    _write(kept, asdict(details), by=by, what="network.label", organisation=organisation.pk, named=details.name)
    return kept


@transaction.atomic
def keep_convention(
    *, by: Person, organisation: Organisation, details: ConventionDetails, convention: Convention | None = None
) -> Convention:
    """Add a convention of an organisation with another, or change one.

    Raises
    ------
    Refusal
        If it is with itself, or ends before it was signed.
    """
    check_convention(details, organisation)
    kept = convention or Convention(holder=organisation)
    values = {each.name: getattr(details, each.name) for each in fields(details)}
    _write(kept, values, by=by, what="network.convention", organisation=organisation.pk, named=details.title)
    return kept


@transaction.atomic
def keep_offering(
    *, by: Person, organisation: Organisation, details: OfferingDetails, offering: Offering | None = None
) -> Offering:
    """Add something that an organisation offers, or change it.

    Raises
    ------
    Refusal
        If its site is another organisation's, or its last day has passed.
    """
    check_offering(details, organisation, outlook_of(by), offering)
    kept = offering or Offering(organisation=organisation)
    values = {each.name: getattr(details, each.name) for each in fields(details)}
    values["audiences"] = list(details.audiences)
    _write(kept, values, by=by, what="network.offering", organisation=organisation.pk, named=details.title_fr)
    return kept


@transaction.atomic
def keep_resource(*, by: Person, relay: Relay, details: ResourceDetails, resource: Resource | None = None) -> Resource:
    """Add something that a relay keeps, or change it."""
    kept = resource or Resource(relay=relay)
    organisation = relay.organisation_id
    _write(kept, asdict(details), by=by, what="network.resource", organisation=organisation, named=details.title_fr)
    return kept


@transaction.atomic
def remove(*, by: Person, thing: Site | Label | Convention | Offering | Resource) -> None:
    """Remove something that belongs to an organisation or to a relay; the log keeps that it was there."""
    what = f"network.{thing._meta.model_name}.removed"
    note(what, by=by, about=thing, organisation=_organisation_of(thing), **_titled(thing, _name_of(thing)))
    thing.delete()
    if isinstance(thing, Site):
        index_organisation(thing.organisation)


def _write(kept: _M, values: dict[str, Any], *, by: Person, what: str, organisation: UUID | None, named: str) -> None:
    check_pretended(outlook_of(by), kept, values)
    deed = "added" if kept._state.adding else "changed"
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    note(f"{what}.{deed}", by=by, about=kept, organisation=organisation, **_titled(kept, named))


def _titled(thing: Model, title: str) -> dict[str, str]:
    """Return what the log says of a thing; the title of a convention is for its parties, and others read the log."""
    return {} if isinstance(thing, Convention) else {"title": title}


def _organisation_of(thing: Site | Label | Convention | Offering | Resource) -> UUID | None:
    if isinstance(thing, Resource):
        return thing.relay.organisation_id
    return thing.holder_id if isinstance(thing, Convention) else thing.organisation_id


def _name_of(thing: Site | Label | Convention | Offering | Resource) -> str:
    if isinstance(thing, Offering | Resource):
        return thing.title_fr
    return thing.title if isinstance(thing, Convention) else thing.name
