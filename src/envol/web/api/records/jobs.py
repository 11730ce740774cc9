"""What the API tells of jobs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext_noop as _
from pydantic import Field

from envol.web.api.records.certifications import CertificationRef, certification_ref
from envol.web.api.records.record import Provenance, Record, provenance_of
from envol.web.referentials.certification_succession import Listed
from envol.web.referentials.job_selectors import Heir
from envol.web.referentials.job_sheet import Group, Item, Sheet
from envol.web.referentials.models import Job, JobDomain, JobTitle


class DomainRef(Record):
    """A domain of jobs."""

    code: str
    title: str


class JobRef(Record):
    """A job that another record names."""

    code: str
    title: str


class JobRow(Record):
    """A job in a list."""

    code: str = Field(description=_("The code of ROME 4.0."))
    title: str
    domain: DomainRef
    code_before_rome_4: str = Field(description=_("The code that it was part of before; its own where it kept it."))
    provenance: Provenance | None


class TitleRecord(Record):
    """A name by which a job is called."""

    ogr: int
    title: str
    short: str
    is_main: bool
    is_rare: bool


class ItemRecord(Record):
    """Something that a job asks of people."""

    ogr: int
    title: str
    is_emerging: bool = Field(description=_("Whether it becomes of the core of the job."))


class ItemGroup(Record):
    """Items of one category, in ROME’s words."""

    category: str
    items: list[ItemRecord]


class HeirRecord(Record):
    """A job that took titles over from an old code."""

    job: JobRef
    titles: int = Field(description=_("How many."))


class JobRecord(Record):
    """A job; an old code says what became of it."""

    code: str
    title: str = Field(description=_("Empty for a code from before ROME 4.0."))
    is_former: bool = Field(description=_("Whether the code stands no more."))
    retired_on: date | None
    domain: DomainRef | None
    code_before_rome_4: str | None
    is_regulated: bool | None
    titles: list[TitleRecord]
    core_skills: list[ItemRecord]
    core_knowledge: list[ItemRecord]
    skills: list[ItemGroup]
    conduct: list[ItemGroup] = Field(description=_("Ways of being at work."))
    knowledge: list[ItemGroup]
    near: list[JobRef] = Field(description=_("Jobs that people go on to, the nearest first."))
    successors: list[JobRef] = Field(description=_("Jobs of today that the code stood for before ROME 4.0."))
    title_heirs: list[HeirRecord] = Field(description=_("Other jobs that took single titles over from the code."))
    certifications: list[CertificationRef] = Field(
        description=_("Certifications that lead to the job, those in force first.")
    )
    has_more_certifications: bool
    provenance: Provenance | None


def job_ref(job: Job) -> JobRef:
    """Return a job as another record names it."""
    return JobRef(code=job.code, title=job.title)


def job_row(job: Job) -> JobRow:
    """Return a job as a list tells it; its domain and its import are at hand."""
    return JobRow(
        code=job.code,
        title=job.title,
        domain=_domain(job.domain),
        code_before_rome_4=job.parent_code,
        provenance=provenance_of(job),
    )


def job_record(
    job: Job,
    *,
    titles: Iterable[JobTitle],
    sheet: Sheet,
    near: Iterable[Job],
    successors: Iterable[Job],
    heirs: Iterable[Heir],
    certifications: tuple[Sequence[Listed], bool],
) -> JobRecord:
    """Return a job of today."""
    leading, has_more = certifications
    return JobRecord(
        **dict(job_row(job)),
        is_former=False,
        retired_on=None,
        is_regulated=job.is_regulated,
        titles=[_title(each) for each in titles],
        core_skills=_items(sheet.core_skills),
        core_knowledge=_items(sheet.core_knowledge),
        skills=_groups(sheet.skills),
        conduct=_groups(sheet.conduct),
        knowledge=_groups(sheet.knowledge),
        near=[job_ref(each) for each in near],
        successors=[job_ref(each) for each in successors],
        title_heirs=_heirs(heirs),
        certifications=[certification_ref(each) for each in leading],
        has_more_certifications=has_more,
    )


def former_job(code: str, job: Job | None, *, successors: Sequence[Job], heirs: Iterable[Heir]) -> JobRecord:
    """Return what became of an old code; it comes from where its successors come from."""
    source = job or next(iter(successors), None)
    return JobRecord(
        code=code,
        title=job.title if job else "",
        is_former=True,
        retired_on=job.retired_on if job else None,
        domain=_domain(job.domain) if job else None,
        code_before_rome_4=job.parent_code if job else None,
        is_regulated=None,
        titles=[],
        core_skills=[],
        core_knowledge=[],
        skills=[],
        conduct=[],
        knowledge=[],
        near=[],
        successors=[job_ref(each) for each in successors],
        title_heirs=_heirs(heirs),
        certifications=[],
        has_more_certifications=False,
        provenance=provenance_of(source) if source else None,
    )


def _domain(domain: JobDomain) -> DomainRef:
    return DomainRef(code=domain.code, title=domain.title)


def _title(title: JobTitle) -> TitleRecord:
    return TitleRecord(ogr=title.ogr, title=title.long, short=title.short, is_main=title.is_main, is_rare=title.is_rare)


def _items(items: Iterable[Item]) -> list[ItemRecord]:
    return [ItemRecord(ogr=each.ogr, title=each.title, is_emerging=each.is_emerging) for each in items]


def _groups(groups: Iterable[Group]) -> list[ItemGroup]:
    return [ItemGroup(category=each.title, items=_items(each.items)) for each in groups]


def _heirs(heirs: Iterable[Heir]) -> list[HeirRecord]:
    return [HeirRecord(job=job_ref(each.job), titles=each.titles) for each in heirs]
