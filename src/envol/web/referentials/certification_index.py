"""What certifications are found by: titles and codes of today, and the former ones that people still ask for.

What a find says of a certification's standing is as of the day it was written down: `index_certifications` is called
after each import, and has to be called once a day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from envol.web.provenance.upsert import in_batches
from envol.web.referentials.certification_standing import Standing, State
from envol.web.referentials.certification_succession import (
    Listed,
    listed,
    preceding_sheets,
    sheet_standings,
)
from envol.web.referentials.models import (
    Certification,
    CertificationNumber,
    CertificationState,
    ProfessionalDiploma,
    Sheet,
)
from envol.web.search.folding import words_of
from envol.web.search.services import Findable, index

KIND = "certification"
WEIGHTS = {State.CURRENT: 0, State.EXPIRING: -1, State.LAST_SESSION: -2, State.UNKNOWN: -2, State.STALE: -5}
AT_ONCE = 1000
LANGUAGE = "fr"
"""Of the second line of a find: the registers are in French only, and so are its titles."""

NO_CERTIFICATION = (CertificationState.NOT_CERTIFYING, CertificationState.ERRONEOUS)


def index_certifications(day: date | None = None) -> int:
    """Write down every certification, and every sheet without one, for the search; return how many."""
    day = day or timezone.localdate()
    with translation.override(LANGUAGE):
        return index(KIND, _findable(day), whole=True)


def _findable(day: date) -> Iterator[Findable]:
    former = _Former()
    certifying = Certification.objects.exclude(state__in=NO_CERTIFICATION).order_by("pk")
    for batch in in_batches(certifying.iterator(AT_ONCE), AT_ONCE):
        found = listed(batch, day)
        old = preceding_sheets({number for each in found for number in each.numbers})
        yield from (_certification(each, old, former) for each in found)
    alone = Sheet.objects.exclude(number__in=CertificationNumber.objects.values("number")).order_by("pk")
    for sheets in in_batches(alone.iterator(AT_ONCE), AT_ONCE):
        standings = sheet_standings(sheets, day)
        old = preceding_sheets(standings)
        yield from (_sheet(each, standings[each.number], old.get(each.number, []), former) for each in sheets)


def _certification(each: Listed, old: dict[str, list[str]], former: _Former) -> Findable:
    certification = each.certification
    replaced = [number for own in each.numbers for number in old.get(own, ())]
    titles = [certification.former_title, *former.diplomas(certification.school_code, each.numbers)]
    return Findable(
        key=certification.code,
        title=certification.title,
        path=reverse("referentials:certification", args=[certification.code]),
        hint=_hint(each.numbers, certification.level, each.standing),
        former=_new_words(certification.title, [*titles, *former.sheets(replaced)]),
        codes=(certification.code, certification.school_code, *_digits(each.numbers), *replaced, *_digits(replaced)),
        weight=WEIGHTS[each.standing.state],
    )


def _sheet(sheet: Sheet, standing: Standing, replaced: list[str], former: _Former) -> Findable:
    return Findable(
        key=sheet.number,
        title=sheet.name,
        path=reverse("referentials:sheet", args=[sheet.number]),
        hint=_hint([sheet.number], sheet.level, standing),
        former=_new_words(sheet.name, former.sheets(replaced)),
        codes=(sheet.number, *_digits([sheet.number]), *replaced, *_digits(replaced)),
        weight=WEIGHTS[standing.state],
    )


class _Former:
    """Other titles by number and by school code."""

    def __init__(self) -> None:
        sheets = Sheet.objects.only("number", "diploma", "title").iterator(AT_ONCE)
        self._sheets = {sheet.number: f"{sheet.name} ({sheet.number})" for sheet in sheets}
        former = Certification.objects.exclude(former_number="").values_list("former_number", "former_title")
        for number, title in former:
            self._sheets.setdefault(number, f"{title} ({number})")
        self._diplomas: defaultdict[str, list[str]] = defaultdict(list)
        rows = ProfessionalDiploma.objects.filter(retired_on=None)
        for code, number, short, title in rows.values_list("school_code", "number", "abbreviation", "title"):
            self._diplomas[number or code].append(f"{short} {title}")

    def sheets(self, numbers: Iterable[str]) -> list[str]:
        return [self._sheets[number] for number in numbers if number in self._sheets]

    def diplomas(self, school_code: str, numbers: Iterable[str]) -> list[str]:
        keys = [*numbers, school_code]
        return [title for key in keys if key for title in self._diplomas.get(key, ())]


def _hint(numbers: Iterable[str], level: int | None, standing: Standing) -> str:
    parts = list(numbers)
    if level:
        parts.append(_("level %(level)s") % {"level": level})
    if standing.state not in (State.CURRENT, State.UNKNOWN):
        parts.append(
            _("%(state)s: %(reason)s") % {"state": standing.state.label, "reason": standing.reason.rstrip(".")}
        )
        if standing.successors:
            parts.append(_("replaced by %(numbers)s") % {"numbers": ", ".join(standing.successors)})
    return " · ".join(parts)


def _new_words(title: str, others: Iterable[str]) -> list[str]:
    """Return the other titles that say a word which the title does not."""
    known = set(words_of(title))
    return [other for other in dict.fromkeys(others) if not known.issuperset(words_of(other))]


def _digits(numbers: Iterable[str]) -> list[str]:
    """Return numbers without the name of the register: people leave it out."""
    return [number.lstrip("RNCPS") for number in numbers]
