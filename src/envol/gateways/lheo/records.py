"""What a formation says, in words of our own; the element that it was read from stands beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from envol.gateways.identifiers import is_siret
from envol.gateways.lheo.checking import day_of
from envol.gateways.lheo.element import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where something is; what the file does not say is empty."""

    lines: tuple[str, ...] = ()
    postcode: str = ""
    town: str = ""
    department: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask; what the file does not say is empty."""

    name: str = ""
    telephones: tuple[str, ...] = ()
    email: str = ""
    websites: tuple[str, ...] = ()
    address: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """What a formation leads to, by the numbers of its registers; those it is not in are empty."""

    rncp: str = ""
    rs: str = ""
    certifinfo: str = ""
    cpf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisme:
    """The body that answers for a formation.

    Parameters
    ----------
    siret : str
        14 digits.
    siret_is_sound : bool
        Whether its key is right; a file with a wrong one is taken, and the page says so.
    activity_number : str
        Of its declaration as a training body.
    """

    siret: str
    siret_is_sound: bool
    activity_number: str
    name: str
    legal_name: str
    uai: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session; None for a day is an entry at any time."""

    number: str
    starts_on: date | None
    ends_on: date | None
    address: Address
    element: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One way in which a formation is given."""

    number: str
    places: tuple[Address, ...]
    sessions: tuple[Session, ...]
    element: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Formation:
    """One formation, with the ways in which it is given and the body that answers for it."""

    number: str
    title: str
    is_certifying: bool
    level_in: str
    level_out: str
    formacodes: tuple[str, ...]
    nsf: tuple[str, ...]
    romes: tuple[str, ...]
    certifications: tuple[Certification, ...]
    actions: tuple[Action, ...]
    organisme: Organisme
    element: Element

    @property
    def line(self) -> int:
        """Where it stood in its file."""
        return self.element.line


def formation_of(element: Element) -> Formation:
    """Return what a valid element says."""
    domain = element.first("domaine-formation") or Element(name="domaine-formation")
    return Formation(
        number=element.attribute("numero"),
        title=element.said("intitule-formation"),
        is_certifying=element.said("certifiante") == "1",
        level_in=element.said("code-niveau-entree"),
        level_out=element.said("code-niveau-sortie"),
        formacodes=domain.texts("code-FORMACODE"),
        nsf=domain.texts("code-NSF"),
        romes=domain.texts("code-ROME"),
        certifications=tuple(_certification(each) for each in element.every("certification")),
        actions=tuple(_action(each) for each in element.every("action")),
        organisme=organisme_of(element),
        element=element,
    )


def organisme_of(formation: Element) -> Organisme:
    """Return the body that answers for a formation."""
    body = formation.first("organisme-formation-responsable") or Element(name="organisme-formation-responsable")
    siret = body.said("SIRET-organisme-formation", "SIRET")
    return Organisme(
        siret=siret,
        siret_is_sound=is_siret(siret),
        activity_number=body.said("numero-activite"),
        name=body.said("nom-organisme"),
        legal_name=body.said("raison-sociale"),
        uai=body.said("code-UAI-organisme-formation", "code-UAI"),
        contacts=tuple(contacts_of(body, "contact-organisme")),
    )


def contacts_of(element: Element, name: str) -> Iterator[Contact]:
    """Yield those whom the children of a name let ask."""
    for each in element.every(name):
        there = each.first("coordonnees") or Element(name="coordonnees")
        phones = (there.first(kind) for kind in ("telfixe", "portable"))
        yield Contact(
            name=" ".join(filter(None, (there.said("civilite"), there.said("prenom"), there.said("nom")))),
            telephones=tuple(number for phone in phones if phone for number in phone.texts("numtel")),
            email=there.said("courriel"),
            websites=web.texts("urlweb") if (web := there.first("web")) else (),
            address=address_of(there),
        )


def address_of(element: Element) -> Address | None:
    """Return the address in an element, None where it holds none."""
    there = element.first("adresse")
    if there is None:
        return None
    return Address(
        lines=there.texts("ligne"),
        postcode=there.said("codepostal"),
        town=there.said("ville"),
        department=there.said("departement"),
        region=there.said("region"),
        latitude=_degrees(there.said("geolocalisation", "latitude"), 90),
        longitude=_degrees(there.said("geolocalisation", "longitude"), 180),
    )


def _certification(element: Element) -> Certification:
    return Certification(
        rncp=element.said("code-RNCP").upper().removeprefix("RNCP"),
        rs=element.said("code-RS").upper().removeprefix("RS"),
        certifinfo=element.said("code-CERTIFINFO"),
        cpf=element.said("code-CPF"),
    )


def _action(element: Element) -> Action:
    places = (each.first("coordonnees") for each in element.every("lieu-de-formation"))
    return Action(
        number=element.attribute("numero"),
        places=tuple(found for place in places if place and (found := address_of(place))),
        sessions=tuple(_session(each) for each in element.every("session")),
        element=element,
    )


def _session(element: Element) -> Session:
    where = element.first("adresse-inscription") or element
    return Session(
        number=element.attribute("numero"),
        starts_on=day_of(element.said("periode", "debut")),
        ends_on=day_of(element.said("periode", "fin")),
        address=address_of(where) or Address(),
        element=element,
    )


def _degrees(text: str, most: float) -> float | None:
    try:
        degrees = float(text.replace(",", "."))
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None
