"""The organisations and programmes of the network that come with the campus: those that documents name, and fictional
ones for a demonstration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from envol.errors import ContentError
from envol.flight.content.fault import Fault, KeyPath, did_you_mean
from envol.flight.content.schema import Bilingual, Count, Entry, Name, Text, unmet
from envol.gateways.content import content_root
from envol.gateways.content_entry import Sheet, read_sheet
from envol.gateways.geography import Geography, geography

OrganisationKind = Literal[
    "college",
    "lycee",
    "school",
    "university",
    "training-body",
    "company",
    "laboratory",
    "platform",
    "public-body",
    "academy",
    "association",
]
PlaceKind = Literal["lead", "partner", "associate", "funder"]
FICTIONAL = "(fictif, fictional)"
"""What the name of everything fictional bears."""

Day = Annotated[int, Field(strict=True, ge=-10_000, le=10_000)]
"""A day, counted from that on which the demonstration is furnished."""
Note = Annotated[str, Field(strict=True, max_length=200)]


class SiteEntry(Entry):
    """A place of an organisation; a point of the map where its coordinates are given, that of the town's middle."""

    name: Text
    town: Text
    department: str = ""
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180)] | None = None
    receives_minors: bool = True


class LabelEntry(Entry):
    """A label with its days, counted from the first of the demonstration."""

    name: Text
    awarded_by: Text
    since: Day
    until: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise unmet("a last day that is not before the first", f"{self.since} to {self.until}")
        return self


class OfferingEntry(Entry):
    """One thing that an organisation offers."""

    kind: Literal["visit", "mentor", "equipment", "training", "job"]
    title: Bilingual
    about: str = ""
    visibility: Literal["public", "network", "members"] = "network"
    audiences: tuple[
        Literal["collegians", "lyceens", "students", "apprentices", "employees", "job-seekers", "teachers"], ...
    ] = ()
    places: Count | None = None
    site: str = ""


class ConventionEntry(Entry):
    """An agreement with another organisation of the content."""

    partner: Name
    title: Text
    signed: Day
    ends: Day | None = None


class OrganisationEntry(Entry):
    """An organisation; `key` is how other entries name it."""

    key: Name
    name: Text
    short_name: Annotated[str, Field(strict=True, max_length=60)] = ""
    kind: OrganisationKind
    region: str = ""
    about: Bilingual | None = None
    source: Note = ""
    part_of: Name | None = None
    sites: tuple[SiteEntry, ...] = ()
    labels: tuple[LabelEntry, ...] = ()
    offerings: tuple[OfferingEntry, ...] = ()
    competitors: tuple[Name, ...] = ()
    conventions: tuple[ConventionEntry, ...] = ()


class OrganisationsFile(Entry):
    """Organisations, all real or all fictional."""

    schema_: Literal["envol/organisations/1"] = Field(alias="schema")
    fictional: bool
    organisations: tuple[OrganisationEntry, ...]


class PlaceEntry(Entry):
    """The place of an organisation in a consortium, and how the document says it."""

    organisation: Name
    kind: PlaceKind
    note: Note = ""


class ResourceEntry(Entry):
    """What a relay keeps and lends."""

    title: Bilingual
    kind: str = ""
    quantity: Annotated[int, Field(strict=True, ge=1)] = 1
    conditions: str = ""


class RelayEntry(Entry):
    """What carries a programme in a region."""

    kind: Literal["relay", "centre"]
    region: str
    organisation: Name | None = None
    place: Note = ""
    resources: tuple[ResourceEntry, ...] = ()


