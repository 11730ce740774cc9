"""Staff lists: who has which role in which organisation, one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from envol.flight.content.fault import Fault, did_you_mean
from envol.gateways.imports.days import A_DAY, day_as_written
from envol.gateways.imports.reading import Line, fault_at, read_table

COLUMNS = ("email", "name", "role", "organisation", "site", "since", "until")
REQUIRED = ("email", "role", "organisation")
ALIASES = {
    **dict.fromkeys(("courriel", "e-mail", "mél", "mel", "mail", "adresse"), "email"),
    **dict.fromkeys(("nom", "nom complet"), "name"),
    **dict.fromkeys(("rôle", "fonction"), "role"),
    **dict.fromkeys(("établissement", "etablissement", "organisme", "uai", "rne", "siret"), "organisation"),
    **dict.fromkeys(("implantation", "lieu"), "site"),
    **dict.fromkeys(("du", "depuis", "depuis le"), "since"),
    **dict.fromkeys(("au", "jusqu'au", "jusqu’au"), "until"),
}
ROLES = {
    **dict.fromkeys(("learner", "apprenant", "apprenante", "élève", "eleve", "étudiant", "étudiante"), "learner"),
    **dict.fromkeys(("teacher", "enseignant", "enseignante", "professeur", "professeure"), "teacher"),
    **dict.fromkeys(("instructor", "instructeur", "instructrice", "formateur", "formatrice"), "instructor"),
    **dict.fromkeys(("head", "responsable", "chef d'établissement", "chef d’établissement", "direction"), "head"),
    **dict.fromkeys(("contact", "référent", "référente", "correspondant", "correspondante"), "contact"),
    **dict.fromkeys(("mentor", "mentore", "mentors"), "mentor"),
    **dict.fromkeys(("keeper", "gestionnaire"), "keeper"),
    **dict.fromkeys(("lead", "pilote"), "lead"),
}
"""The words for each role, in English and French, with the role that they stand for."""

AN_ADDRESS, A_NAME = "an e-mail address", "a name of at most 120 letters"
A_ROLE, AN_ORGANISATION = "one of the known roles", "an organisation"
AFTER_SINCE, TO_COME, ONCE = "a day after the first one", "a day to come", "each person and role once"
EXPECTATIONS = (AN_ADDRESS, A_NAME, A_ROLE, AN_ORGANISATION, A_DAY, AFTER_SINCE, TO_COME, ONCE)
"""What a line is expected to hold, for a page that says it in another language."""

NOTHING = "nothing"
Wrong: TypeAlias = tuple[str, str, str, str]
"""The column, what was expected, what was found, a hint."""
_ADDRESS = re.compile(r"[^@\s,;<>()\"]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """One person's role, as a line says it.

    Parameters
    ----------
    line : int
    email : str
        In small letters.
    name : str
    role : str
    organisation : str
        A UUID, a SIRET or a UAI, without spaces.
    site : str or None
        The name or the SIRET of a site; empty for none, None where the table has no such column.
    since, until : date or None
    """

    line: int
    email: str
    name: str
    role: str
    organisation: str
    site: str | None
    since: date | None
    until: date | None


def read_staff(path: Path, *, today: date, shown: str = "") -> Iterator[StaffRow | Fault]:
    """Yield the rows of a staff list, and a fault for each line that is none.

    Raises
    ------
    ContentError
        If the file is no text in UTF-8.
    EnvolError
        If it is empty or a column is missing.
    """
    seen: dict[tuple[str, str, str], int] = {}
    name = shown or str(path)
    for line in read_table(path, required=REQUIRED, kind="staff", aliases=ALIASES, shown=shown):
        if isinstance(line, Fault):
            yield line
            continue
        read = _row(line, today, name)
        if isinstance(read, list):
            yield from read
            continue
        key = (read.email, read.role, read.organisation)
        if key in seen:
            yield fault_at(name, line.number, "email", ONCE, read.email, f"line {seen[key]} says it already")
            continue
        seen[key] = line.number
        yield read


def _row(line: Line, today: date, name: str) -> StaffRow | list[Fault]:
    """Return the row of a line, or all its faults."""
    cells = line.cells
    wrong = [*_wrong_words(cells), *_wrong_days(cells, today)]
    if wrong:
        return [fault_at(name, line.number, key, expected, found, hint) for key, expected, found, hint in wrong]
    since, until = (day_as_written(cells.get(key, "")) for key in ("since", "until"))
    return StaffRow(
        line=line.number,
        email=cells["email"].lower(),
        name=" ".join(cells.get("name", "").split()),
        role=ROLES[cells["role"].casefold()],
        organisation=re.sub(r"\s", "", cells["organisation"]),
        site=cells.get("site"),
        since=since,
        until=until,
    )


def _wrong_words(cells: Mapping[str, str]) -> Iterator[Wrong]:
    email, role = cells["email"], cells["role"]
    if not _ADDRESS.fullmatch(email) or len(email) > 254:
        yield "email", AN_ADDRESS, email or NOTHING, ""
    if len(cells.get("name", "")) > 120:
        yield "name", A_NAME, cells["name"][:40] + "…", ""
    if role.casefold() not in ROLES:
        yield "role", A_ROLE, role or NOTHING, did_you_mean(role.casefold(), ROLES)
    if not cells["organisation"]:
        yield "organisation", AN_ORGANISATION, NOTHING, ""


def _wrong_days(cells: Mapping[str, str], today: date) -> Iterator[Wrong]:
    texts = {key: cells.get(key, "") for key in ("since", "until")}
    days = {key: day_as_written(text) for key, text in texts.items()}
    for key, text in texts.items():
        if text and days[key] is None:
            yield key, A_DAY, text, ""
    since, until = days["since"], days["until"]
    if since and until and until < since:
        yield "until", AFTER_SINCE, texts["until"], ""
    elif until and until < today:
        yield "until", TO_COME, texts["until"], ""
