"""`envol manage plan FILE`: solve a plan's file, and keep what came of it for the page of the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from envol.errors import EnvolError
from envol.web.foresight.plan_solving import solve_and_keep
from envol.web.foresight.templatetags.foresight import percent


class Command(BaseCommand):
    """Solve and keep a plan."""

    help = "Solve a plan's file as `envol plan` does, and keep what came of it: the newest one stands on the page."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and how long and how well to solve it."""
        parser.add_argument("file", type=Path, help="The plan's file (YAML).")
        parser.add_argument("--seconds", type=float, default=60.0, help="For the solver; 60 where absent.")
        parser.add_argument("--gap", type=float, default=0.01, help="The gap that is good enough; 0.01 where absent.")
        parser.add_argument("--draws", type=int, default=200, help="Futures to try; 200 where absent, 0: none.")

    def handle(self, *args: Any, file: Path, seconds: float, gap: float, draws: int, **options: Any) -> None:
        """Solve it, and say how good the plan is."""
        try:
            kept = solve_and_keep(file, seconds=seconds, gap=gap, draws=draws)
        except EnvolError as error:
            raise CommandError(str(error)) from None
        told = {"name": kept.name, "gap": percent(kept.document["gap"])}
        self.stdout.write(_("The plan %(name)s is kept: no plan is better by more than %(gap)s.") % told)
