"""Organisations, what they offer, and the programmes they are in: what of it whoever asks may see."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from envol.web.api.asking import Asking
from envol.web.api.paging import Page, PageAsked, next_of, page_of
from envol.web.api.records.network import (
    OfferingRow,
    OrganisationRecord,
    OrganisationRow,
    offering_row,
    organisation_record,
    organisation_row,
)
from envol.web.api.records.programmes import ProgrammeRecord, ProgrammeRow, programme_record, programme_row
from envol.web.api.routing import read
from envol.web.network.directory import listing
from envol.web.network.directory.selectors import (
    offerings_visible_to,
    organisations_visible_to,
    outlook_of,
    programmes_visible_to,
)
from envol.web.network.models import OfferingKind, OrganisationKind

Region = Annotated[str, Field(pattern=r"^([0-9]{2,3})?$", description=_("The INSEE code of a region: 28."))]
BY_NAME = ("name", "id")

router = Router(tags=["network"])


class OrganisationsAsked(PageAsked):
    """What narrows the organisations."""

    kind: OrganisationKind | None = Field(None, description=_("What they are."))
    region: Region = ""


class OfferingsAsked(PageAsked):
    """What narrows the offerings."""

    kind: OfferingKind | None = Field(None, description=_("What is offered."))
    region: Region = ""


@read(
    router,
    "/organisations",
    Page[OrganisationRow],
    name="organisations",
    summary=_("Organisations"),
    about=_("The organisations of the directory that whoever asks may find, by name."),
    example="/organisations?kind=lycee&region=28",
)
def organisations(request: Asking, asked: Query[OrganisationsAsked]) -> Page[OrganisationRow]:
    """Return the organisations that whoever asks finds in the directory."""
    found = organisations_visible_to(request.auth.viewer).select_related("provenance").prefetch_related("sites")
    narrowed = {"kind": asked.kind, "region": asked.region}
    found = found.filter(**{name: value for name, value in narrowed.items() if value})
    page = page_of(found, order=BY_NAME, asked=asked)
    return Page[OrganisationRow](items=[organisation_row(each) for each in page.items], next=next_of(page))


@read(
    router,
    "/organisations/{uuid:id}",
    OrganisationRecord,
    name="organisation",
    summary=_("An organisation"),
    about=_("Its sites, its labels and how they stand, its programmes, and what it offers to whoever asks."),
    example="/organisations/ID",
)
def organisation(request: Asking, id: UUID) -> OrganisationRecord:
    """Return one organisation, with what of it whoever asks may see."""
    outlook = outlook_of(request.auth.viewer)
    visible = organisations_visible_to(outlook)
    found = visible.select_related("part_of", "provenance").prefetch_related("sites")
    shown = get_object_or_404(found, pk=id)
    offered = offerings_visible_to(outlook).filter(organisation=shown).select_related("organisation", "site")
    return organisation_record(
        shown,
        whole=visible.filter(pk=shown.part_of_id).first() if shown.part_of_id else None,
        parts=visible.filter(part_of=shown).order_by(*BY_NAME),
        badges=listing.badges_of(outlook, shown),
        offerings=offered.order_by("kind", "title_fr", "id"),
        places=[place for place, _name in listing.places_in_programmes(outlook, shown)],
    )


@read(
    router,
    "/offerings",
    Page[OfferingRow],
    name="offerings",
    summary=_("What organisations offer"),
    about=_("Visits, mentors, equipment, trainings and jobs, as far as whoever asks may read of them."),
    example="/offerings?kind=visit",
)
def offerings(request: Asking, asked: Query[OfferingsAsked]) -> Page[OfferingRow]:
    """Return what is offered to whoever asks."""
    found = offerings_visible_to(request.auth.viewer).select_related("organisation", "site")
    narrowed = {"kind": asked.kind, "organisation__region": asked.region}
    found = found.filter(**{name: value for name, value in narrowed.items() if value})
    page = page_of(found, order=("kind", "title_fr", "id"), asked=asked)
    return Page[OfferingRow](items=[offering_row(each) for each in page.items], next=next_of(page))


@read(
    router,
    "/programmes",
    Page[ProgrammeRow],
    name="programmes",
    summary=_("Programmes"),
    about=_("The funded programmes in whose consortium whoever asks finds anybody."),
    example="/programmes",
)
def programmes(request: Asking, asked: Query[PageAsked]) -> Page[ProgrammeRow]:
    """Return the programmes that whoever asks finds."""
    page = page_of(programmes_visible_to(request.auth.viewer), order=("name_fr", "slug"), asked=asked)
    return Page[ProgrammeRow](items=[programme_row(each) for each in page.items], next=next_of(page))


@read(
    router,
    "/programmes/{slug:slug}",
    ProgrammeRecord,
    name="programme",
    summary=_("A programme"),
    about=_("Who is in its consortium as what, and the relays that carry it in the regions."),
    example="/programmes/SLUG",
)
def programme(request: Asking, slug: str) -> ProgrammeRecord:
    """Return one programme."""
    outlook = outlook_of(request.auth.viewer)
    shown = get_object_or_404(programmes_visible_to(outlook), slug=slug)
    members = [place for _kind, places in listing.consortium_of(outlook, shown) for place in places]
    relays = [card.relay for card in listing.relays_of(outlook, shown)]
    return programme_record(shown, members=members, relays=relays)
