"""OneRoster 1.1 and 1.2 in CSV files: schools, classes, who learns and who teaches in them.

Of pupils nothing is kept but that they are there: their names, addresses and births are never handed on. Source:
1EdTech, OneRoster 1.2 CSV binding; bulk files only, for a delta says nothing of what it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from envol.errors import ContentError, EnvolError
from envol.flight.content.fault import Fault
from envol.gateways.imports.days import day_as_written
from envol.gateways.imports.oneroster_records import Enrollment, Manifest, Org, Roster, SchoolClass, Term, User
from envol.gateways.imports.reading import Line, fault_at, read_table

MANIFEST = "manifest.csv"
VERSIONS = ("1.1", "1.2")
READ = ("orgs", "academicSessions", "classes", "users", "roles", "enrollments")
"""The files that are read; `courses`, `demographics` and marks are none of the campus's business."""
STUDENT, TEACHER = "student", "teacher"
OTHER_ROLES = frozenset({
    "administrator", "aide", "counselor", "districtadministrator", "guardian", "parent", "principal", "proctor",
    "relative", "siteadministrator", "systemadministrator",
})  # fmt: skip
"""Roles that are known and not imported."""
STATUSES = {"": False, "active": False, "tobedeleted": True, "inactive": True}
"""Each status of a record, and whether it ends it."""


