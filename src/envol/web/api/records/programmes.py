"""What the API tells of programmes, and of the relays that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_noop as _
from pydantic import Field

from envol.web.api.records.network import OrganisationRef, organisation_ref
from envol.web.api.records.record import Record, Words
from envol.web.network.models import Organisation, Programme, ProgrammePlace, Relay


class ProgrammeRow(Record):
    """A programme in a list."""

    slug: str
    name: Words
    about: Words
    since: int | None = Field(description=_("The first year."))
    until: int | None = Field(description=_("The last year."))
    source: str = Field(description=_("The document that says all this."))


class MemberRecord(Record):
    """An organisation of a consortium."""

    organisation: OrganisationRef
    kind: str = Field(description=_("lead, partner, associate or funder."))
    note: str = Field(description=_("As the document says it, in French."))


class ResourceRecord(Record):
    """What a relay keeps and lends."""

    id: UUID
    title: Words
    kind: str
    quantity: int
    conditions: str


class RelayRecord(Record):
    """A regional relay, or the resource centre that serves them all."""

    id: UUID
    kind: str = Field(description=_("relay or centre."))
    region: str
    organisation: OrganisationRef | None
    place: str
    resources: list[ResourceRecord]


class ProgrammeRecord(ProgrammeRow):
    """A programme whole."""

    consortium: list[MemberRecord]
    relays: list[RelayRecord]


def programme_row(programme: Programme) -> ProgrammeRow:
    """Return a programme as a list tells it."""
    return ProgrammeRow(
        slug=programme.slug,
        name=Words(fr=programme.name_fr, en=programme.name_en),
        about=Words(fr=programme.about_fr, en=programme.about_en),
        since=programme.since,
        until=programme.until,
        source=programme.source,
    )


def programme_record(
    programme: Programme, *, members: Iterable[ProgrammePlace], relays: Iterable[Relay]
) -> ProgrammeRecord:
    """Return a programme whole, with those of its members and relays that somebody finds."""
    return ProgrammeRecord(
        **dict(programme_row(programme)),
        consortium=[
            MemberRecord(organisation=organisation_ref(each.organisation), kind=each.kind, note=each.note_fr)
            for each in members
        ],
        relays=[_relay(each) for each in relays],
    )


def _relay(relay: Relay) -> RelayRecord:
    return RelayRecord(
        id=relay.id,
        kind=relay.kind,
        region=relay.region,
        organisation=_carrier(relay.organisation),
        place=relay.place,
        resources=[
            ResourceRecord(
                id=each.id,
                title=Words(fr=each.title_fr, en=each.title_en),
                kind=each.kind,
                quantity=each.quantity,
                conditions=each.conditions,
            )
            for each in relay.resources.all()
        ],
    )


def _carrier(organisation: Organisation | None) -> OrganisationRef | None:
    return organisation_ref(organisation) if organisation else None
