"""axe-core finds nothing on the pages around a flight: both languages, light and dark, desktop and phone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from .axe import assert_accessible
from .debrief import Debrief
from .french import said
from .looks import LOOKS, TWO_LOOKS
from .people import as_demonstration, newcomer
from .screens import Visit
from .watching import Watch

OPEN = (
    "/",
    "/about/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/of-none/",
    "/accounts/confirm-email/",
    "/preferences/",
)
SIGNED_IN = (
    "/",
    "/scenarios/",
    "/scenarios/fed-batch-first-flight/",
    "/logbook/",
    "/preferences/",
    "/accounts/logout/",
)
OWN_ACCOUNT = ("/preferences/", "/accounts/email/", "/accounts/password/change/", "/logbook/")
NOT_THERE = "/scenarios/of-no-such-name/"


@LOOKS
def test_pages_for_everybody_are_accessible(visit: Visit, watch: Watch, language: str, look: dict[str, Any]) -> None:
    page = visit(language, **look)
    for path in OPEN:
        page.goto(path)
        assert_accessible(page, path)
    watch.provoke(NOT_THERE, "404", "403")
    page.goto(NOT_THERE)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page, "404")
    expire_the_form(page)
    expect(page.get_by_role("heading", level=1, name=said(language, "The form had expired"))).to_be_visible()
    assert_accessible(page, "an expired form")


@LOOKS
def test_pages_for_people_are_accessible(visit: Visit, watch: Watch, language: str, look: dict[str, Any]) -> None:
    page = visit(language, **look)
    as_demonstration(page.context)
    for path in SIGNED_IN:
        page.goto(path)
        assert_accessible(page, path)
    watch.provoke("403")
    page.goto("/deck/")
    assert_accessible(page, "403")


@LOOKS
def test_debriefs_are_accessible(visit: Visit, language: str, look: dict[str, Any]) -> None:
    page = visit(language, **look)
    as_demonstration(page.context)
    page.goto("/logbook/")
    page.get_by_role("link", name=said(language, "Score"), exact=True).first.click()
    Debrief(page, language).ready()
    page.locator("details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    assert_accessible(page, "the score")
    page.get_by_role("link", name=said(language, "Replay the flight")).click()
    debrief = Debrief(page, language).ready()
    expect(debrief.why).to_be_visible()
    assert_accessible(page, "the replay")


@TWO_LOOKS
def test_an_account_of_ones_own_is_accessible(visit: Visit, watch: Watch, language: str, look: dict[str, Any]) -> None:
    page = visit(language, **look)
    newcomer(page.context)
    for path in OWN_ACCOUNT:
        page.goto(path)
        assert_accessible(page, path)
    page.goto("/scenarios/feed-pump-stop/")
    page.locator("summary").first.click()
    page.get_by_label(said(language, "Seed")).evaluate("(field) => { field.min = ''; field.value = '-1'; }")
    watch.provoke("422")
    page.get_by_role("button", name=said(language, "Take off")).click()
    expect(page.locator(".fault")).to_be_visible()
    assert_accessible(page, "the briefing, with a seed that cannot be")


@TWO_LOOKS
def test_the_deck_of_an_instructor_is_accessible(visit: Visit, language: str, look: dict[str, Any]) -> None:
    page = visit(language, **look)
    as_demonstration(page.context, "instructor")
    page.goto("/")
    assert_accessible(page, "what an instructor does now")
    page.goto("/deck/")
    assert_accessible(page, "the deck")


def expire_the_form(page: Page) -> None:
    """Send a form whose token is not the one of the browser's cookie."""
    page.goto("/accounts/login/")
    page.locator("input[type=email]").fill("nobody@example.invalid")
    page.locator("input[type=password]").fill("whatever it is")
    form = page.locator("main form").first
    form.locator("[name=csrfmiddlewaretoken]").evaluate("(field) => { field.value = 'x'.repeat(64); }")
    form.get_by_role("button").click()
