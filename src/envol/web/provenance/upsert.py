"""Writing many rows at once: what is new is created, what differs is updated, what is the same is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any, TypeAlias, TypeVar

from django.db.models import Case, QuerySet, SmallIntegerField, When
from django.utils import timezone

from envol.web.provenance.models import Imported, ImportRun
from envol.web.provenance.writing import AT_ONCE, Row, Writing

_T = TypeVar("_T")
FEW = 20
"""Below so many that stand, a file may name fewer than half of them and be whole."""
_Standing: TypeAlias = dict[tuple[Any, ...], tuple[Any, tuple[Any, ...], int]]


@dataclass(slots=True)
class Tally:
    """How many records an import created, updated, left unchanged, retired, refused.

    `spared` are those that it does not name and that stand all the same, because it names so few.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    refused: int = 0
    spared: int = 0

    def add(self, other: Tally) -> None:
        """Count those of another one, too."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.retired += other.retired
        self.refused += other.refused
        self.spared += other.spared

    @property
    def standing(self) -> int:
        """Records that stand in the table when all is written."""
        return self.created + self.updated + self.unchanged

    @property
    def has_changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.created or self.updated or self.retired)


def upsert(
    rows: Iterable[Row],
    among: QuerySet[Any],
    *,
    key: Sequence[str],
    fields: Sequence[str],
    run: ImportRun,
    retiring: Callable[[], bool] = lambda: False,
) -> Tally:
    """Write rows into the table of `among`; each row's key is told apart from all others by the caller.

    Parameters
    ----------
    rows : iterable of mapping
        Each with every name of `key` and `fields`; a foreign key under its column's name (``job_id``).
    among : QuerySet
        The records that the rows are compared with: all of a table, or those of one batch.
    key, fields : sequence of str
        What tells records apart, and what else is written.
    run : ImportRun
        Stands on every record that is written.
    retiring : callable
        Asked when all rows are read: whether they were all there are, so that the standing records of `among` that no
        row named are retired; none where the rows named fewer than half of them (`Tally.spared`), for a part of a
        file is no file. Without it `retire` does the same for rows that came in batches.

    Returns
    -------
    Tally
    """
    model: type[Imported] = among.model
    standing = _standing(among, key, fields)
    key_of, values_of = _picked(key), _picked(fields)
    named: set[tuple[Any, ...]] = set()
    writing = Writing(model, key, fields, run)
    tally = Tally()
    for row in rows:
        of_key = key_of(row)
        held = standing.get(of_key)
        named.add(of_key)
        if held is None:
            writing.create(row)
            tally.created += 1
        elif held[1] != values_of(row) or held[2]:
            writing.update(held[0], row)
            tally.updated += 1
        else:
            tally.unchanged += 1
    writing.finish()
    if retiring():
        gone = _gone(standing, named)
        if is_part(named=len(named), stood=sum(not is_retired for _, _, is_retired in standing.values())):
            tally.spared = len(gone)
        else:
            tally.retired = _retire(model, gone, run)
    return tally


def is_part(*, named: int, stood: int) -> bool:
    """Say whether a file names so few of what stood that it can hardly be whole."""
    return stood >= FEW and 2 * named < stood


def retire(among: QuerySet[Any], *, key: Sequence[str], seen: set[tuple[Any, ...]], run: ImportRun) -> int:
    """Mark the records that stood no more in what was imported; return how many that were standing before."""
    standing = among.filter(retired_on=None).values_list("pk", *key)
    gone = [pk for pk, *values in standing.iterator(AT_ONCE) if tuple(values) not in seen]
    return _retire(among.model, gone, run)


def in_batches(things: Iterable[_T], size: int = AT_ONCE) -> Iterator[list[_T]]:
    """Yield lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def _retire(model: type[Imported], gone: Sequence[Any], run: ImportRun) -> int:
    day: date = run.dated or timezone.localdate()
    for some in in_batches(gone, 500):
        model._default_manager.filter(pk__in=some).update(retired_on=day, provenance=run)
    return len(gone)


def _gone(standing: _Standing, named: set[tuple[Any, ...]]) -> list[Any]:
    """Return the records that stand and were not named."""
    return [pk for key, (pk, _, is_retired) in standing.items() if not is_retired and key not in named]


def _standing(among: QuerySet[Any], key: Sequence[str], fields: Sequence[str]) -> _Standing:
    """Return by key each record's own key, its values, and 1 where it is retired."""
    cut = 2 + len(key)
    # A number and not the day, which Django would parse in every row.
    is_retired = Case(When(retired_on=None, then=0), default=1, output_field=SmallIntegerField())
    rows = among.values_list("pk", is_retired, *key, *fields)
    return {row[2:cut]: (row[0], row[cut:], row[1]) for row in rows.iterator(AT_ONCE)}


def _picked(names: Sequence[str]) -> Callable[[Row], tuple[Any, ...]]:
    """Return what takes some values of a row as a tuple, also where there is only one."""
    pick = itemgetter(*names) if names else lambda row: ()
    return pick if len(names) != 1 else lambda row: (pick(row),)
