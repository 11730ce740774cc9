"""The national directory of schools (annuaire de l'éducation, data.education.gouv.fr), Licence Ouverte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from envol.flight.content.fault import Fault
from envol.gateways.identifiers import is_siret
from envol.gateways.imports.reading import Line, fault_at, read_table

UAI, SIRET = "Identifiant_de_l_etablissement", "SIREN_SIRET"
REQUIRED = (UAI, "Nom_etablissement", "Type_etablissement", "Nom_commune", "Code_departement")
OTHERS = ("Adresse_1", "Code_postal", "Code_academie", "Code_region", "latitude", "longitude", "Web", "etat", SIRET)
KINDS = {
    "collège": "college",
    "college": "college",
    "lycée": "lycee",
    "lycee": "lycee",
    "erea": "lycee",
    "service administratif": "public-body",
    "information et orientation": "public-body",
}
"""What each type is here; the others (primary schools, care, …) have no place in the campus and are left out."""
_CODES = (
    ("Code_departement", r"[0-9]{0,3}|0?2[AB]", "a department such as 069, 02A or 974"),
    ("Code_academie", r"[0-9]{0,3}", "the number of an academy, such as 10"),
    ("Code_region", r"[0-9]{0,3}", "the number of a region, such as 84"),
)
_UAI = re.compile(r"[0-9]{7}[A-Z]")
_SIRET = re.compile(r"[0-9]{14}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """One school; what the line does not say is empty, and a school that is closed says nothing but its UAI."""

    line: int
    is_open: bool
    uai: str
    siret: str
    name: str
    kind: str
    street: str
    postcode: str
    town: str
    department: str
    academy: str
    region: str
    latitude: float | None
    longitude: float | None
    website: str


def read_schools(path: Path) -> Iterator[SchoolRow | Fault]:
    """Yield the schools of the directory that are of the kinds known here, and a fault for each line that is wrong.

    A UAI or SIRET that stands twice is refused with both lines.

    Raises
    ------
    ContentError
        If the file is no text in UTF-8.
    EnvolError
        If it is empty or a column is missing.
    """
    seen: dict[str, int] = {}
    aliases = {name: name for name in OTHERS}
    for line in read_table(path, required=REQUIRED, kind="directory of schools", aliases=aliases):
        if isinstance(line, Fault):
            yield line
        elif line.cells["Type_etablissement"].casefold() in KINDS:
            yield from _row(path, line, seen)


def _row(path: Path, line: Line, seen: dict[str, int]) -> Iterator[SchoolRow | Fault]:
    cells = line.cells
    uai, siret = cells[UAI].upper(), cells.get(SIRET, "").replace(" ", "")
    wrong = list(_wrong(cells, uai, siret))
    for key, number in ((UAI, uai), (SIRET, siret)):
        if number and number in seen and (key == UAI or _SIRET.fullmatch(number)):
            wrong.append((key, "each number once", number, f"line {seen[number]} bears it already"))
    if wrong:
        yield from (fault_at(path, line.number, *each) for each in wrong)
        return
    siret = siret if _SIRET.fullmatch(siret) else ""
    seen.update({number: line.number for number in (uai, siret) if number})
    yield SchoolRow(
        line=line.number,
        is_open=not cells.get("etat", "").upper().startswith("FERM"),
        uai=uai,
        siret=siret,
        name=cells["Nom_etablissement"],
        kind=KINDS[cells["Type_etablissement"].casefold()],
        street=cells.get("Adresse_1", "")[:200],
        postcode=cells.get("Code_postal", "") if len(cells.get("Code_postal", "")) == 5 else "",
        town=cells["Nom_commune"],
        department=_short(cells["Code_departement"], 2),
        academy=_short(cells.get("Code_academie", ""), 2),
        region=_short(cells.get("Code_region", ""), 2),
        latitude=_degrees(cells.get("latitude", ""), 90),
        longitude=_degrees(cells.get("longitude", ""), 180),
        website=_website(cells.get("Web", "")),
    )


def _wrong(cells: Mapping[str, str], uai: str, siret: str) -> Iterator[tuple[str, str, str, str]]:
    if not _UAI.fullmatch(uai):
        yield UAI, "a UAI: seven digits and a letter", uai or "nothing", ""
    # Some schools are given by the nine digits of their SIREN only: that is no mistake, but no SIRET either.
    if siret and not re.fullmatch(r"[0-9]{9}", siret) and not is_siret(siret):
        yield SIRET, "a SIRET: fourteen digits, the last of which follows from the others", siret, "mistyped?"
    if not 0 < len(cells["Nom_etablissement"]) <= 200:
        yield "Nom_etablissement", "a name of at most 200 letters", cells["Nom_etablissement"][:40] or "nothing", ""
    if not 0 < len(cells["Nom_commune"]) <= 100:
        yield "Nom_commune", "a town of at most 100 letters", cells["Nom_commune"][:40] or "nothing", ""
    for key, pattern, expected in _CODES:
        if not re.fullmatch(pattern, cells.get(key, "").upper()):
            yield key, expected, cells[key], ""
    for key, most in (("latitude", 90), ("longitude", 180)):
        if cells.get(key) and _degrees(cells[key], most) is None:
            yield key, f"degrees from -{most} to {most}", cells[key], ""


def _short(code: str, digits: int) -> str:
    """Return a code as Insee writes it: the directory puts noughts before it (075, 02A)."""
    code = code.upper().lstrip("0")
    return code.zfill(digits) if code else ""


def _degrees(text: str, most: float) -> float | None:
    try:
        degrees = float(text.replace(",", "."))
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None


def _website(text: str) -> str:
    if not text or " " in text or len(text) > 190:
        return ""
    return text if text.lower().startswith(("http://", "https://")) else f"https://{text}"
