"""What imports and the offer ask of organisations: who bears a number."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from envol.web.network.models import Organisation, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLink:
    """An organisation that a page of another app leads to."""

    id: UUID
    name: str


def organisation_by_siret(siret: str) -> OrganisationLink | None:
    """Return the organisation of the public directory that bears a SIRET, itself or by one of its sites."""
    listed = Organisation.objects.filter(is_listed=True, is_fictional=False, retired_on=None)
    found = listed.filter(siret=siret).first() if siret else None
    if found is None and siret:
        site = Site.objects.filter(siret=siret, organisation__in=listed).select_related("organisation").first()
        found = site.organisation if site else None
    return OrganisationLink(id=found.id, name=found.name) if found else None
