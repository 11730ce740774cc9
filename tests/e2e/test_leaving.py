"""Somebody takes her data away, then leaves: her flight stays, flies again to its hash, and leads to nobody."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from envol.flight.agreement import Verdict

from .campus import Campus, envol_says
from .cockpit import Cockpit
from .debrief import Debrief
from .french import said
from .journals import flown_undisturbed
from .people import PASSWORD, sign_in, sign_up, stranger
from .screens import Visit

SCENARIO = "feed-pump-stop"
NAME = "Ada Quelqu’une-Exemple"
WORDS = {"fr": "effacer", "en": "erase"}
"""What is typed to erase an account: the catalogue has it in a context, which `said` does not look into."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_somebody_takes_her_data_away_and_erases_herself_and_her_flight_still_flies_to_its_hash(
    visit: Visit, campus: Campus, tmp_path: Path, language: str
) -> None:
    page, email = visit(language), stranger()
    sign_up(page, language, email)
    rename(page, language)
    flight, state_hash = fly(page, language)
    archive = take_away(page, language, tmp_path)
    person = holds_everything(archive, email, flight)
    elsewhere = page.context.browser.new_context(storage_state=page.context.storage_state())  # type: ignore[union-attr]
    erase(page, language)
    assert elsewhere.request.get(f"{campus.address}/account/").url.endswith("/accounts/login/?next=/account/")
    elsewhere.close()
    cannot_come_in(page, language, email)
    leads_to_nobody(campus, email, person)
    flies_again(campus, archive, flight, state_hash, tmp_path)


def rename(page: Page, language: str) -> None:
    """Give a name on the account page, and one of the consents."""
    page.goto("/account/")
    page.get_by_label(said(language, "Name"), exact=True).fill(NAME)
    page.get_by_role("button", name=said(language, "Keep this name")).click()
    expect(page.get_by_role("banner").get_by_role("link", name=NAME)).to_be_visible()


def fly(page: Page, language: str) -> tuple[str, str]:
    """Fly for a moment, write a note that names her, and land; return the id of the flight and its final hash."""
    page.goto(f"/scenarios/{SCENARIO}/")
    cockpit = Cockpit(page)
    page.get_by_role("button", name=said(language, "Take off")).click()
    cockpit.ready()
    cockpit.tab("notes").click()
    page.locator("#note").fill(f"{NAME} a vu la pompe")
    cockpit.button("notes.send").click()
    expect(cockpit.status).to_have_text(cockpit.t("notes.sent"))
    cockpit.jump("alarm")
    cockpit.end()
    flight = urlsplit(page.url).path.strip("/").rsplit("/", maxsplit=1)[-1]
    page.get_by_role("link", name=cockpit.t("banner.see-the-score")).click()
    return flight, Debrief(page, language).ready().state_hash


def take_away(page: Page, language: str, folder: Path) -> ZipFile:
    """Download the archive of everything."""
    page.goto("/account/")
    with page.expect_download() as download:
        page.get_by_role("button", name=said(language, "Take my data away")).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return ZipFile(path)


def holds_everything(archive: ZipFile, email: str, flight: str) -> str:
    """Check what is in the archive; return the id of the person."""
    document: dict[str, Any] = json.loads(archive.read("export.json"))
    tables = document["tables"]
    assert [row["name"] for row in tables["account"]] == [NAME]
    assert [row["email"] for row in tables["email-addresses"]] == [email]
    assert [row["id"] for row in tables["flights"]] == [flight]
    assert [row["text"] for row in tables["flight-notes"]] == [f"{NAME} a vu la pompe"]
    as_table = csv.DictReader(io.StringIO(archive.read("tables/flights.csv").decode("utf-8-sig")))
    assert [row["scenario"] for row in as_table] == [SCENARIO]
    assert journal_in(archive), "the journal is not there"
    person: str = document["person"]
    return person


def journal_in(archive: ZipFile) -> bytes:
    """The one journal in an archive."""
    (name,) = (each for each in archive.namelist() if re.fullmatch(r"files/journals/.+\.jsonl", each))
    return archive.read(name)


def erase(page: Page, language: str) -> None:
    """Erase the account; not without the word and the password."""
    page.get_by_role("link", name=said(language, "Erase my account")).click()
    page.locator("[name=word]").fill(WORDS[language])
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name=said(language, "Erase my account")).click()
    sentence = said(language, "Your account is erased. What stays is what the page said.")
    expect(page.get_by_role("status")).to_contain_text(sentence)
    expect(page.get_by_role("banner")).not_to_contain_text(NAME)


def cannot_come_in(page: Page, language: str, email: str) -> None:
    """Try the old e-mail and password."""
    page.goto("/accounts/login/")
    sign_in(page, language, email)
    expect(page.locator(".faults")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/accounts/login/"))


def leads_to_nobody(campus: Campus, email: str, person: str) -> None:
    """Read every cell of both databases."""
    id = UUID(person)
    read = campus.ask("holds", words=[email, NAME, NAME.replace("’", "'"), str(id), id.hex])
    assert read["cells"] > 1000, "the tables were not read"
    assert not read["found"], read["found"]


def flies_again(campus: Campus, archive: ZipFile, flight: str, state_hash: str, folder: Path) -> None:
    """Fly what stayed in the database, which is what she took with her, to the hash that she saw."""
    kept = campus.ask("journal", flight=flight)
    assert kept["pilot"] is None
    assert kept["text"].encode() == journal_in(archive)
    journal = folder / "journal.jsonl"
    journal.write_bytes(kept["text"].encode())
    assert flown_undisturbed(journal).verdict is Verdict.SAME
    assert json.loads(kept["text"].splitlines()[-1])["data"]["state"] == state_hash
    assert f"state: {state_hash}" in envol_says("replay", str(journal))
