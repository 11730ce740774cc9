"""What a job asks of people, in the order in which it is read: its core first, then the rest by category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from envol.web.referentials.models import CoreKind, Job, JobSkillLink, Knowledge, LinkPart, RomeSkill
from envol.web.search.folding import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that a job asks of people.

    Parameters
    ----------
    ogr : int
    title : str
    definition : str
        May be empty.
    is_emerging : bool
        Whether ROME says that it becomes of the core.
    """

    ogr: int
    title: str
    definition: str = ""
    is_emerging: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items of one category, in ROME's own words."""

    title: str
    items: list[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a job asks of people.

    Parameters
    ----------
    core_skills, core_knowledge : list of Item
        What ROME counts as the core of the job, what emerges there last.
    skills, conduct, knowledge : list of Group
        The rest; `conduct` are ways of being at work.
    """

    core_skills: list[Item]
    skills: list[Group]
    conduct: list[Group]
    core_knowledge: list[Item]
    knowledge: list[Group]


def sheet_of(job: Job) -> Sheet:
    """Return what a job asks of people."""
    links = list(JobSkillLink.objects.filter(job=job, retired_on=None).values_list("part", "ogr", "core"))
    parts: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for part, ogr, core in links:
        parts[part][ogr] = core
    know_how, conduct, known = parts[LinkPart.KNOW_HOW], parts[LinkPart.CONDUCT], parts[LinkPart.KNOWLEDGE]
    skills = RomeSkill.objects.in_bulk([*know_how, *conduct])
    knowledge = Knowledge.objects.in_bulk(list(known))
    return Sheet(
        core_skills=_core(know_how, skills),
        skills=_others(know_how, skills, _skill_category),
        conduct=_others(conduct, skills, _skill_category),
        core_knowledge=_core(known, knowledge),
        knowledge=_others(known, knowledge, lambda each: each.category),
    )


def _core(links: Mapping[int, str], found: Mapping[int, RomeSkill] | Mapping[int, Knowledge]) -> list[Item]:
    items = [_item(found[ogr], core) for ogr, core in links.items() if core != CoreKind.NONE and ogr in found]
    return sorted(items, key=lambda item: (item.is_emerging, folded(item.title)))


def _others(
    links: Mapping[int, str],
    found: Mapping[int, RomeSkill] | Mapping[int, Knowledge],
    category: Callable[[RomeSkill | Knowledge], str],
) -> list[Group]:
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for ogr, core in links.items():
        if core == CoreKind.NONE and ogr in found:
            groups[category(found[ogr])].append(_item(found[ogr], core))
    return [
        Group(title=title, items=sorted(items, key=lambda item: folded(item.title)))
        for title, items in sorted(groups.items())
    ]


def _skill_category(skill: RomeSkill | Knowledge) -> str:
    """Return the category with what it is divided into, where it is divided at all."""
    is_conduct = skill.category.startswith("Savoir-être")
    return skill.category if is_conduct or not skill.subcategory else f"{skill.category} · {skill.subcategory}"


def _item(found: RomeSkill | Knowledge, core: str) -> Item:
    definition = found.definition if isinstance(found, RomeSkill) else ""
    return Item(ogr=found.pk, title=found.title, definition=definition, is_emerging=core == CoreKind.EMERGING)
