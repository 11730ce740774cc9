"""What the API tells of skills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_noop as _
from pydantic import Field

from envol.skills.referential import Referential
from envol.skills.skill import Family, Skill
from envol.web.api.records.certifications import SheetRef
from envol.web.api.records.record import Record, Words, words_of
from envol.web.referentials.skill_selectors import FamilyAt, RomeWording, Scenario


class SkillRow(Record):
    """A skill in a list."""

    name: str
    title: Words
    first_level: int
    last_level: int


class FamilyRecord(Record):
    """A family of skills, with those that are taught at the level asked for."""

    name: str
    title: Words
    about: Words
    reviewed_by: str | None = Field(description=_("The body that read it through; null while the project assumes it."))
    skills: list[SkillRow]


class FamiliesRecord(Record):
    """Every family of skills."""

    families: list[FamilyRecord]


class RomeJobRef(Record):
    """A job that ROME lists a skill under; its title is empty where ROME was not imported."""

    code: str
    title: str


class RomeWordingRecord(Record):
    """What ROME calls a skill."""

    ogr: str
    title: str
    jobs: list[RomeJobRef]


class BlockRef(Record):
    """A block of a registered certification that asks for a skill."""

    block: str
    sheet: SheetRef


class ScenarioRef(Record):
    """A flight that calls for a skill."""

    name: str
    title: Words


class SkillRecord(SkillRow):
    """A skill, what comes before it and what it opens."""

    family: str
    reviewed_by: str | None
    behaviours: list[Words] = Field(description=_("What one sees a person do who has it."))
    prerequisites: list[str] = Field(description=_("Names of the skills directly before it."))
    steps: list[list[str]] = Field(
        description=_("All that comes before it: each step needs only what stands in the steps before.")
    )
    opens: list[str] = Field(description=_("Names of the skills that ask for it directly."))
    rome: list[RomeWordingRecord]
    blocks: list[BlockRef]
    units: list[str] = Field(description=_("Unit operations in whose twin it is at work."))
    scenarios: list[ScenarioRef]


def family_record(shown: FamilyAt) -> FamilyRecord:
    """Return a family."""
    family = shown.family
    return FamilyRecord(
        name=family.name,
        title=words_of(family.title),
        about=words_of(family.about),
        reviewed_by=_reviewed_by(family),
        skills=[_row(each) for each in shown.skills],
    )


def skill_record(
    skill: Skill,
    *,
    referential: Referential,
    wordings: Iterable[RomeWording],
    scenarios: Iterable[Scenario],
    sheets: Mapping[str, SheetRef],
) -> SkillRecord:
    """Return a skill whole; `sheets` are those that its blocks are of, by their numbers."""
    return SkillRecord(
        **dict(_row(skill)),
        family=skill.family,
        reviewed_by=_reviewed_by(referential.family(skill.family)),
        behaviours=[words_of(each) for each in skill.behaviours],
        prerequisites=list(skill.prerequisites),
        steps=[[each.name for each in step] for step in referential.steps_to(skill.name)],
        opens=[each.name for each in referential.opened_by(skill.name)],
        rome=[_wording(each) for each in wordings],
        blocks=[BlockRef(block=each.block, sheet=sheets[each.certification]) for each in skill.links.blocks],
        units=list(skill.links.units),
        scenarios=[ScenarioRef(name=each.name, title=words_of(each.title)) for each in scenarios],
    )


def _row(skill: Skill) -> SkillRow:
    return SkillRow(
        name=skill.name,
        title=words_of(skill.title),
        first_level=skill.first_level,
        last_level=skill.last_level,
    )


def _reviewed_by(family: Family) -> str | None:
    return family.reviewed_by or None


def _wording(wording: RomeWording) -> RomeWordingRecord:
    return RomeWordingRecord(
        ogr=wording.code,
        title=wording.title,
        jobs=[RomeJobRef(code=each.code, title=each.title) for each in wording.jobs],
    )
