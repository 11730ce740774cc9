"""What a OneRoster tells the campus, and no more than that."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from envol.flight.content.fault import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is sent, by whom, in which version."""

    version: str
    system: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Org:
    """An organisation; `identifier` may be a UAI or SIRET."""

    id: str
    line: int
    name: str
    kind: str
    identifier: str
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term or school year."""

    id: str
    line: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolClass:
    """A class; `first_day` is that of its first term."""

    id: str
    line: int
    title: str
    school: str
    first_day: date
    is_homeroom: bool
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody; name and e-mail are those of a teacher, and empty of everybody else."""

    id: str
    line: int
    email: str
    name: str
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """That somebody learns or teaches in a class."""

    line: int
    school_class: str
    user: str
    role: str
    begins_on: date | None
    ends_on: date | None
    ended: bool


@dataclass(slots=True, kw_only=True)
class Roster:
    """All of it; `faults` hold what was left out and why."""

    manifest: Manifest
    orgs: dict[str, Org] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    enrollments: list[Enrollment] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
