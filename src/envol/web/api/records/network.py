"""What the API tells of organisations, and of what they offer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _
from pydantic import Field

from envol.web.api.records.record import Provenance, Record, Words, provenance_of
from envol.web.network.directory.listing import Badge
from envol.web.network.models import Offering, OfferingKind, Organisation, OrganisationKind, ProgrammePlace, Site


class OrganisationRef(Record):
    """An organisation that another record names."""

    id: UUID
    name: str
    is_fictional: bool = Field(description=_("Whether it is made up, for demonstration."))


class OrganisationRow(OrganisationRef):
    """An organisation in a list."""

    short_name: str
    kind: OrganisationKind
    region: str = Field(description=_("The INSEE code; empty where it is not said."))
    towns: list[str]
    provenance: Provenance | None


class SiteRecord(Record):
    """A place of an organisation."""

    id: UUID
    name: str
    siret: str | None
    street: str
    postcode: str
    town: str
    department: str
    latitude: float | None
    longitude: float | None
    receives_minors: bool


class LabelRecord(Record):
    """A label that an organisation holds or held."""

    name: str
    awarded_by: str
    number: str
    proof: str = Field(description=_("The address of the proof."))
    since: date
    until: date | None
    standing: str = Field(description=_("Today: to-come, valid, lapsing or lapsed."))


class OfferingRow(Record):
    """Something that an organisation offers to whoever asks."""

    id: UUID
    kind: OfferingKind
    title: Words
    about: str
    audiences: list[str]
    places: int | None
    visibility: str = Field(description=_("Who may read of it: public, network or members."))
    until: date | None
    organisation: OrganisationRef
    site: str | None = Field(description=_("The name of the site."))


class ProgrammeRef(Record):
    """A programme that another record names."""

    slug: str
    name: Words


class PlaceRecord(Record):
    """The place of an organisation in a programme."""

    programme: ProgrammeRef
    kind: str = Field(description=_("lead, partner, associate or funder."))


class OrganisationRecord(OrganisationRow):
    """An organisation whole."""

    siret: str | None
    uai: str | None
    academy: str = Field(description=_("The ministry’s code; empty where it is not said."))
    website: str
    about: Words
    named_in: str = Field(description=_("The document that names it, where it was entered from one."))
    part_of: OrganisationRef | None
    parts: list[OrganisationRef]
    sites: list[SiteRecord]
    labels: list[LabelRecord]
    offerings: list[OfferingRow] = Field(description=_("Those that whoever asks may read of."))
    programmes: list[PlaceRecord]


def organisation_ref(organisation: Organisation) -> OrganisationRef:
    """Return an organisation as another record names it."""
    return OrganisationRef(id=organisation.id, name=organisation.name, is_fictional=organisation.is_fictional)


def organisation_row(organisation: Organisation) -> OrganisationRow:
    """Return an organisation as a list tells it; its sites and its import are at hand."""
    return OrganisationRow(
        **dict(organisation_ref(organisation)),
        short_name=organisation.short_name,
        kind=OrganisationKind(organisation.kind),
        region=organisation.region,
        towns=list(dict.fromkeys(site.town for site in organisation.sites.all())),
        provenance=provenance_of(organisation),
    )


def organisation_record(
    organisation: Organisation,
    *,
    whole: Organisation | None,
    parts: Iterable[Organisation],
    badges: Iterable[Badge],
    offerings: Iterable[Offering],
    places: Iterable[ProgrammePlace],
) -> OrganisationRecord:
    """Return an organisation whole, with what of it somebody may see."""
    return OrganisationRecord(
        **dict(organisation_row(organisation)),
        siret=organisation.siret,
        uai=organisation.uai,
        academy=organisation.academy,
        website=organisation.website,
        about=Words(fr=organisation.about_fr, en=organisation.about_en),
        named_in=organisation.source,
        part_of=organisation_ref(whole) if whole else None,
        parts=[organisation_ref(each) for each in parts],
        sites=[_site(each) for each in organisation.sites.all()],
        labels=[_label(each) for each in badges],
        offerings=[offering_row(each) for each in offerings],
        programmes=[_place(each) for each in places],
    )


def offering_row(offering: Offering) -> OfferingRow:
    """Return something offered; its organisation and site are at hand."""
    return OfferingRow(
        id=offering.id,
        kind=OfferingKind(offering.kind),
        title=Words(fr=offering.title_fr, en=offering.title_en),
        about=offering.about,
        audiences=offering.audiences,
        places=offering.places,
        visibility=offering.visibility,
        until=offering.until,
        organisation=organisation_ref(offering.organisation),
        site=offering.site.name if offering.site else None,
    )


def _site(site: Site) -> SiteRecord:
    return SiteRecord(
        id=site.id,
        name=site.name,
        siret=site.siret,
        street=site.street,
        postcode=site.postcode,
        town=site.town,
        department=site.department,
        latitude=site.latitude,
        longitude=site.longitude,
        receives_minors=site.receives_minors,
    )


def _label(badge: Badge) -> LabelRecord:
    label = badge.label
    return LabelRecord(
        name=label.name,
        awarded_by=label.awarded_by,
        number=label.number,
        proof=label.proof,
        since=label.since,
        until=label.until,
        standing=badge.standing,
    )


def _place(place: ProgrammePlace) -> PlaceRecord:
    programme = place.programme
    name = Words(fr=programme.name_fr, en=programme.name_en)
    return PlaceRecord(programme=ProgrammeRef(slug=programme.slug, name=name), kind=place.kind)
