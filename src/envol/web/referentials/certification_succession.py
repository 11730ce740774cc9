"""What follows certifications and sheets, for many at once: the number of questions never grows with the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from envol.web.referentials.certification_standing import Facts, Standing, standing_of
from envol.web.referentials.models import (
    Certification,
    CertificationNumber,
    CertificationState,
    Sheet,
    Succession,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A certification as it is listed: with its numbers and its standing.

    Parameters
    ----------
    certification : Certification
    numbers : tuple of str
        Numbers of the sheets that register it.
    standing : Standing
    """

    certification: Certification
    numbers: tuple[str, ...]
    standing: Standing


def listed(found: Iterable[Certification], day: date) -> list[Listed]:
    """Return certifications with their numbers and standings, in their order."""
    certifications = list(found)
    numbers = _numbers_of({each.pk for each in certifications})
    following = _followers(certifications, numbers)
    return [
        Listed(
            certification=each,
            numbers=tuple(numbers.get(each.pk, ())),
            standing=standing_of(facts_of(each, following.get(each.pk, ())), day),
        )
        for each in certifications
    ]


def sheet_standings(sheets: Iterable[Sheet], day: date) -> dict[str, Standing]:
    """Return the standings of sheets by their numbers."""
    found = list(sheets)
    following = following_sheets([sheet.number for sheet in found])
    return {sheet.number: standing_of(facts_of(sheet, following.get(sheet.number, ())), day) for sheet in found}


def facts_of(each: Certification | Sheet, successors: Collection[str] = ()) -> Facts:
    """Return what is known of a certification or a sheet, from its outlook alone."""
    return Facts(
        opens=each.opens,
        closes=each.closes,
        registered_until=each.registered_until,
        is_registered=each.is_registered,
        followed_from=each.followed_from,
        withdrawn_on=each.retired_on,
        is_archived=isinstance(each, Certification) and each.state == CertificationState.ARCHIVED,
        successors=tuple(successors),
    )


def following_sheets(numbers: Collection[str]) -> dict[str, list[str]]:
    """Return the numbers of the sheets that replace others, by the number of the one replaced."""
    pairs = Succession.objects.filter(old__in=numbers, retired_on=None).values_list("old", "new")
    return _by_first(pairs)


def preceding_sheets(numbers: Collection[str]) -> dict[str, list[str]]:
    """Return the numbers of the sheets that others replace, by the number of the one that replaces."""
    pairs = Succession.objects.filter(new__in=numbers, retired_on=None).values_list("new", "old")
    return _by_first(pairs)


def _followers(certifications: Collection[Certification], numbers: Mapping[int, list[str]]) -> dict[int, list[str]]:
    of_sheets = following_sheets({number for each in numbers.values() for number in each})
    of_codes = _by_code({each.code for each in certifications})
    found: dict[int, list[str]] = {}
    for each in certifications:
        own = numbers.get(each.pk, [])
        said = [new for number in own for new in of_sheets.get(number, ())] + of_codes.get(each.code, [])
        found[each.pk] = [number for number in dict.fromkeys(said) if number not in own]
    return found


def _by_code(codes: Collection[str]) -> dict[str, list[str]]:
    """Return the numbers of certifications that replace others, by the Certif Info code of the one replaced."""
    replacing = Certification.objects.filter(former_code__in=codes, retired_on=None)
    replacing = replacing.exclude(former_state=CertificationState.ERRONEOUS)
    pairs = CertificationNumber.objects.filter(certification__in=replacing, retired_on=None)
    return _by_first(pairs.values_list("certification__former_code", "number"))


def _numbers_of(keys: Collection[int]) -> dict[int, list[str]]:
    rows = CertificationNumber.objects.filter(certification__in=keys, retired_on=None).order_by("number")
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, number in rows.values_list("certification", "number"):
        found[key].append(number)
    return found


def _by_first(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for first, second in sorted(set(pairs)):
        found[first].append(second)
    return found
