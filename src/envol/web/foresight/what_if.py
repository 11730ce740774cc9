"""What somebody changes in a situation: plants that come late, a better insertion, more places.

A change has one written form, the query of an address: what is saved, shared and asked of the page is the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from envol.errors import EnvolError
from envol.foresight.situation import Situation, Trainings
from envol.gateways.outlooks import Outlook

LATE = "late."
"""Before the name of a project, in a query."""
MOST_YEARS, MOST_POINTS, MOST_PLACES, MOST_ROWS = 5, 20, 500, 4
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}([.,][0-9]{0,9})?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}([.,]0{0,9})?")


class WrongChanges(EnvolError):
    """Changes that cannot be made; `sentences` says why, one for each fault, in the language of the page."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class MorePlaces:
    """Places that open, or close where `count` is below zero.

    Parameters
    ----------
    training, region : str
        The name of the one, the code of the other.
    since : int
        First year of them; 0 for the first year that is projected.
    count : int
        Places a year (persons).
    """

    training: str
    region: str
    since: int = 0
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that is changed at once; nothing is by default.

    Parameters
    ----------
    late : tuple of (str, float)
        Projects by name with how much later than announced they start (a).
    insertion : int
        Points on the share of leavers who find work, in every training (percent).
    places : tuple of MorePlaces
    """

    late: tuple[tuple[str, float], ...] = ()
    insertion: int = 0
    places: tuple[MorePlaces, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.late or self.insertion or self.places)

    def late_of(self, project: str) -> float:
        """Return how late a project is made (a)."""
        return dict(self.late).get(project, 0.0)

    @classmethod
    def from_query(cls, query: QueryDict) -> Changes:
        """Read changes from the query of an address; whatever else stands in it is left alone.

        Raises
        ------
        WrongChanges
            With a sentence for each value that is none.
        """
        faults: list[str] = []
        late = {
            name.removeprefix(LATE): round(_number(query.getlist(name)[-1], MOST_YEARS, _("A delay"), faults), 2)
            for name in query
            if name.startswith(LATE)
        }
        insertion = _whole(query.get("insertion", ""), MOST_POINTS, _("The change of insertion"), faults)
        places = tuple(_rows(query, faults))
        if faults:
            raise WrongChanges(faults)
        return cls(
            late=tuple(sorted((name, years) for name, years in late.items() if years)),
            insertion=insertion,
            places=_merged(places),
        )

    def to_query(self) -> str:
        """Return the changes as the query of an address: the same changes always give the same text."""
        pairs = [(f"{LATE}{name}", f"{years:g}") for name, years in self.late]
        pairs += [("insertion", str(self.insertion))] if self.insertion else []
        for each in self.places:
            pairs += [
                ("places", str(each.count)),
                ("training", each.training),
                ("where", each.region),
                ("since", str(each.since or "")),
            ]
        return urlencode(pairs)


def apply(outlook: Outlook, changes: Changes) -> Situation:
    """Return the situation of an outlook with changes made to it.

    Raises
    ------
    WrongChanges
        Where they name a project, training, region or year that the outlook has not.
    """
    situation = outlook.situation
    faults = list(_unknown(situation, changes))
    if faults:
        raise WrongChanges(faults)
    projects = tuple(replace(each, start=each.start + changes.late_of(each.name)) for each in situation.projects)
    return replace(situation, projects=projects, trainings=_trainings(situation, changes))


def _trainings(situation: Situation, changes: Changes) -> Trainings:
    trainings, perimeter = situation.trainings, situation.perimeter
    mean = np.clip(trainings.insertion.mean + changes.insertion / 100, 0.0, 1.0)
    places = trainings.places.copy()
    for each in changes.places:
        row, column = trainings.names.index(each.training), perimeter.regions.index(each.region)
        first = trainings.past + max(each.since - perimeter.first_year - 1, 0)
        places[row, column, first:] = np.maximum(places[row, column, first:] + each.count, 0.0)
    insertion = replace(trainings.insertion, mean=mean) if changes.insertion else trainings.insertion
    return replace(trainings, insertion=insertion, places=places)


def _unknown(situation: Situation, changes: Changes) -> Iterator[str]:
    perimeter = situation.perimeter
    starts = {each.name: each.start for each in situation.projects}
    for name, years in changes.late:
        if name not in starts:
            yield _("This outlook has no project “%(name)s”. Choose one of its list.") % {"name": name[:60]}
        elif starts[name] + years < perimeter.first_year:
            yield _(
                "No project starts before %(year)d: the jobs of earlier ones are among those of today. "
                "Make “%(name)s” less early."
            ) % {"year": perimeter.first_year, "name": name[:60]}
    for each in changes.places:
        if each.training not in situation.trainings.names:
            yield _("This outlook has no training “%(name)s”. Choose one of its list.") % {"name": each.training[:60]}
        if each.region not in perimeter.regions:
            yield _("This outlook has no region “%(name)s”. Choose one of its list.") % {"name": each.region[:60]}
        if each.since and not perimeter.first_year < each.since <= perimeter.last_year:
            yield _("Places open from %(first)d to %(last)d, not in %(year)d.") % {
                "first": perimeter.first_year + 1,
                "last": perimeter.last_year,
                "year": each.since,
            }


def _number(text: str, most: int, what: str, faults: list[str]) -> float:
    """Return a number from -most to most, 0 where nothing is written; another one is a fault."""
    written = text.strip() or "0"
    value = float(written.replace(",", ".")) if _NUMBER.fullmatch(written) else float("nan")
    if -most <= value <= most:
        return value
    faults.append(
        _("%(what)s is a number from %(low)d to %(high)d, not “%(text)s”.")
        % {"what": what, "low": -most, "high": most, "text": text[:40]}
    )
    return 0.0


def _whole(text: str, most: int, what: str, faults: list[str]) -> int:
    """Return a whole number from -most to most, 0 where nothing is written; another one is a fault.

    A part of a place or a point is told, as an answer to a rounded question would be one to another question.
    """
    written = text.strip() or "0"
    value = round(float(written.replace(",", "."))) if _WHOLE.fullmatch(written) else None
    if value is not None and -most <= value <= most:
        return value
    faults.append(
        _("%(what)s is a whole number from %(low)d to %(high)d, not “%(text)s”.")
        % {"what": what, "low": -most, "high": most, "text": text[:40]}
    )
    return 0


def _rows(query: QueryDict, faults: list[str]) -> Iterator[MorePlaces]:
    counts, trainings, regions, years = (query.getlist(name) for name in ("places", "training", "where", "since"))
    if len(counts) > MOST_ROWS:
        faults.append(_("At most %(most)d lines of places can be changed at once.") % {"most": MOST_ROWS})
        return
    for number, text in enumerate(counts):
        count = _whole(text, MOST_PLACES, _("A change of places"), faults)
        if not count:
            continue
        training, region, since = (_at(values, number) for values in (trainings, regions, years))
        if not training or not region:
            faults.append(_("Say in which training and region the %(count)d places are.") % {"count": count})
        elif since and not (since.isascii() and since.isdigit() and len(since) == 4):
            faults.append(_("A year is written as 2027, not “%(text)s”.") % {"text": since[:40]})
        else:
            yield MorePlaces(training=training, region=region, since=int(since or 0), count=count)


def _at(values: Sequence[str], number: int) -> str:
    return values[number].strip() if number < len(values) else ""


def _merged(rows: Sequence[MorePlaces]) -> tuple[MorePlaces, ...]:
    counts: dict[tuple[str, str, int], int] = {}
    for row in rows:
        key = (row.training, row.region, row.since)
        counts[key] = counts.get(key, 0) + row.count
    merged = (
        MorePlaces(training=training, region=region, since=since, count=count)
        for (training, region, since), count in counts.items()
        if count
    )
    return tuple(sorted(merged))
