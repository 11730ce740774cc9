"""Writing many rows at once: what is new is created, what differs is updated, what is the same is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from envol.web.provenance.models import Imported, ImportRun

AT_ONCE = 2000
"""Rows in one statement's worth of work: more would gain nothing and hold more memory."""

Row = Mapping[str, Any]
_T = TypeVar("_T")


@dataclass(slots=True)
class Tally:
    """How many records an import created, updated, left unchanged, retired."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0

    def add(self, other: Tally) -> None:
        """Count those of another one, too."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.retired += other.retired


def upsert(
    rows: Iterable[Row], among: QuerySet[Any], *, key: Sequence[str], fields: Sequence[str], run: ImportRun
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

    Returns
    -------
    Tally
    """
    model: type[Imported] = among.model
    standing = _standing(among, key, fields)
    fresh: list[Imported] = []
    changed: list[Imported] = []
    tally = Tally()
    for row in rows:
        held = standing.get(tuple(row[name] for name in key))
        values = tuple(row[name] for name in fields)
        if held is None:
            fresh.append(model(**row, provenance=run))
        elif held[1] != values or held[2] is not None:
            changed.append(model(**{"pk": held[0], **row}, provenance=run, retired_on=None))
        else:
            tally.unchanged += 1
    model._default_manager.bulk_create(fresh, batch_size=AT_ONCE)
    model._default_manager.bulk_update(
        changed, [*(_field_name(model, name) for name in fields), "provenance", "retired_on"], batch_size=AT_ONCE // 10
    ) if changed else None
    tally.created, tally.updated = len(fresh), len(changed)
    return tally


def retire(among: QuerySet[Any], *, key: Sequence[str], seen: set[tuple[Any, ...]], run: ImportRun) -> int:
    """Mark the records that stood no more in what was imported; return how many that were standing before."""
    standing = among.filter(retired_on=None).values_list("pk", *key)
    gone = [pk for pk, *values in standing.iterator(AT_ONCE) if tuple(values) not in seen]
    day: date = run.dated or timezone.localdate()
    for some in in_batches(gone, 500):
        among.model._default_manager.filter(pk__in=some).update(retired_on=day, provenance=run)
    return len(gone)


def in_batches(things: Iterable[_T], size: int = AT_ONCE) -> Iterator[list[_T]]:
    """Yield lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def _standing(
    among: QuerySet[Any], key: Sequence[str], fields: Sequence[str]
) -> dict[tuple[Any, ...], tuple[Any, tuple[Any, ...], date | None]]:
    cut = 2 + len(key)
    rows = among.values_list("pk", "retired_on", *key, *fields)
    return {row[2:cut]: (row[0], row[cut:], row[1]) for row in rows.iterator(AT_ONCE)}


def _field_name(model: type[Model], name: str) -> str:
    """Return a field's own name where that of its column was given."""
    return next((field.name for field in model._meta.concrete_fields if field.attname == name), name)
