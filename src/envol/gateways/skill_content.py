"""The files of skills: one family a file, checked against the other families and against what can be flown.

`content_kinds` makes them a kind of content; `load_referential` hands them to the rest of the house as plain data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, Strict, model_validator

from envol.errors import ContentError
from envol.flight.content.catalogue import Catalogue, Document
from envol.flight.content.fault import Fault
from envol.flight.content.findings import Findings
from envol.flight.content.scenario import Scenario
from envol.flight.content.schema import Bilingual, Content, Count, Entry, Identifier, Name, Text, all_different, unmet
from envol.gateways.content import load_documents
from envol.gateways.content_kinds import OutsideKind
from envol.skills.order import cycles
from envol.skills.referential import Referential
from envol.skills.skill import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    BlockLink,
    Family,
    Links,
    RomeLink,
    Skill,
    Words,
)


def _of_form(pattern: str, expected: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise unmet(expected, repr(text))
        return text

    return AfterValidator(check)


Ogr = Annotated[str, Strict(), _of_form("[0-9]{2,6}", "a code of ROME 4.0, digits in quotes, such as '482371'")]
Job = Annotated[str, Strict(), _of_form("[A-N][0-9]{4}", "the code of a job, a letter and four digits, such as H2303")]
Certification = Annotated[str, Strict(), _of_form("RNCP[0-9]{1,6}", "a registered certification, such as RNCP38936")]
BlockCode = Annotated[
    str, Strict(), _of_form("RNCP[0-9]{1,6}BC[0-9]{2,3}", "the code of a block, such as RNCP38936BC01")
]
Level = Annotated[Count, Field(ge=LOWEST_LEVEL, le=HIGHEST_LEVEL)]


def _rising(levels: tuple[int, int]) -> tuple[int, int]:
    if levels[0] > levels[1]:
        raise unmet("the lower level first", f"{levels[0]} and {levels[1]}")
    return levels


def _two_at_least(behaviours: tuple[Bilingual, ...]) -> tuple[Bilingual, ...]:
    if len(behaviours) < 2:
        raise unmet("two things or more that one sees somebody do", f"{len(behaviours)}")
    return behaviours


class Rome(Entry):
    """What ROME 4.0 calls the same, and jobs that it lists it under."""

    code: Ogr
    jobs: tuple[Job, ...] = Field(min_length=1)


class Block(Entry):
    """A block of a registered certification."""

    certification: Certification
    block: BlockCode

    @model_validator(mode="after")
    def _of_that_certification(self) -> Self:
        if not self.block.startswith(f"{self.certification}BC"):
            raise unmet(f"a block of {self.certification}", self.block)
        return self


class SkillEntry(Entry):
    """One skill of a family."""

    name: Name
    title: Bilingual
    levels: Annotated[tuple[Level, Level], AfterValidator(_rising)]
    behaviours: Annotated[tuple[Bilingual, ...], AfterValidator(_two_at_least)]
    prerequisites: tuple[Name, ...] = ()
    rome: tuple[Rome, ...] = ()
    blocks: tuple[Block, ...] = ()
    units: tuple[Identifier, ...] = ()
    scenarios: tuple[Name, ...] = ()


class SkillFamily(Content):
    """A family of skills, in the order in which they are best read.

    `rank` is its place among the families. While `status` is assumed, pages say that the project wrote it and that
    practitioners have still to read it; once they did, `reviewed_by` names the body that they spoke for.
    """

    kind: ClassVar[str] = "skills"

    schema_: Literal["envol/skills/1"] = Field(alias="schema")
    rank: Annotated[Count, Field(ge=1)]
    status: Literal["assumed", "reviewed"]
    reviewed_by: Text | None = None
    about: Bilingual
    skills: tuple[SkillEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_name_once(self) -> Self:
        all_different((skill.name for skill in self.skills), "skill")
        return self

    @model_validator(mode="after")
    def _a_review_is_signed(self) -> Self:
        if (self.status == "reviewed") != (self.reviewed_by is not None):
            raise unmet("reviewed_by beside the status reviewed, and only there", f"the status {self.status}")
        return self


def check_family(catalogue: Catalogue, document: Document) -> list[Fault]:
    """Return what is wrong with a family beside the other families and what can be flown."""
    family = document.content
    assert isinstance(family, SkillFamily)
    findings = Findings(document)
    _check_among_families(catalogue, family, findings)
    for place, skill in enumerate(family.skills):
        for rank, name in enumerate(skill.units):
            findings.known(("skills", place, "units", rank), "unit operation", name, catalogue.vocabulary)
        for rank, name in enumerate(skill.scenarios):
            findings.known(("skills", place, "scenarios", rank), "scenario", name, catalogue.names(Scenario.kind))
    return findings.faults


SKILLS = OutsideKind(model=SkillFamily, folder="skills", check=check_family)


@cache
def load_referential(root: Path | None = None) -> Referential:
    """Return the skills, read once.

    Parameters
    ----------
    root : Path, optional
        The content folder; the installed one where absent.

    Raises
    ------
    ContentError
        With every fault of the files of skills.
    """
    documents = load_documents(SkillFamily.kind, root)
    catalogue = Catalogue(documents, {})
    faults: list[Fault] = []
    for document in documents:
        assert isinstance(document.content, SkillFamily)
        findings = Findings(document)
        _check_among_families(catalogue, document.content, findings)
        faults += findings.faults
    if faults:
        raise ContentError(faults)
    return referential_of(catalogue.every(SkillFamily))


def referential_of(families: Iterable[SkillFamily]) -> Referential:
    """Return what some files of skills say, as plain data."""
    return Referential(tuple(_family(each) for each in sorted(families, key=lambda each: (each.rank, each.name))))


def _check_among_families(catalogue: Catalogue, family: SkillFamily, findings: Findings) -> None:
    others = [each for each in catalogue.every(SkillFamily) if each.name != family.name]
    for other in others:
        if other.rank == family.rank:
            findings.add(("rank",), "a rank that no other family has", f"{family.rank:g}, that of {other.name}")
    home = {skill.name: other.name for other in others for skill in other.skills}
    for place, skill in enumerate(family.skills):
        if skill.name in home:
            found = f"{skill.name!r} again, already in the family {home[skill.name]}"
            findings.add(("skills", place, "name"), "a name that no other skill bears", found)
    # What could not be read may bear any name: nothing is then known to be missing.
    unread = {name for kind, name in catalogue.unread if kind == SkillFamily.kind} - {family.name}
    if not unread and all(skill.name for skill in family.skills):
        _check_prerequisites([family, *others], findings)


def _check_prerequisites(families: list[SkillFamily], findings: Findings) -> None:
    """Note prerequisites that do not exist and cycles; the family of the findings is the first."""
    before = {skill.name: skill.prerequisites for family in families for skill in family.skills}
    mine = {skill.name: place for place, skill in enumerate(families[0].skills)}
    for place, skill in enumerate(families[0].skills):
        for rank, name in enumerate(skill.prerequisites):
            findings.known(("skills", place, "prerequisites", rank), "skill", name, before)
    for cycle in cycles(before):
        place_of_first = next((mine[name] for name in cycle if name in mine), None)
        # Told in each file that has a part in it: either may be the one to mend.
        if place_of_first is not None:
            found = f"{' before '.join((*cycle, cycle[0]))}"
            findings.add(("skills", place_of_first, "prerequisites"), "prerequisites that do not go round", found)


def _family(content: SkillFamily) -> Family:
    return Family(
        name=content.name,
        title=_words(content.title),
        about=_words(content.about),
        reviewed_by=content.reviewed_by or "",
        skills=tuple(_skill(content.name, each) for each in content.skills),
    )


def _skill(family: str, entry: SkillEntry) -> Skill:
    return Skill(
        name=entry.name,
        family=family,
        title=_words(entry.title),
        first_level=entry.levels[0],
        last_level=entry.levels[1],
        behaviours=tuple(_words(each) for each in entry.behaviours),
        prerequisites=entry.prerequisites,
        links=Links(
            rome=tuple(RomeLink(code=each.code, jobs=each.jobs) for each in entry.rome),
            blocks=tuple(BlockLink(certification=each.certification, block=each.block) for each in entry.blocks),
            units=entry.units,
            scenarios=entry.scenarios,
        ),
    )


def _words(text: Bilingual) -> Words:
    return Words(fr=text.fr, en=text.en)
