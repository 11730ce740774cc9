"""What is read of the skills: families, levels, the way to a skill, and what the State calls the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.flight.content.schema import Bilingual
from envol.gateways.content import load_documents
from envol.gateways.skill_content import load_referential
from envol.skills.skill import Family, Skill
from envol.web.referentials.models import Job, Knowledge, RomeSkill

LEVELS: dict[int, Promise] = {
    3: _("CAP"),
    4: _("baccalauréat"),
    5: _("BTS"),
    6: _("bachelor"),
    7: _("master, engineer"),
    8: _("doctorate"),
}
"""The levels that skills are taught at, with a diploma that is known by all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyAt:
    """A family, and those of its skills that are taught at a level; all of them where none is asked for."""

    family: Family
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A flight that calls for a skill."""

    name: str
    title: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedJob:
    """A job of ROME; its title is empty where ROME was not imported."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RomeWording:
    """What ROME calls a skill; the title is empty where ROME was not imported."""

    code: str
    title: str
    jobs: tuple[NamedJob, ...]


def families_at(level: int | None = None) -> list[FamilyAt]:
    """Return every family with its skills that are taught at a level."""
    return [family_at(family, level) for family in load_referential().families]


def family_at(family: Family, level: int | None = None) -> FamilyAt:
    """Return a family with its skills that are taught at a level."""
    taught = tuple(skill for skill in family.skills if level is None or skill.is_taught_at(level))
    return FamilyAt(family=family, skills=taught)


def skills_of_job(code: str) -> tuple[Skill, ...]:
    """Return the skills that ROME, in words of its own, lists under a job."""
    skills = load_referential().skills
    return tuple(skill for skill in skills if any(code in link.jobs for link in skill.links.rome))


def scenarios_calling_for(skill: Skill) -> list[Scenario]:
    """Return the flights whose decisions call for a skill."""
    titles = _scenario_titles()
    return [Scenario(name=name, title=titles[name]) for name in skill.links.scenarios if name in titles]


def rome_wordings_of(skill: Skill) -> tuple[RomeWording, ...]:
    """Return what ROME calls a skill, in at most three queries."""
    links = skill.links.rome
    if not links:
        return ()
    codes = [int(link.code) for link in links]
    titles = dict(RomeSkill.objects.filter(pk__in=codes).values_list("ogr", "title"))
    titles |= dict(Knowledge.objects.filter(pk__in=codes).values_list("ogr", "title"))
    jobs = _jobs({job for link in links for job in link.jobs})
    return tuple(
        RomeWording(
            code=link.code,
            title=titles.get(int(link.code), ""),
            jobs=tuple(NamedJob(code=code, title=jobs.get(code, "")) for code in link.jobs),
        )
        for link in links
    )


def _jobs(codes: Iterable[str]) -> dict[str, str]:
    return dict(Job.objects.filter(pk__in=codes, retired_on=None).values_list("code", "title"))


@cache
def _scenario_titles() -> dict[str, Bilingual]:
    return {document.content.name: document.content.title for document in load_documents("scenario")}
