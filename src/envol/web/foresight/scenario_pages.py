"""What the page of a scenario shows, whoever reads it, and what is downloaded of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from envol.errors import Refusal
from envol.gateways.outlooks import Outlook
from envol.web.foresight import comparing
from envol.web.foresight.export import document_of, table_of
from envol.web.foresight.figures import Summary
from envol.web.foresight.models import Scenario
from envol.web.foresight.refusals import said
from envol.web.foresight.scenario_words import changes_of, name_of, outlook_title
from envol.web.foresight.telling import changes_in_words
from envol.web.foresight.versions import named_outlook, version_of
from envol.web.foresight.what_if import WrongChanges

FORMAT = "envol-foresight-scenario-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A scenario as it can be read today.

    Parameters
    ----------
    scenario : Scenario
    outlook : Outlook or None
        None where it is gone.
    has_changed : bool
        Whether the outlook starts from something else than when the scenario was saved.
    sentences : list of str
        What is changed.
    summary : Summary or None
        None where it cannot be calculated.
    trouble : str
        Why not; empty where it can.
    """

    scenario: Scenario
    outlook: Outlook | None
    has_changed: bool = False
    sentences: list[str]
    summary: Summary | None = None
    trouble: str = ""

    @property
    def title(self) -> str:
        """What its outlook is called."""
        return outlook_title(self.outlook) if self.outlook else self.scenario.outlook


def read(scenario: Scenario) -> Reading:
    """Return a scenario with its figures, or with the reason why it has none."""
    try:
        outlook = named_outlook(scenario.outlook)
    except Refusal as refused:
        return Reading(scenario=scenario, outlook=None, sentences=[], trouble=said(refused))
    has_changed = version_of(outlook) != scenario.version
    try:
        changes = changes_of(scenario.changes)
        summary = comparing.single(outlook, changes)
    except WrongChanges as wrong:
        return Reading(
            scenario=scenario, outlook=outlook, has_changed=True, sentences=[], trouble=" ".join(wrong.sentences)
        )
    return Reading(
        scenario=scenario,
        outlook=outlook,
        has_changed=has_changed,
        sentences=changes_in_words(outlook, changes),
        summary=summary,
    )


def region_rows(reading: Reading) -> list[dict[str, Any]]:
    """Return the regions with their names, for the table."""
    if reading.summary is None or reading.outlook is None:
        return []
    return [
        {"name": name_of(reading.outlook, "region", each.code), "figures": each.figures, "change": each.change}
        for each in reading.summary.regions
    ]


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a scenario with its figures as plain values; what counts too few persons is null."""
    scenario, outlook, summary = reading.scenario, reading.outlook, reading.summary
    return {
        "format": FORMAT,
        "title": scenario.title,
        "note": scenario.note,
        "saved": scenario.saved_at.isoformat(),
        "outlook": scenario.outlook,
        "version_when_saved": scenario.version,
        "version_now": version_of(outlook) if outlook else None,
        "changes": scenario.changes,
        "changes_in_words": reading.sentences,
        "trouble": reading.trouble,
        "figures": document_of(outlook, changes_of(scenario.changes), summary) if outlook and summary else None,
    }


def as_csv(reading: Reading) -> str:
    """Return the figures of a scenario as CSV, a line for each; none where it cannot be calculated."""
    return table_of(reading.summary) if reading.summary else ""


def version_warning() -> str:
    """Return what stands where the outlook changed since a scenario was saved."""
    return _("The outlook has changed since this was saved: the figures are those of the outlook as it is now.")
