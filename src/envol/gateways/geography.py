"""The regions, academies and departments of France, the levels of qualification, and outlines for a small map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from envol.errors import ContentError
from envol.flight.content.fault import Fault, did_you_mean
from envol.flight.content.schema import Bilingual, Entry, Name, Text
from envol.gateways.content import content_root
from envol.gateways.content_entry import Sheet, read_sheet

Point: TypeAlias = tuple[float, float]
"""Longitude and latitude, in degrees."""
Ring: TypeAlias = tuple[Point, ...]

FIRST_OF_METROPOLE = "11"
"""The codes of overseas regions are below it."""

_Code = Annotated[str, Field(strict=True, pattern=r"^[0-9][0-9AB][0-9]?$")]
_Degrees = Annotated[float, Field(strict=True, ge=-180, le=180)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region, by its INSEE code."""

    code: str
    name: str
    academies: tuple[str, ...]
    rings: tuple[Ring, ...]
    """Its outline: closed, the last point being the first; one ring for each island that is large enough."""

    @property
    def is_overseas(self) -> bool:
        """Whether it lies overseas."""
        return self.code < FIRST_OF_METROPOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Academy:
    """An academy of the ministry of education, by the ministry's code."""

    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department, by its INSEE code."""

    code: str
    name: str
    region: str
    academy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of qualification, 3 to 8."""

    number: int
    title: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """All of it, by code."""

    regions: Mapping[str, Region]
    academies: Mapping[str, Academy]
    departments: Mapping[str, Department]
    levels: Mapping[int, Level]
    source_of_outlines: str
    """Who drew the outlines, and under which licence."""

    def region_name(self, code: str) -> str:
        """Return the name of a region, empty where no region bears the code."""
        return self.regions[code].name if code in self.regions else ""

    def academy_name(self, code: str) -> str:
        """Return the name of an academy, empty where none bears the code."""
        return self.academies[code].name if code in self.academies else ""


@cache
def geography() -> Geography:
    """Return the geography of the installed content, read once."""
    return read_geography(content_root() / "geography")


def read_geography(folder: Path) -> Geography:
    """Read the geography of a folder.

    Raises
    ------
    ContentError
        With every fault of the first file that has one.
    """
    outlines = read_sheet(folder / "outlines.yaml", _Outlines)
    rings = _rings(outlines)
    regions = read_sheet(folder / "regions.yaml", _Regions).entry.regions
    academies = read_sheet(folder / "academies.yaml", _Academies).entry.academies
    departments = read_sheet(folder / "departments.yaml", _Departments)
    _check(departments, {each.code for each in regions}, {each.code for each in academies})
    levels = read_sheet(folder / "levels.yaml", _Levels).entry.levels
    return Geography(
        regions=MappingProxyType({each.code: each.with_outline(rings.get(each.code, ())) for each in regions}),
        academies=MappingProxyType({each.code: Academy(**each.model_dump()) for each in academies}),
        departments=MappingProxyType(
            {each.code: Department(**each.model_dump()) for each in departments.entry.departments}
        ),
        levels=MappingProxyType({each.number: Level(number=each.number, title=each.title) for each in levels}),
        source_of_outlines=f"{outlines.entry.source}. {outlines.entry.licence}",
    )


class _Region(Entry):
    code: _Code
    name: Text
    academies: tuple[_Code, ...] = Field(min_length=1)

    def with_outline(self, rings: tuple[Ring, ...]) -> Region:
        return Region(code=self.code, name=self.name, academies=self.academies, rings=rings)


class _Academy(Entry):
    code: _Code
    name: Text
    region: _Code


class _Department(Entry):
    code: _Code
    name: Text
    region: _Code
    academy: _Code


class _Level(Entry):
    number: Annotated[int, Field(strict=True, ge=3, le=8)]
    title: Bilingual


class _Sourced(Entry):
    source: Text


class _Regions(_Sourced):
    schema_: Literal["envol/regions/1"] = Field(alias="schema")
    regions: tuple[_Region, ...]


class _Academies(_Sourced):
    schema_: Literal["envol/academies/1"] = Field(alias="schema")
    academies: tuple[_Academy, ...]


class _Departments(_Sourced):
    schema_: Literal["envol/departments/1"] = Field(alias="schema")
    departments: tuple[_Department, ...]


class _Levels(_Sourced):
    schema_: Literal["envol/levels/1"] = Field(alias="schema")
    levels: tuple[_Level, ...]


class _Outline(Entry):
    code: _Code
    rings: tuple[tuple[Name, ...], ...]


class _Outlines(_Sourced):
    schema_: Literal["envol/outlines/1"] = Field(alias="schema")
    licence: Text
    borders: Mapping[Name, tuple[tuple[_Degrees, _Degrees], ...]]
    regions: tuple[_Outline, ...]


def _check(sheet: Sheet[_Departments], regions: set[str], academies: set[str]) -> None:
    faults = []
    for index, each in enumerate(sheet.entry.departments):
        for key, code, known in (("region", each.region, regions), ("academy", each.academy, academies)):
            if code not in known:
                path = ("departments", index, key)
                faults.append(sheet.fault(path, f"the code of a known {key}", repr(code), did_you_mean(code, known)))
    if faults:
        raise ContentError(faults)


def _rings(sheet: Sheet[_Outlines]) -> dict[str, tuple[Ring, ...]]:
    faults: list[Fault] = []
    found = {}
    for index, outline in enumerate(sheet.entry.regions):
        rings = []
        for place, names in enumerate(outline.rings):
            ring = _joined(names, sheet.entry.borders)
            if ring is None:
                path = ("regions", index, "rings", place)
                faults.append(sheet.fault(path, "borders that meet end to end and close", ", ".join(names)))
            else:
                rings.append(ring)
        found[outline.code] = tuple(rings)
    if faults:
        raise ContentError(faults)
    return found


def _joined(names: tuple[str, ...], borders: Mapping[str, Ring]) -> Ring | None:
    """Return the ring that some borders make, each turned so that it goes on where the one before ended."""
    if not names or any(name not in borders or len(borders[name]) < 2 for name in names):
        return None
    first, *others = (borders[name] for name in names)
    if others and first[-1] not in (others[0][0], others[0][-1]):
        first = first[::-1]
    ring = list(first)
    for border in others:
        if ring[-1] not in (border[0], border[-1]):
            return None
        ring += (border if ring[-1] == border[0] else border[::-1])[1:]
    return tuple(ring) if ring[0] == ring[-1] else None
