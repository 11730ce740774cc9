"""A class as its teacher opens it and as pupils come into it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, expect

from .french import said
from .people import send

PERSONAL = re.compile(r"name|nom\b|prénom|mail|courriel|birth|naissance|phone|téléphone", re.IGNORECASE)
ASKED = """() => [...document.querySelectorAll("main input, main select, main textarea")]
  .filter((field) => field.type !== "hidden")
  .map((field) => [field.type, field.name, field.autocomplete, ...[...field.labels].map((label) => label.textContent)])
  .map((words) => words.join(" "))"""
CARD = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass(frozen=True, kw_only=True)
class Class:
    """A class that was opened: the address of its page, and the code that opens it."""

    path: str
    code: str

    @property
    def id(self) -> str:
        """Its id."""
        return self.path.strip("/").rsplit("/", maxsplit=1)[-1]


def open_class(page: Page, language: str, name: str) -> Class:
    """Open a class and its code, from the list of classes."""
    page.goto("/groups/")
    page.get_by_role("link", name=said(language, "Open a class"), exact=True).click()
    page.get_by_label(said(language, "Name"), exact=True).fill(name)
    page.get_by_role("button", name=said(language, "Open the class")).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    page.get_by_role("button", name=said(language, "Open a code")).click()
    return shown_class(page)


def shown_class(page: Page) -> Class:
    """The class whose page shows its code."""
    code = page.locator(".code code")
    expect(code).to_be_visible()
    return Class(path=page.evaluate("location.pathname"), code=code.inner_text())


def join(page: Page, language: str, code: str) -> str:
    """Join a class on its page, as somebody whom nobody knows; return the words on the card."""
    page.get_by_label(said(language, "Class code")).fill(code)
    page.get_by_role("button", name=said(language, "Join"), exact=True).click()
    return shown_card(page, language)


def shown_card(page: Page, language: str) -> str:
    """The words on the card that is shown."""
    expect(page.get_by_role("heading", level=1, name=said(language, "Your card"))).to_be_visible()
    words = page.locator(".card-words").inner_text()
    assert CARD.fullmatch(words), words
    return words


def join_quickly(context: BrowserContext, code: str) -> str:
    """Join without looking at the page; return the words on the card."""
    words = CARD.search(send(context, "/join/", {"code": code}).text())
    assert words, "no card was given"
    return words.group()


def sign_out(page: Page, language: str) -> None:
    """Sign out by the button of every page."""
    page.get_by_role("button", name=said(language, "Sign out")).click()
    expect(page.get_by_role("link", name=said(language, "Sign in"), exact=True).first).to_be_visible()


def come_back(page: Page, language: str, card: str) -> None:
    """Sign in with a card, from the page where others sign in by e-mail."""
    page.get_by_role("link", name=said(language, "Sign in"), exact=True).first.click()
    page.get_by_role("link", name=said(language, "I have a card")).click()
    asks_for_nothing_personal(page)
    page.get_by_label(said(language, "The words on your card")).fill(card)
    page.get_by_role("button", name=said(language, "Come in")).click()
    expect(page.get_by_role("heading", level=1, name=said(language, "What now?"))).to_be_visible()


def roster(page: Page) -> list[tuple[int, str]]:
    """The numbers and nicknames that the page of a class shows."""
    rows = page.locator(".roster tbody tr")
    numbers, names = rows.locator("th").all_inner_texts(), rows.locator("td:nth-of-type(1)").all_inner_texts()
    return [(int(number), name.strip()) for number, name in zip(numbers, names, strict=True)]


def asks_for_nothing_personal(page: Page) -> None:
    """Check that no field of a page wants to know who somebody is.

    Raises
    ------
    AssertionError
        With the fields that do.
    """
    asked: list[str] = page.evaluate(ASKED)
    personal = [field for field in asked if PERSONAL.search(field)]
    assert not personal, f"{page.url} asks for {personal}"
