"""Rows on their way into a table, by one prepared statement for many of them.

Django's `bulk_create` and `bulk_update` build an object and a piece of SQL for every row. An import of hundreds of
thousands of rows spends most of its time there; here the rows go to the database as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from django.db import connections, models, router
from django.utils import timezone

from envol.web.provenance.models import Imported, ImportRun

AT_ONCE: Final = 2000
"""Rows in one statement's worth of work: more would gain nothing and hold more memory."""

Row = Mapping[str, Any]
_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
"""Columns whose values every database takes as they are."""
_AnyField: TypeAlias = "models.Field[Any, Any]"


class Writing:
    """Creates and updates rows of one table, a batch at a time.

    Parameters
    ----------
    model : type of Imported
    key, fields : sequence of str
        What every row has: a foreign key under its column's name (``job_id``).
    run : ImportRun
        Stands on every record that is written.
    """

    def __init__(self, model: type[Imported], key: Sequence[str], fields: Sequence[str], run: ImportRun) -> None:
        self._connection = connections[router.db_for_write(model)]
        self._run = run
        named = {name: _field_of(model, name) for name in (*key, *fields)}
        values = {name: self._value_of(field, name) for name, field in named.items()}
        others = [field for field in model._meta.concrete_fields if _is_left(field, list(named.values()))]
        self._fresh: list[tuple[Any, ...]] = []
        self._fresh_values = [*values.values(), *(self._default_of(field) for field in others)]
        self._changed: list[tuple[Any, ...]] = []
        self._changed_values = [values[name] for name in fields]
        self._insert = self._insert_into(model, [*named.values(), *others])
        self._update = self._update_of(model, [named[name] for name in fields])

    def create(self, row: Row) -> None:
        """Write a new record."""
        self._fresh.append(tuple([value(row) for value in self._fresh_values]))
        if len(self._fresh) == AT_ONCE:
            self._flush()

    def update(self, pk: Any, row: Row) -> None:
        """Write a record again that stands, or stood once."""
        self._changed.append((*[value(row) for value in self._changed_values], self._run.pk, pk))
        if len(self._changed) == AT_ONCE:
            self._flush()

    def finish(self) -> None:
        """Write what is left."""
        self._flush()

    def _flush(self) -> None:
        with self._connection.cursor() as cursor:
            for statement, rows in ((self._insert, self._fresh), (self._update, self._changed)):
                if rows:
                    cursor.executemany(statement, rows)
                    rows.clear()

    def _value_of(self, field: _AnyField, name: str) -> Callable[[Row], Any]:
        column = field.target_field if isinstance(field, models.ForeignKey) else field
        if isinstance(column, _AS_THEY_ARE):
            return lambda row: row[name]
        return lambda row: field.get_db_prep_save(row[name], self._connection)

    def _default_of(self, field: _AnyField) -> Callable[[Row], Any]:
        """Return what a column is given of which no row speaks."""
        if field.name == "provenance":
            return lambda row: self._run.pk
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            now = field.get_db_prep_save(timezone.now(), self._connection)
            return lambda row: now
        return lambda row: field.get_db_prep_save(field.get_default(), self._connection)

    def _insert_into(self, model: type[Imported], fields: Sequence[_AnyField]) -> str:
        columns = ", ".join(map(self._column, fields))
        return f"INSERT INTO {self._table(model)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"

    def _update_of(self, model: type[Imported], fields: Sequence[_AnyField]) -> str:
        written = [*fields, _field_of(model, "provenance")]
        columns = ", ".join(f"{self._column(field)} = %s" for field in written)
        retired, pk = self._column(_field_of(model, "retired_on")), self._column(model._meta.pk)
        return f"UPDATE {self._table(model)} SET {columns}, {retired} = NULL WHERE {pk} = %s"

    def _table(self, model: type[Imported]) -> str:
        return self._connection.ops.quote_name(model._meta.db_table)

    def _column(self, field: _AnyField) -> str:
        assert field.column is not None, "every concrete field has a column"
        return self._connection.ops.quote_name(field.column)


def _field_of(model: type[Imported], name: str) -> _AnyField:
    """Return a field by its own name or that of its column."""
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _is_left(field: _AnyField, named: Sequence[_AnyField]) -> bool:
    """Return whether a new record needs a value for a column that rows do not speak of."""
    is_by_database = isinstance(field, models.AutoField) or field.generated or field.has_db_default()
    return field not in named and not is_by_database
