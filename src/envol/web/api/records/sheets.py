"""What the API tells of the sheets of the RNCP and RS."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as _
from pydantic import Field

from envol.web.api.records.certifications import (
    CertificationRef,
    CitedJobRecord,
    CodeRef,
    SheetRef,
    StandingRecord,
    certification_ref,
    cited_jobs,
    code_refs,
    sheet_refs,
    standing_record,
)
from envol.web.api.records.record import Provenance, Record, provenance_of
from envol.web.referentials.certification_pages import SheetPage
from envol.web.referentials.models import Sheet


class BlockRecord(Record):
    """A block of skills that may be validated on its own."""

    code: str
    title: str


class ValidityRecord(Record):
    """How long a sheet runs, as its register says it."""

    published_on: date | None
    decided_on: date | None
    first_day: date | None = Field(description=_("Courses begin from that day."))
    last_day: date | None = Field(description=_("The last day of the registration."))
    last_delivery_on: date | None
    was_active: bool | None = Field(description=_("Whether the register called it active on the day of the data."))


class SheetRecord(Record):
    """A sheet of the RNCP or RS, out of whatever register knows its number."""

    number: str
    title: str
    level: int | None
    standing: StandingRecord
    validity: ValidityRecord | None = Field(description=_("Null where only other registers cite the sheet."))
    certifiers: str
    blocks: list[BlockRecord]
    replaced_by: list[SheetRef] = Field(description=_("What replaces it, what replaces that, and so on."))
    replaces: list[SheetRef]
    certifications: list[CertificationRef]
    jobs: list[CitedJobRecord]
    school_codes: list[str]
    nsf: list[CodeRef]
    formacodes: list[CodeRef]
    provenance: Provenance | None


def sheet_record(page: SheetPage) -> SheetRecord:
    """Return a sheet whole."""
    sheet = page.sheet
    source = next(iter(page.records), None)
    return SheetRecord(
        number=page.number,
        title=page.title,
        level=sheet.level if sheet else None,
        standing=standing_record(page.standing),
        validity=_validity(sheet) if sheet else None,
        certifiers=sheet.certifiers if sheet else "",
        blocks=[BlockRecord(code=each.code, title=each.title) for each in page.blocks],
        replaced_by=sheet_refs(page.followed_by),
        replaces=sheet_refs(page.follows),
        certifications=[certification_ref(each) for each in page.certifications],
        jobs=cited_jobs(page.jobs),
        school_codes=[each.school_code for each in page.school_codes],
        nsf=code_refs(page.nsf),
        formacodes=code_refs(page.formacodes),
        provenance=provenance_of(source) if source else None,
    )


def _validity(sheet: Sheet) -> ValidityRecord:
    return ValidityRecord(
        published_on=sheet.published_on,
        decided_on=sheet.decided_on,
        first_day=sheet.first_day,
        last_day=sheet.last_day,
        last_delivery_on=sheet.last_delivery_on,
        was_active=sheet.is_active,
    )
