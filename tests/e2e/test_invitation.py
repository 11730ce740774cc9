"""Somebody new takes up an invitation: from the letter that a campus sends, or by hand where none leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .campus import Campus
from .french import said
from .mailbox import Mailbox
from .network import Network, School, furnish
from .people import PASSWORD, sign_in, stranger
from .screens import Visit

INVITATION = re.compile(r"http://\S+/invitations/[\w-]+/")
CONFIRMATION = re.compile(r"http://\S+/accounts/confirm-email/[\w:-]+/")


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A campus whose mail leaves, with its network."""

    campus: Campus
    network: Network
    mailbox: Mailbox


@pytest.fixture
def posted(tmp_path: Path, worker_name: str) -> Iterator[Posted]:
    """A campus of its own that knows a server of mail."""
    mailbox = Mailbox()
    told = {"ENVOL_EMAIL_URL": mailbox.url, "ENVOL_EMAIL_FROM": "Envol <envol@example.invalid>"}
    campus = Campus(tmp_path, f"{worker_name}_mail", **told)
    campus.start()
    yield Posted(campus=campus, network=furnish(campus, ["mail"], ["maker"]), mailbox=mailbox)
    campus.stop()
    mailbox.close()


def test_somebody_new_takes_an_invitation_up_from_the_letter(visit: Visit, posted: Posted) -> None:
    head, guest = (visit("fr", at=posted.campus) for _ in range(2))
    school, email = posted.network.schools["mail"], stranger()
    posted.network.come_in(head.context, "head.mail")
    invite(head, "fr", school, email)
    expect(head.get_by_role("status")).to_contain_text(email)
    link = link_in(posted.mailbox.last_to(email), INVITATION)
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_contain_text(school.name)
    make_an_account(guest, "fr", email)
    guest.goto(link_in(posted.mailbox.last_to(email), CONFIRMATION))
    guest.get_by_role("button", name=said("fr", "Confirm")).click()
    guest.goto(link)
    guest.locator("main").get_by_role("link", name=said("fr", "Sign in"), exact=True).click()
    sign_in(guest, "fr", email)
    accept(guest, "fr", school)
    head.reload()
    expect(head.get_by_role("row").filter(has_text=email)).to_contain_text("acceptée")
    guest.goto(link)
    expect(guest.get_by_text(said("fr", "This invitation was taken up already."))).to_be_visible()


def test_where_no_mail_leaves_the_link_is_handed_over(visit: Visit, network: Network) -> None:
    head, guest = visit("en"), visit("en")
    school, email = network.schools["staff"], stranger()
    network.come_in(head.context, "head.staff")
    invite(head, "en", school, email)
    link = link_in(head.get_by_role("status").inner_text(), INVITATION)
    guest.goto(link)
    make_an_account(guest, "en", email)
    accept(guest, "en", school)


def invite(page: Page, language: str, school: School, email: str) -> None:
    """Invite somebody to teach at the second site."""
    page.goto(f"{school.path}people/")
    page.locator("[name=email]").fill(email)
    page.locator("[name=role]").select_option("teacher")
    page.locator("[name=site]").select_option(label="Annexe (Évreux)")
    page.get_by_role("button", name=said(language, "Send the invitation")).click()


def link_in(text: str, kind: re.Pattern[str]) -> str:
    found = kind.search(text)
    assert found, text
    return found.group()


def make_an_account(page: Page, language: str, email: str) -> None:
    """Follow the invitation to the page for it."""
    page.get_by_role("link", name=said(language, "Create an account")).click()
    page.locator("input[type=email]").fill(email)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name=said(language, "Create the account")).click()


def accept(page: Page, language: str, school: School) -> None:
    """Take the role up; classes can be opened from then on."""
    page.get_by_role("button", name=said(language, "Accept")).click()
    expect(page.get_by_role("status")).to_contain_text(school.name)
    page.goto("/groups/")
    expect(page.get_by_role("link", name=said(language, "Open a class"), exact=True)).to_be_visible()
