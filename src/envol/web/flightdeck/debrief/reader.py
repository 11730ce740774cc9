"""The words of a debrief for whoever reads it: those of the reports, set as French is printed."""

from __future__ import annotations

from collections.abc import Mapping

from envol.flight.content.schema import Bilingual
from envol.gateways.telling import Telling
from envol.web.pagekit.language import said_in
from envol.web.pagekit.typesetting import typeset


class Reader(Telling):
    """A telling for a page."""

    def said(self, text: Bilingual) -> str:
        """Return a text in the reader's language; see `Telling`."""
        return said_in(text, self.language)

    def title(self, name: str) -> str:
        """Return the title of a name; see `Telling`."""
        return self._printed(super().title(name))

    def because(self, facts: Mapping[str, float]) -> str:
        """Return what a line of the grade rests on; see `Telling`."""
        return self._printed(super().because(facts))

    def _printed(self, text: str) -> str:
        return typeset(text) if self.language == "fr" else text
