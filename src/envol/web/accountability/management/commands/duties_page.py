"""`envol manage duties_page`: the page of the documentation about duties, on standard output."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from envol.web.accountability.duties_document import duties_document


class Command(BaseCommand):
    """Write the page."""

    requires_system_checks = ()
    help = "Print docs/duties.md, from content/duties and the register of processing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(duties_document(), ending="")
