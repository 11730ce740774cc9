"""`envol manage demonstration`: the fictional people and their flights."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from envol.web.flightdeck.demonstration import furnish


class Command(BaseCommand):
    """Furnish a demonstration campus."""

    help = "Make the fictional learner and instructor, and fly the flights of their logbook, where they are not there."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so, and say what was flown."""
        self.stdout.write(f"{furnish()} flights flown for the demonstration")
