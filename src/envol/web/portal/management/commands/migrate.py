"""`envol manage migrate`: every database of the campus, unless one is named."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import DEFAULT_DB_ALIAS, connections


class Command(DjangoMigrate):
    """Bring the databases up to date: the campus's own, and that of papers."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what Django's command takes; no database means all of them."""
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """Check the databases that will be migrated."""
        return super().get_check_kwargs(options) | {"databases": _databases(options)}

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate the database that is named, else each."""
        for alias in _databases(options):
            super().handle(*args, **options | {"database": alias})


def _databases(options: dict[str, Any]) -> list[str]:
    """Return which are meant: when one app alone is named, it is the campus's own that keeps it."""
    if options["database"]:
        return [options["database"]]
    return [DEFAULT_DB_ALIAS] if options["app_label"] else list(connections)
