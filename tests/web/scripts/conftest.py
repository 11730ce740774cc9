"""A blank page that has the cockpit's scripts at hand, and a deck on which an instrument can be tried.

Playwright keeps an event loop running in the thread that drives it, under which Django's database does not work: so
the browser lasts for this folder only, one page for all: each try clears it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from django.utils import translation
from playwright.sync_api import Page, Route, sync_playwright

import envol.web
from e2e import chromium
from envol.web.flightdeck.meta import Meta
from envol.web.flightdeck.school import plan_for
from envol.web.flightdeck.words import cockpit_words

STATIC = Path(envol.web.__file__).parent / "static"
CAMPUS = "http://campus.invalid"
ON_DECK = """
async ([meta, words, script]) => {
  const { deckOf } = await import("/cockpit/page.js");
  document.body.innerHTML = '<p id="status"></p><main></main>';
  const deck = deckOf(meta, words, { status: document.getElementById("status") });
  const host = document.querySelector("main");
  const asked = [];
  const answers = {};
  deck.channel.ask = async (what, fields) => (asked.push({ what, ...fields }), answers[what] ?? { type: "ack" });
  deck.store.joined = deck.store.connected = true;
  const told = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
  return new Function("deck", "host", "asked", "answers", "told", `return (async () => {${script}})()`)(
    deck, host, asked, answers, told);
}
"""
Try: TypeAlias = Callable[..., Any]


@pytest.fixture(scope="package")
def blank() -> Iterator[Page]:
    """A page without anything, on an address that serves the scripts as they are written.

    It is the machine's Chromium, without which these tests fail with a sentence, or are left out where that is asked.
    """
    if chromium.left_out():
        pytest.skip(chromium.LEFT_OUT)
    executable = chromium.found()
    if executable is None:
        pytest.fail(chromium.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options(executable))
        page = browser.new_page()
        page.route("**/*", _serve)
        page.goto(f"{CAMPUS}/")
        yield page
        browser.close()


def _serve(route: Route) -> None:
    path = STATIC / route.request.url.removeprefix(f"{CAMPUS}/")
    if path.suffix == ".js" and path.is_file():
        route.fulfill(path=path, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>blank</title>", content_type="text/html")


@pytest.fixture
def on_deck(blank: Page) -> Try:
    """Run a script that is given `deck`, `host` and `asked`, what was asked of the flight; return what it returns."""

    def tried(script: str, language: str = "en", role: str = "instructor") -> Any:
        with translation.override(language):
            words = cockpit_words()
            meta = Meta(plan_for("feed-pump-stop", 1), language).document(teaching=role == "instructor")
        places = {"socket": "/ws/", "role": role, "scoreUrl": "/score/", "homeUrl": "/", "signInUrl": "/"}
        return blank.evaluate(ON_DECK, [meta | places, words, script])

    return tried
