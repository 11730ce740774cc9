"""Which database keeps what: the papers of minors have one of their own."""

from __future__ import annotations

from typing import Any

PAPERS = "papers"


class PapersApart:
    """Sends the papers' models to their own database, and all others elsewhere."""

    def db_for_read(self, model: Any, **hints: object) -> str | None:
        """Return the database of a model, None for the usual one."""
        return PAPERS if model._meta.app_label == PAPERS else None

    def db_for_write(self, model: Any, **hints: object) -> str | None:
        """Return the database of a model, None for the usual one."""
        return PAPERS if model._meta.app_label == PAPERS else None

    def allow_relation(self, one: Any, other: Any, **hints: object) -> bool | None:
        """Allow no relation between the two stores."""
        apart = {each._meta.app_label == PAPERS for each in (one, other)}
        return None if len(apart) == 1 else False

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """Make each table in the one database where it belongs."""
        return (app_label == PAPERS) == (db == PAPERS)
