"""What is written of foresight: scenarios that people save, plans and backtests that commands keep."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from django.http import QueryDict

from envol.gateways.outlooks import Outlook
from envol.web.accountability.services import note
from envol.web.foresight.models import LONGEST_NOTE, LONGEST_TITLE, BacktestRun, Scenario, SolvedPlan
from envol.web.foresight.refusals import refuse
from envol.web.foresight.versions import named_outlook, version_of
from envol.web.foresight.what_if import Changes, WrongChanges, apply
from envol.web.network.models import Organisation
from envol.web.network.posts import posts_of
from envol.web.network.web_addresses import holds_address
from envol.web.people.models import Person

MOST_SCENARIOS = 200
"""Of one person."""
_WORDS = 32
"""Bytes of chance in a link: 43 letters."""


@transaction.atomic
def save_scenario(*, by: Person, outlook: str, changes: str, title: str, note_text: str = "") -> Scenario:
    """Keep what somebody changed in an outlook.

    Parameters
    ----------
    outlook : str
        Its name.
    changes : str
        As `Changes.to_query` writes them.

    Raises
    ------
    Refusal
        If there is no such outlook, the changes are none of its, or a text cannot be kept.
    """
    found = named_outlook(outlook)
    wanted = _checked(found, changes)
    if Scenario.objects.filter(person=by).count() >= MOST_SCENARIOS:
        raise refuse("scenarios-too-many", most=MOST_SCENARIOS)
    told = _texts(by, title, note_text)
    kept = Scenario.objects.create(
        person=by, outlook=outlook, version=version_of(found), changes=wanted.to_query(), **told
    )
    note("foresight.scenario.saved", by=by, about=kept)
    return kept


@transaction.atomic
def change_scenario(*, by: Person, scenario: Scenario, title: str, note_text: str) -> None:
    """Give a scenario another title and note.

    Raises
    ------
    Refusal
        If a text cannot be kept.
    """
    told = _texts(by, title, note_text)
    scenario.title, scenario.note = told["title"], told["note"]
    scenario.save(update_fields=["title", "note"])
    note("foresight.scenario.changed", by=by, about=scenario)


@transaction.atomic
def renew_scenario(*, by: Person, scenario: Scenario) -> None:
    """Take a scenario to stand on the outlook as it is now.

    Raises
    ------
    Refusal
        If the outlook is gone, or has no longer what the scenario changes.
    """
    found = named_outlook(scenario.outlook)
    _checked(found, scenario.changes)
    scenario.version = version_of(found)
    scenario.save(update_fields=["version"])
    note("foresight.scenario.renewed", by=by, about=scenario)


@transaction.atomic
def share_by_link(*, by: Person, scenario: Scenario) -> None:
    """Give a scenario a link that nobody guesses; one that it had is revoked by that.

    Raises
    ------
    Refusal
        To a fictional person, as whom anybody may enter, and to a pupil.
    """
    if by.is_fictional:
        raise refuse("link-of-a-demonstration")
    if by.is_pupil:
        raise refuse("link-of-a-pupil")
    scenario.link = secrets.token_urlsafe(_WORDS)
    scenario.save(update_fields=["link"])
    note("foresight.scenario.linked", by=by, about=scenario)


@transaction.atomic
def revoke_link(*, by: Person, scenario: Scenario) -> None:
    """Let the link of a scenario lead nowhere."""
    if scenario.link is None:
        return
    scenario.link = None
    scenario.save(update_fields=["link"])
    note("foresight.scenario.unlinked", by=by, about=scenario)


@transaction.atomic
def share_with(*, by: Person, scenario: Scenario, organisation: Organisation | None) -> None:
    """Share a scenario with the people of an organisation, or with none any more.

    Raises
    ------
    Refusal
        If it is not one of the person's own.
    """
    if organisation is not None and organisation.pk not in posts_of(by).organisations():
        raise refuse("not-a-member")
    before, after = scenario.organisation_id, organisation.pk if organisation else None
    if before == after:
        return
    scenario.organisation = organisation
    scenario.save(update_fields=["organisation"])
    deed = "foresight.scenario.shared" if after else "foresight.scenario.unshared"
    note(deed, by=by, about=scenario, organisation=after or before)


@transaction.atomic
def delete_scenario(*, by: Person, scenario: Scenario) -> None:
    """Delete a scenario, with its link."""
    note("foresight.scenario.deleted", by=by, about=scenario)
    scenario.delete()


def _checked(outlook: Outlook, query: str) -> Changes:
    """Return the changes of a query, of which the outlook has everything."""
    try:
        changes = Changes.from_query(QueryDict(query))
        apply(outlook, changes)
    except WrongChanges as wrong:
        raise refuse("changes-unreadable", why=" ".join(wrong.sentences)) from None
    return changes


def _texts(by: Person, title: str, note_text: str) -> dict[str, str]:
    told = {"title": " ".join(title.split()), "note": note_text.strip()}
    if not told["title"]:
        raise refuse("title-missing")
    for name, most in (("title", LONGEST_TITLE), ("note", LONGEST_NOTE)):
        if len(told[name]) > most:
            raise refuse("too-long", most=most)
    pretended = told["note"] or (told["title"] if holds_address(told["title"]) else "")
    if by.is_fictional and pretended:
        raise refuse("pretended-text", text=pretended[:40])
    return told


@transaction.atomic
def keep_plan(*, name: str, digest: str, document: dict[str, Any]) -> SolvedPlan:
    """Keep what a plan came to, to be shown until another one is solved."""
    kept = SolvedPlan.objects.create(name=name[:80], digest=digest, document=document)
    note("foresight.plan.solved", by=None, about=kept, plan=kept.name)
    return kept


@transaction.atomic
def keep_backtest(*, series: str, document: dict[str, Any]) -> BacktestRun:
    """Keep the figures of a backtest, to be shown until the next one."""
    kept = BacktestRun.objects.create(series=series, document=document)
    note("foresight.backtest.ran", by=None, about=kept, series=series)
    return kept
