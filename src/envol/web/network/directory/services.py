"""What is written of organisations: their page, their competitors, and what they are found by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse

from envol.gateways.geography import geography
from envol.web.accountability.services import note
from envol.web.network.directory.checks import check_presentation, checked_siret, checked_uai
from envol.web.network.directory.details import Presentation
from envol.web.network.directory.privileges import check_numbers, check_pretended
from envol.web.network.directory.refusals import refuse
from envol.web.network.directory.selectors import organisations_visible_to, outlook_of
from envol.web.network.models import Organisation, OrganisationKind
from envol.web.people.models import Person
from envol.web.search.services import Findable, forget, index

KIND = "organisation"
"""The kind of organisations among what is found."""


def change_organisation(*, by: Person, organisation: Organisation, presentation: Presentation) -> Organisation:
    """Keep the page of an organisation.

    Raises
    ------
    Refusal
        If a number cannot be right, is another's or not theirs to change, or the academy is another region's.
    """
    try:
        return _change(by, organisation, presentation)
    except IntegrityError:
        raise refuse("just-taken") from None


@transaction.atomic
def _change(by: Person, organisation: Organisation, presentation: Presentation) -> Organisation:
    outlook = outlook_of(by)
    check_presentation(presentation)
    check_numbers(outlook, organisation, {"siret": presentation.siret or "", "uai": presentation.uai or ""})
    check_pretended(outlook, organisation, asdict(presentation))
    numbers = {
        "siret": checked_siret(presentation.siret, outlook, organisation=organisation),
        "uai": checked_uai(presentation.uai, outlook, organisation=organisation),
    }
    # What is refused leaves the organisation in hand as it was.
    values = asdict(presentation) | numbers
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(values))
    note("network.organisation.changed", by=by, about=organisation, organisation=organisation.pk)
    index_organisation(organisation)
    return organisation


@transaction.atomic
def declare_competitor(*, by: Person, organisation: Organisation, competitor: Organisation) -> None:
    """Close to each of two organisations what the other offers for the network only.

    Raises
    ------
    Refusal
        If they are one and the same.
    """
    if organisation.pk == competitor.pk:
        raise refuse("with-itself")
    organisation.competitors.add(competitor)
    note("network.competitor.declared", by=by, about=organisation, organisation=organisation.pk)


@transaction.atomic
def withdraw_competitor(*, by: Person, organisation: Organisation, competitor: Organisation) -> None:
    """Open to each of two organisations what the other offers for the network."""
    organisation.competitors.remove(competitor)
    note("network.competitor.withdrawn", by=by, about=organisation, organisation=organisation.pk)


def index_organisations() -> int:
    """Let every organisation that everybody finds be found by words, and no other; return how many."""
    found = organisations_visible_to(AnonymousUser()).prefetch_related("sites")
    return index(KIND, (_findable(each) for each in found.iterator(chunk_size=500)), whole=True)


def index_organisation(organisation: Organisation, *, former: Iterable[str] = ()) -> None:
    """Let one organisation be found by words as it is now, or no more.

    Parameters
    ----------
    former : iterable of str
        Names that it had.
    """
    if organisations_visible_to(AnonymousUser()).filter(pk=organisation.pk).exists():
        index(KIND, [_findable(organisation, former)])
    else:
        forget(KIND, [str(organisation.pk)])


def _findable(organisation: Organisation, former: Iterable[str] = ()) -> Findable:
    sites = list(organisation.sites.all())
    codes = [organisation.siret, organisation.uai, *(site.siret for site in sites)]
    towns = dict.fromkeys(site.town for site in sites)
    hint = ", ".join([*towns, geography().region_name(organisation.region)]).strip(", ")
    return Findable(
        key=str(organisation.pk),
        title=organisation.name,
        path=reverse("network:organisation", args=[organisation.pk]),
        hint=hint,
        former=[name for name in (organisation.short_name, *former) if name and name != organisation.name],
        codes=[code for code in codes if code],
        weight=0 if organisation.kind == OrganisationKind.COLLEGE else 1,
    )
