"""The ways in: by the demonstration's buttons, by an account, and by an account made without looking at the page."""

from __future__ import annotations

import re
import secrets

from playwright.sync_api import APIResponse, BrowserContext, Page, expect

from .french import said

PASSWORD = "a long enough word"
ENTRANCES = {"learner": "Enter as Camille, who learns", "instructor": "Enter as Dominique, who instructs"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def enter(page: Page, language: str, who: str = "learner") -> None:
    """Enter as one of the fictional people."""
    page.goto("/")
    page.get_by_role("button", name=said(language, ENTRANCES[who])).click()
    expect(page.get_by_role("heading", level=1, name=said(language, "What now?"))).to_be_visible()


def sign_up(page: Page, language: str, email: str) -> None:
    """Make an account on the page for it."""
    page.goto("/")
    page.get_by_role("link", name=said(language, "Sign in"), exact=True).first.click()
    page.get_by_role("link", name=said(language, "Create an account")).click()
    page.locator("input[type=email]").fill(email)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name=said(language, "Create the account")).click()
    expect(page.get_by_role("heading", level=1, name=said(language, "What now?"))).to_be_visible()


def sign_in(page: Page, language: str, email: str) -> None:
    """Sign in on the page where one lands, which may lead back to another."""
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name=said(language, "Sign in"), exact=True).click()


def stranger() -> str:
    """An address that nobody has yet."""
    return f"{secrets.token_hex(6)}@example.invalid"


def send(context: BrowserContext, path: str, fields: dict[str, str]) -> APIResponse:
    """Send the form of a page as its browser would, without looking at it."""
    token = TOKEN.search(context.request.get(path).text())
    assert token, f"no form on {path}"
    address = f"{origin_of(context)}{path}"
    answer = context.request.post(
        path, form={"csrfmiddlewaretoken": token.group(1), **fields}, headers={"Referer": address}
    )
    assert answer.ok, f"{path} answered {answer.status}: {answer.text()[:400]}"
    return answer


def origin_of(context: BrowserContext) -> str:
    """Where the campus of a context is, without a last slash."""
    return context.request.get("/about/").url.removesuffix("/about/")


def newcomer(context: BrowserContext, **more: str) -> str:
    """Sign in as somebody new, quickly, who fills in more if need be; return their address."""
    email = stranger()
    send(context, "/accounts/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD, **more})
    return email


def as_demonstration(context: BrowserContext, who: str = "learner") -> None:
    """Sign in as one of the fictional people, quickly."""
    token = TOKEN.search(context.request.get("/").text())
    assert token, "the home page has no way in"
    context.request.post(
        f"/enter/{who}/",
        form={"csrfmiddlewaretoken": token.group(1)},
        headers={"Referer": f"{origin_of(context)}/"},
    )


def take_off(context: BrowserContext, scenario: str = "feed-pump-stop", seed: int = 1) -> str:
    """Take off quickly; return the path of the cockpit."""
    landed = send(context, f"/scenarios/{scenario}/", {"seed": str(seed)})
    found = re.search(r"/flights/[0-9a-f-]{36}/", landed.url)
    assert found, f"no cockpit: {landed.url}"
    return found.group()
