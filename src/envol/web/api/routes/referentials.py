"""Jobs, certifications, sheets and skills: public, as their pages are."""

from __future__ import annotations

import re

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from envol.errors import UnknownNameError
from envol.gateways.imports.certification_cells import sheet_number
from envol.gateways.skill_content import load_referential
from envol.skills.skill import HIGHEST_LEVEL, LOWEST_LEVEL
from envol.web.api.asking import Asking
from envol.web.api.paging import Page, PageAsked, next_of, page_of
from envol.web.api.records import certifications as told
from envol.web.api.records.jobs import JobRecord, JobRow, former_job, job_record, job_row
from envol.web.api.records.sheets import SheetRecord, sheet_record
from envol.web.api.records.skills import FamiliesRecord, SkillRecord, family_record, skill_record
from envol.web.api.routing import read
from envol.web.referentials import certification_selectors, job_selectors, skill_selectors
from envol.web.referentials.certification_pages import certification_page, sheet_page
from envol.web.referentials.certification_standing import State
from envol.web.referentials.certification_succession import listed
from envol.web.referentials.job_sheet import sheet_of

MOST_FOR_A_JOB = 20
"""Certifications told with a job; `/certifications?job=` lists them all."""
_JOB = re.compile(r"[A-Z][0-9]{4}")
_CERTIFICATION = re.compile(r"[0-9A-Za-z]{1,8}")

router = Router(tags=["referentials"])


class JobsAsked(PageAsked):
    """What narrows the jobs."""

    domain: str = Field("", pattern=r"^([A-Z]([0-9]{2})?)?$", description=_("A domain of ROME: H, or H23."))


class CertificationsAsked(PageAsked):
    """What narrows the certifications."""

    level: int | None = Field(None, ge=LOWEST_LEVEL, le=HIGHEST_LEVEL, description=_("The level reached, 3 to 8."))
    standing: State | None = Field(None, description=_("How they stand today."))
    job: str = Field("", pattern=r"^([A-Z][0-9]{4})?$", description=_("The code of a job that they lead to."))


class SkillsAsked(BaseModel):
    """What narrows the skills."""

    level: int | None = Field(None, ge=LOWEST_LEVEL, le=HIGHEST_LEVEL, description=_("A level they are taught at."))


@read(
    router,
    "/jobs",
    Page[JobRow],
    name="jobs",
    summary=_("Jobs"),
    about=_("The jobs of ROME 4.0, by their codes."),
    example="/jobs?domain=H23",
)
def jobs(request: Asking, asked: Query[JobsAsked]) -> Page[JobRow]:
    """Return the standing jobs."""
    page = page_of(job_selectors.jobs(asked.domain).select_related("provenance"), order=("code",), asked=asked)
    return Page[JobRow](items=[job_row(each) for each in page.items], next=next_of(page))


@read(
    router,
    "/jobs/{code}",
    JobRecord,
    name="job",
    summary=_("A job"),
    about=_(
        "Its titles, what it asks of people, the certifications that lead to it; an old code says what became of it."
    ),
    example="/jobs/H2303",
)
def job(request: Asking, code: str) -> JobRecord:
    """Return one job, or what became of an old code."""
    code = code.upper()
    if not _JOB.fullmatch(code):
        raise Http404
    found = job_selectors.job_of(code)
    successors, heirs = job_selectors.successors_of(code), job_selectors.title_heirs_of(code)
    if found and not found.retired_on:
        return job_record(
            found,
            titles=job_selectors.titles_of(found),
            sheet=sheet_of(found),
            near=job_selectors.near_jobs_of(found),
            successors=[each for each in successors if each.code != code],
            heirs=heirs,
            certifications=certification_selectors.for_job(code, timezone.localdate(), MOST_FOR_A_JOB),
        )
    if not (found or successors or heirs):
        raise Http404
    return former_job(code, found, successors=successors, heirs=heirs)


@read(
    router,
    "/certifications",
    Page[told.CertificationRow],
    name="certifications",
    summary=_("Certifications"),
    about=_("The certifications of Certif Info by title, those out of date too: each says how it stands."),
    example="/certifications?level=5&standing=current",
)
def certifications(request: Asking, asked: Query[CertificationsAsked]) -> Page[told.CertificationRow]:
    """Return the certifications that stand in their register."""
    day = timezone.localdate()
    found = certification_selectors.narrowed(
        certification_selectors.certifications(), level=asked.level, state=asked.standing, job=asked.job, day=day
    )
    page = page_of(found.select_related("provenance"), order=("title", "code"), asked=asked)
    items = [told.certification_row(each) for each in listed(page.items, day)]
    return Page[told.CertificationRow](items=items, next=next_of(page))


@read(
    router,
    "/certifications/{code}",
    told.CertificationRecord,
    name="certification",
    summary=_("A certification"),
    about=_("How it stands, what follows it, how one comes to it and where it leads."),
    example="/certifications/116789",
)
def certification(request: Asking, code: str) -> told.CertificationRecord:
    """Return one certification by its Certif Info code."""
    found = certification_selectors.certification_of(code) if _CERTIFICATION.fullmatch(code) else None
    if found is None:
        raise Http404
    day = timezone.localdate()
    page = certification_page(found, day)
    return told.certification_record(page, listed(page.following, day))


@read(
    router,
    "/sheets/{number}",
    SheetRecord,
    name="sheet",
    summary=_("A sheet of the RNCP or RS"),
    about=_("Its validity, its blocks, what it replaces and what replaces it."),
    example="/sheets/RNCP38936",
)
def sheet(request: Asking, number: str) -> SheetRecord:
    """Return a sheet by its number, out of whatever register knows it."""
    proper = sheet_number(number)
    page = sheet_page(proper, timezone.localdate()) if proper else None
    if page is None:
        raise Http404
    return sheet_record(page)


@read(
    router,
    "/skills",
    FamiliesRecord,
    name="skills",
    summary=_("Skills by family"),
    about=_("The skills of bioproduction in their families, those taught at a level where one is asked for."),
    example="/skills?level=5",
)
def skills(request: Asking, asked: Query[SkillsAsked]) -> FamiliesRecord:
    """Return every family with its skills."""
    return FamiliesRecord(families=[family_record(each) for each in skill_selectors.families_at(asked.level)])


@read(
    router,
    "/skills/{slug:name}",
    SkillRecord,
    name="skill",
    summary=_("A skill"),
    about=_("What one sees, what comes before it, what it opens, what the State calls the same."),
    example="/skills/make-aseptic-connection",
)
def skill(request: Asking, name: str) -> SkillRecord:
    """Return one skill."""
    referential = load_referential()
    try:
        found = referential.skill(name)
    except UnknownNameError as error:
        raise Http404 from error
    numbers = list(dict.fromkeys(each.certification for each in found.links.blocks))
    sheets = certification_selectors.related(numbers, timezone.localdate()) if numbers else []
    return skill_record(
        found,
        referential=referential,
        wordings=skill_selectors.rome_wordings_of(found),
        scenarios=skill_selectors.scenarios_calling_for(found),
        sheets={each.number: told.sheet_ref(each) for each in sheets},
    )
