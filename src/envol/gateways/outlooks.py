"""Outlooks: files from which jobs and trainings are projected, read, checked, and turned into a situation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from envol.errors import ContentError, UnknownNameError
from envol.flight.content.catalogue import Catalogue, Document
from envol.flight.content.fault import Fault
from envol.flight.content.schema import Bilingual
from envol.foresight.situation import Situation
from envol.gateways.content import content_root
from envol.gateways.content_kinds import OutsideKind
from envol.gateways.geography import geography
from envol.gateways.outlooks_building import situation_of
from envol.gateways.outlooks_checks import check_outlook
from envol.gateways.outlooks_quarantine import sift
from envol.gateways.outlooks_schema import OutlookFile
from envol.gateways.outlooks_telling import Statement, statements_of

__all__ = ["OUTLOOKS", "Outlook", "Statement", "outlook_names", "read_outlook", "read_outlook_file"]

FOLDER = "foresight/outlooks"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlook:
    """A situation to project from, its words, and what is known of each of its numbers.

    Parameters
    ----------
    name : str
    title, about : mapping of str to str
        By language, `fr` and `en`.
    situation : Situation
    regions, occupations, levels : mapping of str to mapping of str to str
        The words of each code by language, in the order of the tables.
    trainings, projects : mapping of str to mapping of str to str
        What each is called, by its name.
    statements : tuple of Statement
        Every number that somebody has to answer for, as the file has them.
    rome : mapping of str to tuple of str
        The jobs of the ROME that each occupation covers.
    quarantined : tuple of Fault
        Why trainings or projects were left out; empty unless that was asked for.
    """

    name: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    situation: Situation
    regions: Mapping[str, Mapping[str, str]]
    occupations: Mapping[str, Mapping[str, str]]
    levels: Mapping[str, Mapping[str, str]]
    statements: tuple[Statement, ...]
    trainings: Mapping[str, Mapping[str, str]]
    projects: Mapping[str, Mapping[str, str]]
    rome: Mapping[str, tuple[str, ...]]
    quarantined: tuple[Fault, ...] = ()


def _check(catalogue: Catalogue, document: Document) -> list[Fault]:
    return check_outlook(document)


OUTLOOKS = OutsideKind(model=OutlookFile, folder=FOLDER, check=_check)
"""This kind, as `envol check` reads it."""


def outlook_names() -> tuple[str, ...]:
    """Return the names of the installed outlooks, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in (content_root() / FOLDER).glob("*.yaml")))


@cache
def read_outlook(name: str, *, quarantine: bool = False) -> Outlook:
    """Read an installed outlook.

    Parameters
    ----------
    name : str
        That of its file, without its ending.
    quarantine : bool
        Whether trainings and projects at fault are left out, and told, instead of the whole being refused.

    Raises
    ------
    UnknownNameError
        Proposing the nearest names.
    ContentError
        With every fault of the file.
    """
    if name not in outlook_names():
        raise UnknownNameError("outlook", name, outlook_names())
    return read_outlook_file(content_root() / FOLDER / f"{name}.yaml", quarantine=quarantine)


def read_outlook_file(path: Path, *, quarantine: bool = False) -> Outlook:
    """Read an outlook from any file; as `read_outlook`."""
    kept, left_out, others = sift(path, str(Path(*path.parts[-4:])))
    if kept is None or (left_out and not quarantine):
        faults: list[Fault] = sorted([*others, *left_out], key=lambda fault: fault.line)
        raise ContentError(faults)
    return _outlook(kept, left_out)


def _outlook(file: OutlookFile, quarantined: tuple[Fault, ...]) -> Outlook:
    names = {code: geography().region_name(code) for code in file.regions}
    return Outlook(
        name=file.name,
        title=_words(file.title),
        about=_words(file.about),
        situation=situation_of(file),
        regions={code: {"fr": name, "en": name} for code, name in names.items()},
        occupations={each.code: _words(each.title) for each in file.occupations},
        levels={each.code: _words(each.title) for each in file.levels},
        statements=statements_of(file, names),
        trainings={each.name: _words(each.title) for each in file.trainings},
        projects={each.name: _words(each.title) for each in file.projects},
        rome={each.code: each.rome for each in file.occupations},
        quarantined=quarantined,
    )


def _words(text: Bilingual) -> Mapping[str, str]:
    return {"fr": text.fr, "en": text.en}
