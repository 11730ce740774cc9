"""`envol manage daily`: what a campus does once a day."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from envol.web.portal.daily import index_everything


class Command(BaseCommand):
    """Do the day's work."""

    help = "End what was kept long enough, and write down anew what can be found. To be run once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="Say what would end, and change nothing.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Run the retention jobs, then the indexes; print a line each."""
        call_command("retention", dry_run=dry_run, stdout=self.stdout)
        if dry_run:
            return
        for kind, count in index_everything().items():
            self.stdout.write(f"{kind}: {count}")
        _forget_what_was_erased()


def _forget_what_was_erased() -> None:
    """Fold SQLite's log of writes into its file and empty it: what was erased from the tables would stand there on."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
