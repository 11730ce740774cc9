"""What is kept of an organisation and of what belongs to it, as forms, imports and the demonstration hand it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from envol.web.network.models import Organisation, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """The page of an organisation; what it means stands at the fields of the model."""

    name: str
    kind: str
    short_name: str = ""
    siret: str = ""
    uai: str = ""
    region: str = ""
    academy: str = ""
    website: str = ""
    about_fr: str = ""
    about_en: str = ""
    is_listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDetails:
    """A place of an organisation."""

    name: str
    town: str
    siret: str = ""
    street: str = ""
    postcode: str = ""
    department: str = ""
    latitude: float | None = None
    longitude: float | None = None
    receives_minors: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDetails:
    """A label that an organisation holds."""

    name: str
    awarded_by: str
    since: date
    until: date | None = None
    number: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingDetails:
    """One thing that an organisation offers."""

    kind: str
    title_fr: str
    visibility: str
    title_en: str = ""
    about: str = ""
    audiences: tuple[str, ...] = ()
    places: int | None = None
    site: Site | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionDetails:
    """An agreement with another organisation."""

    partner: Organisation
    title: str
    signed_on: date
    ends_on: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDetails:
    """Something that a relay keeps and lends."""

    title_fr: str
    title_en: str = ""
    kind: str = ""
    quantity: int = 1
    conditions: str = ""
