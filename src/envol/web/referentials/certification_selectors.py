"""What is read of certifications: by the pages here, the search, the offers and the API alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from envol.web.referentials.certification_filters import standing_as, with_state
from envol.web.referentials.certification_index import NO_CERTIFICATION
from envol.web.referentials.certification_jobs import cited_for
from envol.web.referentials.certification_standing import Facts, Standing, State, standing_of
from envol.web.referentials.certification_succession import (
    Listed,
    following_sheets,
    listed,
    sheet_standings,
)
from envol.web.referentials.models import (
    Certification,
    CertificationJob,
    CertificationNumber,
    Sheet,
    SheetJob,
)

MOST_STEPS = 8
"""How far a chain of successors is followed: none of the registers' is half as long, but they could run in a ring."""


_BEST_FIRST = (State.CURRENT, State.EXPIRING, State.LAST_SESSION, State.UNKNOWN, State.STALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A sheet that replaces another one or is replaced by it.

    Parameters
    ----------
    number : str
    title : str
        Empty where no imported register tells it.
    standing : Standing or None
        None where no imported register holds the sheet itself.
    """

    number: str
    title: str
    standing: Standing | None


def certifications() -> QuerySet[Certification]:
    """Return the certifications that stand in their register, the expired ones too.

    Certif Info also lists trainings that certify nothing: they are not among them, and may not be called so.
    """
    return Certification.objects.exclude(state__in=NO_CERTIFICATION).filter(retired_on=None)


def certification_of(code: str) -> Certification | None:
    """Return a certification by its Certif Info code, also one that has been withdrawn; None where there is none."""
    found = Certification.objects.exclude(state__in=NO_CERTIFICATION).select_related("provenance")
    return found.filter(code=code).first()


def sheet_of(number: str) -> Sheet | None:
    """Return a sheet by its number, ``RNCP38883``; None where no register that tells of sheets was imported with it."""
    return Sheet.objects.select_related("provenance").filter(number=number).first()


def certifications_of(number: str) -> QuerySet[Certification]:
    """Return the certifications that a sheet registers."""
    numbers = CertificationNumber.objects.filter(number=number, retired_on=None)
    return certifications().filter(pk__in=numbers.values("certification")).order_by("title", "code")


def standing_on(each: Certification | Sheet, day: date) -> Standing:
    """Return how one certification or sheet stands on a day."""
    if isinstance(each, Certification):
        return listed([each], day)[0].standing
    return sheet_standings([each], day)[each.number]


def standing_facts(certification: Certification | Sheet, day: date) -> dict[str, Any]:
    """Return a standing as the API tells it; the sentence is in the language of the request."""
    standing = standing_on(certification, day)
    return {
        "state": standing.state.value,
        "reason": standing.reason,
        "successors": list(standing.successors),
        "to_be_looked_up": standing.is_to_be_looked_up,
        "on": day.isoformat(),
    }


def standings_of(codes: Collection[str], day: date) -> dict[str, Standing]:
    """Return the standings of certifications by their codes, of however many, with the same few questions."""
    return {
        each.certification.code: each.standing for each in listed(Certification.objects.filter(code__in=codes), day)
    }


def narrowed(
    found: QuerySet[Certification],
    *,
    level: int | None = None,
    type_code: str = "",
    state: State | None = None,
    job: str = "",
    day: date,
) -> QuerySet[Certification]:
    """Return those of a level, of a type, that stand so on a day, that lead to a job."""
    if level is not None:
        found = found.filter(level=level)
    if type_code:
        found = found.filter(type_code=type_code)
    if job:
        found = found.filter(_leads_to(job))
    return standing_as(found, state, day) if state else found


def types() -> list[tuple[str, str]]:
    """Return the types of certification by their codes, in the order of their names."""
    pairs = certifications().exclude(type_code="").values_list("type_code", "type").distinct()
    return sorted(dict(pairs).items(), key=lambda pair: pair[1].casefold())


def for_job(code: str, day: date, most: int) -> tuple[list[Listed], bool]:
    """Return at most so many certifications that lead to a job, and whether there are more.

    Those in force come first, those out of date last.
    """
    found = with_state(certifications().filter(_leads_to(code)), day)
    ranks = [When(standing_state=state.value, then=Value(rank)) for rank, state in enumerate(_BEST_FIRST)]
    rows = list(found.order_by(Case(*ranks), F("level").asc(nulls_last=True), "title", "code")[: most + 1])
    return listed(rows[:most], day), len(rows) > most


def successors(number: str, day: date) -> list[Related]:
    """Return all that follows a sheet: what replaces it, what replaces that, and so on."""
    return related(_chain(number), day)


def related(numbers: Collection[str], day: date) -> list[Related]:
    """Return sheets by their numbers, with a title wherever any register tells it."""
    sheets = {sheet.number: sheet for sheet in Sheet.objects.filter(number__in=numbers)}
    standings = sheet_standings(sheets.values(), day)
    titles = _titles([number for number in numbers if number not in sheets])
    certified = _standings_by_number([number for number in numbers if number not in sheets], day)
    return [
        Related(
            number=number,
            title=sheets[number].name if number in sheets else titles.get(number, ""),
            standing=standings.get(number) or certified.get(number),
        )
        for number in numbers
    ]


def standing_of_number(number: str, day: date) -> Standing | None:
    """Return how a sheet stands, out of whatever register knows its number; None where none does."""
    if sheet := Sheet.objects.filter(number=number).first():
        return sheet_standings([sheet], day)[number]
    if certified := _standings_by_number([number], day).get(number):
        return certified
    following = following_sheets([number]).get(number, [])
    return standing_of(Facts(followed_from=0, successors=tuple(following)), day) if following else None


def _leads_to(job: str) -> Q:
    codes = cited_for(job)
    said = CertificationJob.objects.filter(certification=OuterRef("pk"), job__in=codes, retired_on=None)
    sheets = SheetJob.objects.filter(job__in=codes, retired_on=None, sheet__retired_on=None)
    numbers = CertificationNumber.objects.filter(
        certification=OuterRef("pk"), number__in=sheets.values("sheet__number"), retired_on=None
    )
    return Q(Exists(said)) | Q(Exists(numbers))


def _chain(number: str) -> list[str]:
    found: dict[str, None] = {}
    edge = [number]
    for _ in range(MOST_STEPS):
        following = following_sheets(edge)
        edge = [new for old in edge for new in following.get(old, ()) if new not in found and new != number]
        edge = list(dict.fromkeys(edge))
        if not edge:
            break
        found |= dict.fromkeys(edge)
    return list(found)


def _titles(numbers: Collection[str]) -> dict[str, str]:
    former = Certification.objects.filter(former_number__in=numbers).order_by("-code")
    own = CertificationNumber.objects.filter(number__in=numbers).order_by("-certification__code")
    return dict(former.values_list("former_number", "former_title")) | dict(
        own.values_list("number", "certification__title")
    )


def _standings_by_number(numbers: Collection[str], day: date) -> dict[str, Standing]:
    links = CertificationNumber.objects.filter(number__in=numbers, retired_on=None)
    pairs = list(links.select_related("certification").order_by("-certification__code"))
    standings = {each.certification.pk: each.standing for each in listed([pair.certification for pair in pairs], day)}
    return {pair.number: standings[pair.certification_id] for pair in pairs}
