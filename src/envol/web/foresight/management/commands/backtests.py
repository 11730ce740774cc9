"""`envol manage backtests`: try the methods of foresight on the past, and keep what came of it for the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from envol.errors import EnvolError
from envol.foresight.backtest import census, trial
from envol.gateways.census_au import read_census
from envol.gateways.dares import NEAR, read_employment
from envol.web.foresight.backtest_pages import CENSUS, DARES, census_document, dares_document
from envol.web.foresight.services import keep_backtest


class Command(BaseCommand):
    """Run and keep both backtests."""

    help = "Try the methods of foresight on public series of the past, and keep the figures for the page of backtests."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("--data", type=Path, required=True, help="The folder that holds the public files.")

    def handle(self, *args: Any, data: Path, **options: Any) -> None:
        """Read everything before anything is kept."""
        try:
            documents = {
                DARES: dares_document(trial.backtest(read_employment(data), near=NEAR)),
                CENSUS: census_document(census.backtest(read_census(data))),
            }
        except EnvolError as error:
            raise CommandError(str(error)) from None
        for series, document in documents.items():
            keep_backtest(series=series, document=document)
            self.stdout.write(_("The backtest of %(series)s is kept.") % {"series": series})
