"""Class lists as SIECLE or Pronote write them: a name and a birth date a line; they are read, and never kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from envol.errors import ContentError, EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.days import A_DAY, day_as_written
from envol.gateways.imports.reading import Line, fault_at, read_table

REQUIRED = ("NOM", "PRENOM", "NE(E) LE")
ALIASES = {
    **dict.fromkeys(("nom de famille", "nom élève", "nom eleve", "nom_eleve", "family name", "last name"), "NOM"),
    **dict.fromkeys(
        ("prénom", "prénoms", "prenoms", "prénom élève", "prenom_eleve", "given name", "first name"), "PRENOM"
    ),
    **dict.fromkeys(
        (
            *("né(e) le", "né le", "ne le", "née le", "nee le", "date de naissance", "date naiss", "date_naiss"),
            *("date_naissance", "naissance", "birth date"),
        ),
        "NE(E) LE",
    ),
    **dict.fromkeys(("classe", "division", "class", "code structure", "code_structure", "groupe"), "CLASSE"),
    **dict.fromkeys(
        ("responsable légal", "responsable legal", "responsable 1", "nom responsable", "legal representative"),
        "RESPONSABLE",
    ),
    **dict.fromkeys(("courriel responsable", "mél responsable", "email responsable"), "COURRIEL RESPONSABLE"),
    **dict.fromkeys(("téléphone responsable", "tél responsable", "tel responsable"), "TELEPHONE RESPONSABLE"),
    **dict.fromkeys(("ine", "ine-rnie", "id_national", "identifiant national", "num ine"), "INE"),
}
MOST_BYTES = 512 * 1024
OLDEST_YEARS, YOUNGEST_YEARS = 80, 6

A_FAMILY_NAME, A_GIVEN_NAME, AN_INE = "a family name", "a given name", "an INE of 11 letters and digits"
AN_AGE = f"a birth date from {YOUNGEST_YEARS} to {OLDEST_YEARS} years ago"
ONCE, LETTERS = "each pupil once", "letters that were read in their own encoding"
AN_ADDRESS = "an e-mail address"
EXPECTATIONS = (A_FAMILY_NAME, A_GIVEN_NAME, AN_INE, A_DAY, AN_AGE, ONCE, LETTERS, AN_ADDRESS)
"""What a line is expected to hold, for a page that says it in another language."""

NOTHING = "nothing"
UTF8, WINDOWS = "UTF-8", "Windows-1252"
Wrong: TypeAlias = tuple[str, str, str, str]
"""The column, what was expected, what was found, a hint."""
_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[A-Za-z]{2,}")
_INE = re.compile(r"[0-9A-Z]{11}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One pupil of a class list.

    Parameters
    ----------
    line : int
    family_name, given_name : str
    birth_date : date
    division : str
        The class that the list says, empty where it says none.
    parent, parent_email, parent_phone : str
        A legal representative, empty where the list names none.
    """

    line: int
    family_name: str
    given_name: str
    birth_date: date
    division: str
    parent: str = ""
    parent_email: str = ""
    parent_phone: str = ""

    @property
    def key(self) -> tuple[str, str, date]:
        """What tells a pupil of one school from the others."""
        return self.family_name.casefold(), self.given_name.casefold(), self.birth_date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassList:
    """What a file holds.

    Parameters
    ----------
    encoding : str
        In which it was read: UTF-8, else Windows-1252.
    pupils : tuple of Listed
    faults : tuple of Fault
    """

    encoding: str
    pupils: tuple[Listed, ...]
    faults: tuple[Fault, ...]

    @property
    def divisions(self) -> list[str]:
        """The classes that the list says, by name."""
        return sorted({pupil.division for pupil in self.pupils if pupil.division})


