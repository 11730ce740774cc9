"""Finding the organisation and the site that a line of a staff list names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from envol.flight.content.fault import Fault, did_you_mean
from envol.gateways.imports.reading import fault_at
from envol.gateways.imports.staff import StaffRow
from envol.web.network.models import Organisation, Site
from envol.web.search.folding import folded

KNOWN_PLACE = "the identifier, SIRET or UAI of an organisation of the network"
ITS_SITE = "a site of this organisation, by name or SIRET"
EXPECTATIONS = (KNOWN_PLACE, ITS_SITE)


class Places:
    """The organisations and sites that rows name; those of many rows are looked up together."""

    def __init__(self) -> None:
        self._organisations: dict[str, Organisation] = {}
        self._sites: dict[UUID, dict[str, Site]] = {}
        self._looked_up: set[str] = set()

    def look_up(self, rows: Collection[StaffRow]) -> None:
        """Look up what rows name and was not looked up before, in three questions at most."""
        names = {row.organisation.upper() for row in rows} - self._looked_up
        self._looked_up |= names
        if not names:
            return
        ids = {name: each for name in names if (each := _uuid(name))}
        by_name = Q(siret__in=names) | Q(uai__in=names) | Q(id__in=ids.values())
        found = {each.id: each for each in Organisation.objects.filter(by_name)}
        self._organisations |= {name: found[each] for name, each in ids.items() if each in found}
        for organisation in found.values():
            numbers = filter(None, (organisation.siret, organisation.uai))
            self._organisations |= dict.fromkeys(numbers, organisation)
        # A company is often named by the SIRET of one of its plants.
        plants = Site.objects.filter(siret__in=names - self._organisations.keys()).select_related("organisation")
        for plant in plants:
            self._organisations[plant.siret or ""] = plant.organisation
        self._know(Site.objects.filter(organisation__in={*found, *(plant.organisation_id for plant in plants)}))

    def place_of(self, row: StaffRow, name: str) -> tuple[Organisation, Site | None] | Fault:
        """Return the organisation and the site of a row, else its fault."""
        organisation = self._organisations.get(row.organisation.upper())
        if organisation is None:
            return fault_at(name, row.line, "organisation", KNOWN_PLACE, row.organisation)
        sites = self._sites.get(organisation.id, {})
        if not row.site:
            return organisation, sites.get(_folded(row.organisation))
        site = sites.get(_folded(row.site))
        if site is None:
            hint = did_you_mean(row.site, [each.name for each in set(sites.values())])
            return fault_at(name, row.line, "site", ITS_SITE, row.site, hint)
        return organisation, site

    def _know(self, sites: Iterable[Site]) -> None:
        for site in sites:
            known = self._sites.setdefault(site.organisation_id, {})
            known[_folded(site.name)] = site
            if site.siret:
                known[site.siret] = site


def _folded(text: str) -> str:
    return "".join(letter for letter in folded(text) if letter.isalnum())


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
