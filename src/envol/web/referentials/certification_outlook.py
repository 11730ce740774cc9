"""Gathering, after an import, what all registers together say of how long each certification and each sheet runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from envol.web.provenance.upsert import in_batches
from envol.web.referentials.models import (
    Certification,
    CertificationNumber,
    CertificationState,
    ProfessionalDiploma,
    Sheet,
    Succession,
)

COLUMNS = ("opens", "closes", "registered_until", "is_registered", "followed_from")
_Outlook = tuple[int | None, int | None, date | None, bool | None, int | None]
_Sessions = tuple[int | None, int | None]

NOT_SAID = 0
"""The first session of a successor of which nobody says when it begins."""


def gather() -> int:
    """Bring the outlook of every certification and sheet up to date; return how many changed."""
    registers = _Registers()
    return _write(Certification, registers.of_certifications()) + _write(Sheet, registers.of_sheets())


@dataclass(slots=True)
class _Known:
    """A certification as far as the outlook goes."""

    pk: int
    code: str
    opens: int | None
    closes: int | None
    numbers: list[str] = field(default_factory=list)


class _Registers:
    """All that bears on validity, held at once: some ten thousand short rows."""

    def __init__(self) -> None:
        self.sheets = {
            number: (pk, until, active)
            for pk, number, until, active in Sheet.objects.filter(retired_on=None).values_list(
                "pk", "number", "last_day", "is_active"
            )
        }
        self.diplomas = _diplomas()
        self.diplomas_by_number: defaultdict[str, list[_Sessions]] = defaultdict(list)
        for (_, number), sessions in self.diplomas.items():
            if number:
                self.diplomas_by_number[number].append(sessions)
        self.by_number: defaultdict[str, list[_Known]] = defaultdict(list)
        self.certifications = self._certifications()
        self.successors: defaultdict[str, set[str]] = defaultdict(set)
        for old, new in Succession.objects.filter(retired_on=None).values_list("old", "new"):
            self.successors[old].add(new)
        self.by_former = self._by_former()

    def of_certifications(self) -> Iterable[tuple[int, _Outlook]]:
        """Yield the key and outlook of each certification."""
        for known in self.certifications.values():
            sheets = [self.sheets[number] for number in known.numbers if number in self.sheets]
            until = max((day for _, day, _ in sheets if day), default=None)
            active = [said for _, _, said in sheets if said is not None]
            following = [each.opens or NOT_SAID for each in self.by_former[known.code]]
            following += [self._begins(new) for number in known.numbers for new in self.successors[number]]
            followed_from = min(following, default=None)
            yield known.pk, (known.opens, known.closes, until, any(active) if active else None, followed_from)

    def of_sheets(self) -> Iterable[tuple[int, _Outlook]]:
        """Yield the key and outlook of each sheet."""
        for number, (pk, until, active) in self.sheets.items():
            opens, closes = self._sessions(number)
            followed_from = min((self._begins(new) for new in self.successors[number]), default=None)
            yield pk, (opens, closes, until, active, followed_from)

    def _sessions(self, number: str) -> _Sessions:
        """Return the sessions of what a sheet registers: it closes where the last of them does."""
        known: list[_Sessions] = [(each.opens, each.closes) for each in self.by_number.get(number, ())]
        known = known or self.diplomas_by_number.get(number, [])
        closes = [last for _, last in known]
        opens = min((first for first, _ in known if first), default=None)
        return opens, max((last for last in closes if last), default=None) if all(closes) else None

    def _begins(self, number: str) -> int:
        return self._sessions(number)[0] or NOT_SAID

    def _certifications(self) -> dict[str, _Known]:
        numbers: defaultdict[int, list[str]] = defaultdict(list)
        for pk, number in CertificationNumber.objects.filter(retired_on=None).values_list("certification", "number"):
            numbers[pk].append(number)
        found: dict[str, _Known] = {}
        rows = Certification.objects.values_list(
            "pk", "code", "school_code", "first_session", "last_session", "retired_on"
        )
        for pk, code, school_code, first, last, retired_on in rows:
            opens, closes = self._with_diploma(school_code, numbers[pk], (first, last))
            known = _Known(pk=pk, code=code, opens=opens, closes=closes, numbers=numbers[pk])
            found[code] = known
            for number in known.numbers if retired_on is None else ():
                self.by_number[number].append(known)
        return found

    def _with_diploma(self, school_code: str, numbers: list[str], own: _Sessions) -> _Sessions:
        """Return the sessions of Certif Info with those of the ministries' list: of two last ones the later counts."""
        exact = [self.diplomas[school_code, each] for each in numbers if (school_code, each) in self.diplomas]
        only = self.diplomas.get((school_code, ""))
        said = exact[0] if exact else only
        if not said:
            return own
        return own[0] or said[0], max((last for last in (own[1], said[1]) if last), default=None)

    def _by_former(self) -> defaultdict[str, list[_Known]]:
        found: defaultdict[str, list[_Known]] = defaultdict(list)
        rows = Certification.objects.exclude(former_code="").exclude(former_state=CertificationState.ERRONEOUS)
        for code, former in rows.filter(retired_on=None).values_list("code", "former_code"):
            found[former].append(self.certifications[code])
        return found


def _diplomas() -> dict[tuple[str, str], _Sessions]:
    """Return the sessions of the ministries' list by school code and number.

    A code that stands once leads there without its number too: a sheet that was renewed has another one, the diploma
    kept its code.
    """
    rows = ProfessionalDiploma.objects.filter(retired_on=None)
    found: dict[tuple[str, str], _Sessions] = {}
    of_code: defaultdict[str, list[_Sessions]] = defaultdict(list)
    for code, number, first, last, extra in rows.values_list(
        "school_code", "number", "first_session", "last_session", "extra_session"
    ):
        sessions = (first, max((each for each in (last, extra) if each), default=None))
        found[code, number] = sessions
        of_code[code].append(sessions)
    return {**{(code, ""): each[0] for code, each in of_code.items() if len(each) == 1}, **found}


def _write(model: type[Model], outlooks: Iterable[tuple[int, _Outlook]]) -> int:
    """Write what changed, the same values in one statement: there are far fewer of them than rows."""
    stored = {row[0]: row[1:] for row in model._default_manager.values_list("pk", *COLUMNS)}
    alike: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for pk, outlook in outlooks:
        if stored[pk] != outlook:
            alike[outlook].append(pk)
    for outlook, keys in alike.items():
        for some in in_batches(keys, 500):
            model._default_manager.filter(pk__in=some).update(**dict(zip(COLUMNS, outlook, strict=True)))
    return sum(map(len, alike.values()))
