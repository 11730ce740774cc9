"""Where the lines of ROME's tables go, and what they must lean on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from envol.web.provenance.models import Imported
from envol.web.referentials.models import (
    Job,
    JobDomain,
    JobMobility,
    JobSkillLink,
    JobTitle,
    Knowledge,
    LinkPart,
    RomeSkill,
)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A value that must be the key of a record of another table.

    Parameters
    ----------
    value : str
        Its name.
    column : str
        The column of the file that says it.
    to : str
        The name of the other table.
    what : str
        What is expected there.
    """

    value: str
    column: str
    to: str
    what: str = "a job of the referential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Where the records of some of ROME's tables go.

    Parameters
    ----------
    name : str
        As people read it.
    sources : tuple of str
        ROME's own names.
    model : type of Imported
    key, fields : tuple of str
        As for `upsert`.
    references : tuple of Reference
    """

    name: str
    sources: tuple[str, ...]
    model: type[Imported]
    key: tuple[str, ...]
    fields: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    def leans_on(self, values: Values) -> tuple[Reference, ...]:
        """Return the references of one record."""
        return _ITEMS.get(values["part"], self.references) if self.model is JobSkillLink else self.references


_JOB = Reference(value="job_id", column="code_rome", to="jobs")
_SKILL = Reference(value="ogr", column="code_ogr", to="skills", what="the number of a skill (referentiel_competence)")
_SAVOIR = Reference(value="ogr", column="code_ogr", to="knowledge", what="the number of a referentiel_savoir")
_TITLE = Reference(value="ogr", column="code_ogr", to="titles", what="the number of a referentiel_appellation")
_ITEMS = {
    LinkPart.TITLE.value: (_JOB, _TITLE),
    LinkPart.KNOW_HOW.value: (_JOB, _SKILL),
    LinkPart.CONDUCT.value: (_JOB, _SKILL),
    LinkPart.KNOWLEDGE.value: (_JOB, _SAVOIR),
}
_COMMON = ("title", "category", "subcategory", "is_ecological", "is_digital")

DOMAINS = Table(
    name="domains",
    sources=("grand_domaine", "domaine_professionnel"),
    model=JobDomain,
    key=("code",),
    fields=("title",),
)
JOBS = Table(
    name="jobs",
    sources=("referentiel_code_rome",),
    model=Job,
    key=("code",),
    fields=(
        *("ogr", "title", "domain_id", "parent_code", "riasec_major", "riasec_minor"),
        *("ecology", "is_digital", "is_demographic", "is_regulated", "is_executive"),
    ),
    references=(Reference(value="domain_id", column="code_rome", to="domains", what="a code within a domain"),),
)
TITLES = Table(
    name="titles",
    sources=("referentiel_appellation",),
    model=JobTitle,
    key=("ogr",),
    fields=("job_id", "long", "short", "is_main", "is_rare", "parent_code"),
    references=(_JOB,),
)
SKILLS = Table(
    name="skills",
    sources=("referentiel_competence",),
    model=RomeSkill,
    key=("ogr",),
    fields=(*_COMMON, "definition", "is_macro", "macro_ogr", "macro_code"),
)
KNOWLEDGE = Table(name="knowledge", sources=("referentiel_savoir",), model=Knowledge, key=("ogr",), fields=_COMMON)
LINKS = Table(
    name="links",
    sources=("liens_rome_referentiels",),
    model=JobSkillLink,
    key=("job_id", "ogr"),
    fields=("part", "core"),
    references=(_JOB,),
)
NEAR = Table(
    name="near jobs",
    sources=("rubrique_mobilite",),
    model=JobMobility,
    key=("job_id", "target_id"),
    fields=("order",),
    references=(_JOB, Reference(value="target_id", column="code_rome_cible", to="jobs")),
)
