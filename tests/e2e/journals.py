"""The journal of a flight as it can be taken away, and what an undisturbed flight makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from envol.flight.agreement import Agreement
from envol.gateways.replaying import open_recording

from .content import library


def journal_of(context: BrowserContext, path: str, folder: Path) -> Path:
    """Take the journal of a landed flight away; return where it is."""
    answer = context.request.get(f"{path}journal.jsonl")
    assert answer.ok, f"{answer.status}: {answer.text()[:400]}"
    file = folder / "journal.jsonl"
    file.write_bytes(answer.body())
    return file


def events_in(journal: Path) -> dict[int, dict[str, Any]]:
    """Its events by their number."""
    events = map(json.loads, journal.read_text(encoding="utf-8").splitlines())
    return {event["seq"]: event for event in events}


def flown_undisturbed(journal: Path) -> Agreement:
    """Fly the same events at the same scans in one go, and compare the end with the seal.

    Raises
    ------
    JournalError
        If another state is reached than the one that was sealed.
    """
    recording = open_recording(library(), journal)
    agreement = recording.agreement
    assert agreement is not None, "the journal is not sealed"
    return agreement