class _Record(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def line(self) -> int: ...


_R = TypeVar("_R", bound=_Record)


def read_manifest(files: Mapping[str, Path]) -> Manifest:
    """Return what the manifest says.

    Raises
    ------
    EnvolError
        If there is none, its version is unknown, a file is a delta, or one that it names is not there.
    """
    if MANIFEST not in files:
        raise EnvolError(f"there is no {MANIFEST} among {', '.join(files) or 'no files'}: OneRoster begins with it")
    said: dict[str, str] = {}
    for line in read_table(files[MANIFEST], required=("propertyName", "value"), kind="manifest", shown=MANIFEST):
        if isinstance(line, Fault):
            raise ContentError([line])
        said[line.cells["propertyName"]] = line.cells["value"]
    version = said.get("oneroster.version", "")
    if version not in VERSIONS:
        raise EnvolError(f"{MANIFEST} says OneRoster {version or 'of no version'}: {' and '.join(VERSIONS)} are read")
    sent = {name: said.get(f"file.{name}", "absent").lower() for name in READ}
    if deltas := [name for name, how in sent.items() if how == "delta"]:
        raise EnvolError(f"{', '.join(deltas)} is a delta: ask for bulk files, which hold all there is")
    wanted = frozenset(name for name, how in sent.items() if how == "bulk")
    needed = set(READ) - ({"roles"} if version == "1.1" else set())
    for name in sorted(needed):
        if name not in wanted or f"{name}.csv" not in files:
            raise EnvolError(f"{name}.csv is not among what was sent ({', '.join(sorted(files))}): ask for it in bulk")
    return Manifest(
        version=version, system=said.get("source.systemCode") or said.get("source.systemName", ""), files=wanted
    )


def read_roster(files: Mapping[str, Path]) -> Roster:
    """Read the files, in the order in which each leans on those before.

    Raises
    ------
    EnvolError
        If a file is missing, or no table of its kind.
    """
    roster = Roster(manifest=read_manifest(files))
    reader = _Reader(files, roster)
    roster.orgs = reader.every("orgs", ("name", "type"), reader.org)
    roster.terms = reader.every("academicSessions", ("title", "startDate", "endDate"), reader.term)
    roster.classes = reader.every("classes", ("title", "schoolSourcedId", "termSourcedIds"), reader.school_class)
    teachers = reader.teachers()
    roster.users = reader.every("users", ("enabledUser",), lambda line: reader.user(line, teachers))
    roster.enrollments = reader.enrollments()
    return roster


class _Wrong(Exception):
    """One cell is: its column, what was expected, what was found, a hint."""

    def __init__(self, key: str, expected: str, found: str, hint: str = "") -> None:
        super().__init__(key, expected, found or "nothing", hint)


class _Reader:
    """Reads one file after the other; what is wrong goes to the roster's faults."""

    def __init__(self, files: Mapping[str, Path], roster: Roster) -> None:
        self._files = files
        self._roster = roster
        self._file = ""

    def every(self, name: str, required: tuple[str, ...], read: Callable[[Line], _R]) -> dict[str, _R]:
        """Return the records of a file by their ids; one that is there twice is refused with both lines."""
        found: dict[str, _R] = {}
        for line in self._lines(name, ("sourcedId", *required)):
            key = line.cells["sourcedId"]
            try:
                if not 0 < len(key) <= 255:
                    raise _Wrong("sourcedId", "an id of at most 255 letters", key[:40])
                if key in found:
                    raise _Wrong("sourcedId", "each record once", key, f"line {found[key].line} says it already")
                found[key] = read(line)
            except _Wrong as wrong:
                self._refuse(line, wrong)
        return found

    def org(self, line: Line) -> Org:
        cells = line.cells
        if not 0 < len(cells["name"]) <= 200:
            raise _Wrong("name", "a name of at most 200 letters", cells["name"][:40])
        identifier = cells.get("identifier", "").replace(" ", "").upper()
        return Org(
            id=cells["sourcedId"],
            line=line.number,
            name=cells["name"],
            kind=cells["type"],
            identifier=identifier or cells["sourcedId"].upper(),
            ended=_is_ended(line),
        )

    def term(self, line: Line) -> Term:
        first, last = _day(line, "startDate"), _day(line, "endDate")
        if last < first:
            raise _Wrong("endDate", f"a day after {first}", str(last))
        return Term(id=line.cells["sourcedId"], line=line.number, starts_on=first, ends_on=last)

    def school_class(self, line: Line) -> SchoolClass:
        cells, roster = line.cells, self._roster
        if not 0 < len(cells["title"]) <= 60:
            raise _Wrong("title", "a title of at most 60 letters", cells["title"][:80])
        if cells["schoolSourcedId"] not in roster.orgs:
            raise _unknown(line, "schoolSourcedId", "orgs.csv")
        terms = [term.strip() for term in cells["termSourcedIds"].split(",") if term.strip()]
        if not terms or any(term not in roster.terms for term in terms):
            raise _unknown(line, "termSourcedIds", "academicSessions.csv")
        return SchoolClass(
            id=cells["sourcedId"],
            line=line.number,
            title=" ".join(cells["title"].split()),
            school=cells["schoolSourcedId"],
            first_day=min(roster.terms[term].starts_on for term in terms),
            is_homeroom=cells.get("classType", "").lower() == "homeroom",
            ended=_is_ended(line),
        )

    def teachers(self) -> frozenset[str]:
        """Return the ids of those who teach: in 1.1 the users say so, in 1.2 a file of its own."""
        file, column = ("roles", "userSourcedId") if self._roster.manifest.version == "1.2" else ("users", "sourcedId")
        lines = self._lines(file, (column, "role"), tell=file == "roles")
        return frozenset(line.cells[column] for line in lines if line.cells["role"].lower() == TEACHER)

    def user(self, line: Line, teachers: frozenset[str]) -> User:
        cells = line.cells
        teaches = cells["sourcedId"] in teachers
        names = " ".join(filter(None, (cells.get("givenName", ""), cells.get("familyName", ""))))
        return User(
            id=cells["sourcedId"],
            line=line.number,
            email=cells.get("email", "").lower() if teaches else "",
            name=names[:120] if teaches else "",
            ended=_is_ended(line) or cells["enabledUser"].lower() in ("false", "0"),
        )

    def enrollments(self) -> list[Enrollment]:
        found = []
        for line in self._lines("enrollments", ("classSourcedId", "userSourcedId", "role")):
            role = line.cells["role"].lower()
            try:
                if role in (STUDENT, TEACHER):
                    found.append(self._enrollment(line, role))
                elif role not in OTHER_ROLES:
                    raise _Wrong("role", "a role of OneRoster", line.cells["role"])
            except _Wrong as wrong:
                self._refuse(line, wrong)
        return found

    def _enrollment(self, line: Line, role: str) -> Enrollment:
        cells, roster = line.cells, self._roster
        if cells["classSourcedId"] not in roster.classes:
            raise _unknown(line, "classSourcedId", "classes.csv")
        if cells["userSourcedId"] not in roster.users:
            raise _unknown(line, "userSourcedId", "users.csv")
        begins, ends = (_day(line, key) if cells.get(key) else None for key in ("beginDate", "endDate"))
        if begins and ends and ends < begins:
            raise _Wrong("endDate", f"a day after {begins}", str(ends))
        return Enrollment(
            line=line.number,
            school_class=cells["classSourcedId"],
            user=cells["userSourcedId"],
            role=role,
            begins_on=begins,
            ends_on=ends,
            ended=_is_ended(line),
        )

    def _lines(self, name: str, required: tuple[str, ...], *, tell: bool = True) -> Iterator[Line]:
        """Yield the lines of a file; what is none is told, but once where a file is read twice."""
        self._file = f"{name}.csv"
        for line in read_table(self._files[self._file], required=required, kind=name, shown=self._file):
            if isinstance(line, Line):
                yield line
            elif tell:
                self._roster.faults.append(line)

    def _refuse(self, line: Line, wrong: _Wrong) -> None:
        key, expected, found, hint = wrong.args
        self._roster.faults.append(fault_at(self._file, line.number, key, expected, found, hint))


def _is_ended(line: Line) -> bool:
    status = line.cells.get("status", "").lower()
    if status not in STATUSES:
        raise _Wrong("status", "active or tobedeleted", status)
    return STATUSES[status]


def _day(line: Line, key: str) -> date:
    if day := day_as_written(line.cells[key][:10]):
        return day
    raise _Wrong(key, "a day as 2026-09-01", line.cells[key])


def _unknown(line: Line, key: str, where: str) -> _Wrong:
    return _Wrong(key, f"a sourcedId of {where}", line.cells[key], "is it in that file, and without a fault?")