def read_class_list(content: bytes, *, name: str, today: date) -> ClassList:
    """Return what a class list holds: every pupil of its good lines, a fault for each of the others.

    Parameters
    ----------
    content : bytes
        A CSV file in UTF-8 or Windows-1252, apart by semicolons, commas or tabs.
    name : str
        How faults call the file.
    today : date

    Raises
    ------
    EnvolError
        If it is no table of this kind, or too large.
    """
    if len(content) > MOST_BYTES:
        raise EnvolError(f"{name} holds {len(content)} bytes, and a class list {MOST_BYTES} at most: export one class")
    text, encoding = _decoded(content, name)
    pupils: list[Listed] = []
    faults: list[Fault] = []
    for read in _rows(text, name, today):
        pupils.append(read) if isinstance(read, Listed) else faults.append(read)
    return ClassList(encoding=encoding, pupils=tuple(pupils), faults=tuple(faults))


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    """Return the text: whatever is valid UTF-8 is UTF-8, for hardly any other text is by chance."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError([fault_at(name, 1, "", "text in UTF-8 or Windows-1252", "UTF-16", "save it as CSV UTF-8")])
    try:
        return content.decode("utf-8-sig"), UTF8
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), WINDOWS
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"0x{content[error.start]:02X}, which is in neither"
        raise ContentError(
            [fault_at(name, line, "", "text in UTF-8 or Windows-1252", found, "save it as CSV UTF-8")]
        ) from None


def _rows(text: str, name: str, today: date) -> Iterator[Listed | Fault]:
    seen: dict[object, int] = {}
    # The reader of tables takes a path: a folder that only we may read, gone at the end of the reading.
    with TemporaryDirectory(prefix="envol-list-") as aside:
        path = Path(aside) / "list.csv"
        path.write_text(text, encoding="utf-8", newline="")
        for line in read_table(path, required=REQUIRED, kind="class list", aliases=ALIASES, shown=name):
            if isinstance(line, Fault):
                yield line
                continue
            yield from _pupil(line, name, today, seen)


def _pupil(line: Line, name: str, today: date, seen: dict[object, int]) -> Iterator[Listed | Fault]:
    cells = line.cells
    wrong = list(_wrong(cells, today))
    if wrong:
        for key, expected, found, hint in wrong:
            yield fault_at(name, line.number, key, expected, found, hint)
        return
    birth = day_as_written(cells["NE(E) LE"])
    assert birth is not None
    pupil = Listed(
        line=line.number,
        family_name=" ".join(cells["NOM"].split()),
        given_name=" ".join(cells["PRENOM"].split()),
        birth_date=birth,
        division=cells.get("CLASSE", ""),
        parent=" ".join(cells.get("RESPONSABLE", "").split())[:120],
        parent_email=cells.get("COURRIEL RESPONSABLE", ""),
        parent_phone=cells.get("TELEPHONE RESPONSABLE", "")[:30],
    )
    keys = [pupil.key, *([cells["INE"].upper()] if cells.get("INE") else [])]
    if first := next((seen[key] for key in keys if key in seen), 0):
        yield fault_at(name, line.number, "NOM", ONCE, pupil.family_name, f"line {first} says it already")
        return
    seen.update(dict.fromkeys(keys, line.number))
    yield pupil


def _wrong(cells: Mapping[str, str], today: date) -> Iterator[Wrong]:
    for key, expected in (("NOM", A_FAMILY_NAME), ("PRENOM", A_GIVEN_NAME)):
        if not any(letter.isalpha() for letter in cells[key]) or len(cells[key]) > 120:
            yield key, expected, cells[key][:40] or NOTHING, ""
        elif _is_encoded_twice(cells[key]):
            yield key, LETTERS, cells[key][:40], "save it as CSV UTF-8 from the first program"
    written = cells["NE(E) LE"]
    birth = day_as_written(written)
    if birth is None:
        yield "NE(E) LE", A_DAY, written or NOTHING, ""
    elif not YOUNGEST_YEARS <= today.year - birth.year <= OLDEST_YEARS:
        yield "NE(E) LE", AN_AGE, written, ""
    email = cells.get("COURRIEL RESPONSABLE", "")
    if email and not _ADDRESS.fullmatch(email):
        yield "COURRIEL RESPONSABLE", AN_ADDRESS, email, ""
    ine = cells.get("INE", "").upper()
    if ine and not _INE.fullmatch(ine):
        yield "INE", AN_INE, ine, ""


def _is_encoded_twice(text: str) -> bool:
    """Say whether somebody read UTF-8 as Windows-1252 and wrote it again: é became Ã©."""
    try:
        return "\ufffd" in text or text.encode("cp1252").decode("utf-8") != text
    except (UnicodeEncodeError, UnicodeDecodeError):
        return False
