"""What the API tells of certifications: wherever one shows, it says how it stands and what follows it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_noop as _
from pydantic import Field

from envol.gateways.imports.certif_info import WAYS
from envol.web.api.records.record import Provenance, Record, provenance_of
from envol.web.referentials.certification_jobs import CitedJob
from envol.web.referentials.certification_pages import CertificationPage, Code
from envol.web.referentials.certification_selectors import Related
from envol.web.referentials.certification_standing import Standing, State
from envol.web.referentials.certification_succession import Listed


class StandingRecord(Record):
    """How a certification or a sheet stands today."""

    state: State
    reason: str = Field(description=_("A sentence, in the language that was asked for."))
    successors: list[str] = Field(description=_("Numbers of the sheets that replace it."))
    to_be_looked_up: bool = Field(description=_("Whether it ends, and no imported register says what follows."))


class SheetRef(Record):
    """A sheet that another record names."""

    number: str
    title: str = Field(description=_("Empty where no imported register tells it."))
    standing: StandingRecord | None = Field(description=_("Null where no imported register holds the sheet."))


class CertificationRef(Record):
    """A certification that another record names."""

    code: str
    title: str
    level: int | None
    numbers: list[str] = Field(description=_("Numbers of the sheets that register it."))
    standing: StandingRecord


class CertificationRow(CertificationRef):
    """A certification in a list."""

    type: str
    provenance: Provenance | None


class CodeRef(Record):
    """A code of another register; its title is empty where that was not imported."""

    code: str
    title: str


class CitedJobRecord(Record):
    """A job that a register cites, perhaps by a code that ROME has split since."""

    code: str
    title: str = Field(description=_("Of the job that has this code today; empty where none has."))
    split_off: list[CodeRef] = Field(description=_("Jobs of today that the code stood for, too."))


class CertificationRecord(CertificationRow):
    """A certification of Certif Info."""

    school_code: str
    first_session: int | None
    last_session: int | None
    extra_session: int | None
    delivered_by: str
    certifiers: str
    sheets: list[SheetRef]
    replaced_by: list[SheetRef]
    replaces: list[SheetRef]
    replaces_title: str = Field(description=_("Of the certification that it replaces, where that has no number."))
    replaced_by_unnumbered: list[CertificationRef]
    jobs: list[CitedJobRecord]
    nsf: CodeRef | None
    formacode: CodeRef | None
    by_initial: bool | None = Field(description=_("Whether one comes to it so; null, here and below, where unsaid."))
    by_apprenticeship: bool | None
    by_continuing: bool | None
    by_work_contract: bool | None
    by_experience: bool | None
    on_own_account: bool | None


def standing_record(standing: Standing) -> StandingRecord:
    """Return how something stands."""
    return StandingRecord(
        state=standing.state,
        reason=standing.reason,
        successors=list(standing.successors),
        to_be_looked_up=standing.is_to_be_looked_up,
    )


def sheet_ref(sheet: Related) -> SheetRef:
    """Return a sheet as another record names it."""
    return SheetRef(
        number=sheet.number,
        title=sheet.title,
        standing=standing_record(sheet.standing) if sheet.standing else None,
    )


def sheet_refs(sheets: Iterable[Related]) -> list[SheetRef]:
    """Return sheets as another record names them."""
    return [sheet_ref(each) for each in sheets]


def certification_ref(one: Listed) -> CertificationRef:
    """Return a certification as another record names it."""
    return CertificationRef(
        code=one.certification.code,
        title=one.certification.title,
        level=one.certification.level,
        numbers=list(one.numbers),
        standing=standing_record(one.standing),
    )


def certification_row(one: Listed) -> CertificationRow:
    """Return a certification as a list tells it; its import is at hand."""
    return CertificationRow(
        **dict(certification_ref(one)),
        type=one.certification.type,
        provenance=provenance_of(one.certification),
    )


def certification_record(page: CertificationPage, following: Iterable[Listed]) -> CertificationRecord:
    """Return a certification whole.

    Parameters
    ----------
    page : CertificationPage
    following : iterable of Listed
        Those of the page that replace it and have no number, with their standings.
    """
    one = page.certification
    return CertificationRecord(
        code=one.code,
        title=one.title,
        level=one.level,
        numbers=[each.number for each in page.sheets],
        standing=standing_record(page.standing),
        type=one.type,
        provenance=provenance_of(one),
        school_code=one.school_code,
        first_session=one.first_session,
        last_session=one.last_session,
        extra_session=page.extra_session,
        delivered_by=one.validators,
        certifiers=one.certifiers,
        sheets=sheet_refs(page.sheets),
        replaced_by=sheet_refs(page.followed_by),
        replaces=sheet_refs(page.follows),
        replaces_title=page.former_title,
        replaced_by_unnumbered=[certification_ref(each) for each in following],
        jobs=cited_jobs(page.jobs),
        nsf=_code(page.nsf),
        formacode=_code(page.formacode),
        **{name: getattr(one, name) for name in WAYS},
    )


def cited_jobs(cited: Iterable[CitedJob]) -> list[CitedJobRecord]:
    """Return the jobs that a register cites."""
    return [
        CitedJobRecord(
            code=each.code,
            title=each.job.title if each.job else "",
            split_off=[CodeRef(code=job.code, title=job.title) for job in each.split_off],
        )
        for each in cited
    ]


def code_refs(codes: Iterable[Code]) -> list[CodeRef]:
    """Return codes of another register."""
    return [CodeRef(code=each.code, title=each.title) for each in codes]


def _code(code: Code | None) -> CodeRef | None:
    return CodeRef(code=code.code, title=code.title) if code else None
