"""`envol manage retention`: end what has been kept long enough."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext

from envol.web.accountability.retention import jobs, run


class Command(BaseCommand):
    """Run every retention job; each says how much it ended."""

    help = "End what has been kept long enough: one line a job. To be run every day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="Say what would end, and end nothing.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Run the jobs and print a line each."""
        ended = run(dry_run=dry_run)
        for job in jobs():
            self.stdout.write(_line(job.name, str(job.title), ended[job.name], dry_run=dry_run))


def _line(name: str, title: str, count: int, *, dry_run: bool) -> str:
    if dry_run:
        sentence = ngettext("%(count)d record would end", "%(count)d records would end", count)
    else:
        sentence = ngettext("%(count)d record ended", "%(count)d records ended", count)
    return f"{name}: {sentence % {'count': count}} ({title})"