class ProgrammeFile(Entry):
    """A programme, its consortium and its relays."""

    schema_: Literal["envol/programme/1"] = Field(alias="schema")
    name: Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    title: Bilingual
    about: Bilingual
    since: Annotated[int, Field(strict=True, ge=1990, le=2100)] | None = None
    until: Annotated[int, Field(strict=True, ge=1990, le=2100)] | None = None
    source: Note
    consortium: tuple[PlaceEntry, ...]
    relays: tuple[RelayEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkContent:
    """Every organisation and programme of the content."""

    real: tuple[OrganisationEntry, ...]
    fictional: tuple[OrganisationEntry, ...]
    programmes: tuple[ProgrammeFile, ...]


def read_network(folder: Path | None = None, places: Geography | None = None) -> NetworkContent:
    """Read and check the network of a folder, that of the installed content where none is given.

    Raises
    ------
    ContentError
        With every fault of every file.
    """
    folder = folder or content_root() / "network"
    faults: list[Fault] = []
    organisations = list(_sheets(sorted(folder.glob("*.yaml")), OrganisationsFile, faults))
    programmes = list(_sheets(sorted(folder.glob("programmes/*.yaml")), ProgrammeFile, faults))
    if not faults:
        faults = [*_faults(organisations, programmes, places or geography())]
    if faults:
        raise ContentError(faults)
    return NetworkContent(
        real=_entries(organisations, fictional=False),
        fictional=_entries(organisations, fictional=True),
        programmes=tuple(sheet.entry for sheet in programmes),
    )


def _entries(sheets: list[Sheet[OrganisationsFile]], *, fictional: bool) -> tuple[OrganisationEntry, ...]:
    files = (sheet.entry for sheet in sheets)
    return tuple(each for file in files if file.fictional is fictional for each in file.organisations)


def _sheets(paths: Iterable[Path], model: type[Any], faults: list[Fault]) -> Iterator[Sheet[Any]]:
    for path in paths:
        try:
            yield read_sheet(path, model)
        except ContentError as error:
            faults += [fault for fault in error.faults if isinstance(fault, Fault)]


def _faults(
    organisations: list[Sheet[OrganisationsFile]], programmes: list[Sheet[ProgrammeFile]], places: Geography
) -> Iterator[Fault]:
    keys = {each.key for sheet in organisations for each in sheet.entry.organisations}
    seen: set[str] = set()
    for sheet in organisations:
        for index, each in enumerate(sheet.entry.organisations):
            at: KeyPath = ("organisations", index)
            if each.key in seen:
                yield sheet.fault((*at, "key"), "each organisation under its own key", f"{each.key!r} again")
            seen.add(each.key)
            yield from _of_organisation(sheet, at, each, keys, places)
    for programme in programmes:
        yield from _of_programme(programme, keys, places)


def _of_organisation(
    sheet: Sheet[OrganisationsFile], at: KeyPath, each: OrganisationEntry, keys: set[str], places: Geography
) -> Iterator[Fault]:
    if sheet.entry.fictional and FICTIONAL not in each.name:
        yield sheet.fault((*at, "name"), f"a name with {FICTIONAL}", repr(each.name))
    if not sheet.entry.fictional and not each.source:
        yield sheet.fault((*at, "source"), "the document that names it", "nothing")
    yield from _of_code(sheet, (*at, "region"), each.region, places.regions)
    for number, site in enumerate(each.sites):
        yield from _of_code(sheet, (*at, "sites", number, "department"), site.department, places.departments)
    named: list[tuple[KeyPath, str]] = [(("part_of",), each.part_of)] if each.part_of else []
    named += [(("competitors", number), key) for number, key in enumerate(each.competitors)]
    named += [(("conventions", number, "partner"), deed.partner) for number, deed in enumerate(each.conventions)]
    for path, key in named:
        yield from _of_key(sheet, (*at, *path), key, keys)
    sites = {site.name for site in each.sites}
    for number, offering in enumerate(each.offerings):
        if offering.site and offering.site not in sites:
            path = (*at, "offerings", number, "site")
            yield sheet.fault(
                path, "a site of the organisation", repr(offering.site), did_you_mean(offering.site, sites)
            )


def _of_programme(sheet: Sheet[ProgrammeFile], keys: set[str], places: Geography) -> Iterator[Fault]:
    since, until = sheet.entry.since, sheet.entry.until
    if since is not None and until is not None and until < since:
        yield sheet.fault(("until",), "a last year that is not before the first", f"{since} to {until}")
    for index, place in enumerate(sheet.entry.consortium):
        yield from _of_key(sheet, ("consortium", index, "organisation"), place.organisation, keys)
    for index, relay in enumerate(sheet.entry.relays):
        yield from _of_code(sheet, ("relays", index, "region"), relay.region, places.regions)
        if relay.organisation:
            yield from _of_key(sheet, ("relays", index, "organisation"), relay.organisation, keys)


def _of_key(sheet: Sheet[Any], path: KeyPath, key: str, keys: set[str]) -> Iterator[Fault]:
    if key not in keys:
        yield sheet.fault(path, "the key of an organisation", repr(key), did_you_mean(key, keys))


def _of_code(sheet: Sheet[Any], path: KeyPath, code: str, known: Iterable[str]) -> Iterator[Fault]:
    if code and code not in known:
        yield sheet.fault(path, "the INSEE code of a region or department, or nothing", repr(code))
