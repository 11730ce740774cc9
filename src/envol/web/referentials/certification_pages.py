"""What the pages of one certification and of one sheet are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from envol.gateways.imports.certif_info import WAYS
from envol.web.provenance.models import Imported
from envol.web.referentials.certification_jobs import CitedJob, cited_jobs
from envol.web.referentials.certification_selectors import (
    Related,
    certifications_of,
    related,
    sheet_of,
    standing_of_number,
    successors,
)
from envol.web.referentials.certification_standing import Standing
from envol.web.referentials.certification_succession import Listed, listed, preceding_sheets
from envol.web.referentials.models import (
    Block,
    Certification,
    CertificationJob,
    CertificationState,
    Formacode,
    Nsf,
    ProfessionalDiploma,
    Sheet,
    SheetDiploma,
    SheetJob,
    Succession,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of another register and its label, empty where that was not imported."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationPage:
    """A certification as its page shows it.

    Parameters
    ----------
    certification : Certification
    standing : Standing
    sheets : sequence of Related
        The sheets that register it.
    followed_by, follows : sequence of Related
    former_title : str
        Of the certification that it replaces, where that has no number.
    following : sequence of Certification
        Certifications that replace it and have no number.
    jobs : sequence of CitedJob
    nsf, formacode : Code or None
    ways : sequence of str
        How one comes to it.
    no_ways : sequence of str
        How one does not.
    extra_session : int or None
        A supplementary session after the last.
    records : sequence of Certification or Sheet
        What the page comes from.
    """

    certification: Certification
    standing: Standing
    sheets: Sequence[Related]
    followed_by: Sequence[Related]
    follows: Sequence[Related]
    former_title: str
    following: Sequence[Certification]
    jobs: Sequence[CitedJob]
    nsf: Code | None
    formacode: Code | None
    ways: Sequence[str]
    no_ways: Sequence[str]
    extra_session: int | None
    records: Sequence[Certification | Sheet]


def certification_page(certification: Certification, day: date) -> CertificationPage:
    """Return what the page of a certification shows on a day."""
    one = listed([certification], day)[0]
    old = [number for own in one.numbers for number in preceding_sheets([own]).get(own, ())]
    cited = CertificationJob.objects.filter(certification=certification, retired_on=None)
    ways = [(_verbose(name), getattr(certification, name)) for name in WAYS]
    return CertificationPage(
        certification=certification,
        standing=one.standing,
        sheets=related(one.numbers, day),
        followed_by=related(one.standing.successors, day),
        follows=related([number for number in dict.fromkeys(old) if number not in one.numbers], day),
        former_title=_former_title(certification, old),
        following=_following(certification, one),
        jobs=cited_jobs(cited.order_by("order").values_list("job", flat=True)),
        nsf=_label(Nsf, certification.nsf),
        formacode=_label(Formacode, certification.formacode),
        ways=[name for name, said in ways if said],
        no_ways=[name for name, said in ways if said is False],
        extra_session=_extra_session(certification, one.numbers),
        records=[certification, *Sheet.objects.filter(number__in=one.numbers).select_related("provenance")],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """A sheet as its page shows it, out of whatever register knows its number.

    Parameters
    ----------
    number, title : str
    sheet : Sheet or None
        None where only other registers cite it.
    standing : Standing
    blocks : sequence of Block
    followed_by, follows : sequence of Related
    certifications : sequence of Listed
    jobs : sequence of CitedJob
    school_codes : sequence of SheetDiploma
    nsf, formacodes : sequence of Code
    records : sequence of Imported
        What the page comes from.
    """

    number: str
    title: str
    sheet: Sheet | None
    standing: Standing
    blocks: Sequence[Block]
    followed_by: Sequence[Related]
    follows: Sequence[Related]
    certifications: Sequence[Listed]
    jobs: Sequence[CitedJob]
    school_codes: Sequence[SheetDiploma]
    nsf: Sequence[Code]
    formacodes: Sequence[Code]
    records: Sequence[Imported]


def sheet_page(number: str, day: date) -> SheetPage | None:
    """Return what the page of a sheet shows on a day; None where no imported register knows its number."""
    standing = standing_of_number(number, day)
    if standing is None:
        return None
    sheet = sheet_of(number)
    certified = listed(certifications_of(number).select_related("provenance"), day)
    return SheetPage(
        number=number,
        title=related([number], day)[0].title,
        sheet=sheet,
        standing=standing,
        blocks=list(sheet.blocks.filter(retired_on=None)) if sheet else [],
        followed_by=successors(number, day),
        follows=related(preceding_sheets([number]).get(number, []), day),
        certifications=certified,
        jobs=cited_jobs(_cited(sheet, certified)),
        school_codes=list(SheetDiploma.objects.filter(number=number, retired_on=None).order_by("school_code")),
        nsf=_labels(Nsf, sheet.nsf_codes if sheet else []),
        formacodes=_labels(Formacode, sheet.formacodes if sheet else []),
        records=_records(number, sheet, certified),
    )


def job_asked(code: str) -> CitedJob | None:
    """Return the job that a list is narrowed to."""
    return cited_jobs([code])[0] if code else None


def _cited(sheet: Sheet | None, certified: Sequence[Listed]) -> list[str]:
    """Return the ROME codes that a sheet cites, and where none were imported, those of its certifications."""
    own = SheetJob.objects.filter(sheet=sheet, retired_on=None).order_by("job").values_list("job", flat=True)
    if sheet and (codes := list(own)):
        return codes
    keys = [each.certification.pk for each in certified]
    links = CertificationJob.objects.filter(certification__in=keys, retired_on=None).order_by("order", "job")
    return list(links.values_list("job", flat=True))


def _records(number: str, sheet: Sheet | None, certified: Sequence[Listed]) -> list[Imported]:
    """Return where a page comes from: two certifications of one list say the same of it."""
    records: list[Imported] = [sheet] if sheet else []
    records += [each.certification for each in certified[:1]]
    told = Succession.objects.filter(Q(old=number) | Q(new=number), retired_on=None).select_related("provenance")
    return records or list(told[:1])


def _former_title(certification: Certification, old: Sequence[str]) -> str:
    """Return the title of a former certification that no link of a sheet leads to."""
    is_mistake = certification.former_state == CertificationState.ERRONEOUS
    is_linked = certification.former_number and certification.former_number in old
    return "" if is_mistake or is_linked else certification.former_title


def _following(certification: Certification, one: Listed) -> list[Certification]:
    if one.standing.successors:
        return []
    found = Certification.objects.filter(former_code=certification.code, retired_on=None)
    return list(found.exclude(former_state=CertificationState.ERRONEOUS).order_by("title", "code")[:10])


def _extra_session(certification: Certification, numbers: Sequence[str]) -> int | None:
    if not certification.school_code:
        return None
    found = ProfessionalDiploma.objects.filter(school_code=certification.school_code, retired_on=None)
    sessions = {row.number: row.extra_session for row in found}
    if len(sessions) == 1:
        return next(iter(sessions.values()))
    return next((sessions[number] for number in numbers if sessions.get(number)), None)


def _verbose(name: str) -> str:
    return str(next(field.verbose_name for field in Certification._meta.fields if field.name == name))


def _label(model: type[Nsf | Formacode], code: str) -> Code | None:
    return next(iter(_labels(model, [code])), None) if code else None


def _labels(model: type[Nsf | Formacode], codes: Sequence[str]) -> list[Code]:
    titles = dict(model._default_manager.filter(code__in=codes).values_list("code", "title"))
    return [Code(code=code, title=titles.get(code, "")) for code in codes]
