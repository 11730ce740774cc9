"""Foresight in a browser: sliders that answer while they move, by mouse and keyboard, and the page without script."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from .axe import assert_accessible
from .keyboard import Keyboard
from .looks import LOOKS
from .screens import PHONE, Visit

OUTLOOK = "/foresight/outlooks/france/"
PROMPT_MS = 300
"""Within which a moved slider is to be answered."""
ENOUGH = 20
TIMED = """() => {
  window.took = [];
  let begun = 0;
  document.addEventListener("input", () => { begun = performance.now(); }, true);
  const painted = new MessageChannel();
  painted.port1.onmessage = () => window.took.push(performance.now() - begun);
  new MutationObserver(() => requestAnimationFrame(() => painted.port2.postMessage(0)))
    .observe(document.getElementById("answer"), { childList: true });
}"""
"""From a slider's event to the frame that shows its answer; a message comes after the frame that it was sent in."""


def answered(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.locator("#said")).to_contain_text(text)


def test_a_slider_is_answered_in_the_page_within_the_blink_of_an_eye(visit: Visit) -> None:
    page = visit()
    page.goto(OUTLOOK)
    page.evaluate(TIMED)
    slider = page.locator("#insertion")
    for count in range(1, ENOUGH + 1):
        slider.press("ArrowRight")
        expect(page.locator("#answer")).to_contain_text(f"+{count} point")
    took = sorted(page.evaluate("() => window.took"))
    assert len(took) == ENOUGH
    # The middle one: another process that takes the machine for a moment says nothing of the page.
    assert took[ENOUGH // 2] < PROMPT_MS, took


def test_an_answer_says_what_the_change_adds(visit: Visit) -> None:
    page = visit()
    page.goto(OUTLOOK)
    page.locator("#insertion").press("ArrowRight")
    answered(page, re.compile(r"What is changed adds −.* \(−.* to −.*\) to this gap"))


def test_the_address_holds_the_question(visit: Visit) -> None:
    page = visit()
    page.goto(OUTLOOK)
    page.get_by_label("Region", exact=True).first.select_option("28")
    page.locator("#late-1").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"region=28.*&late\.[a-z-]+=0\.5$"))
    page.reload()
    expect(page.locator("#late-1")).to_have_value("0.5")


def test_a_region_of_the_map_is_chosen_by_keyboard_and_keeps_the_focus(visit: Visit) -> None:
    page = visit()
    page.goto(OUTLOOK)
    region = page.locator('#answer [data-region="28"]')
    region.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#answer h2").first).to_contain_text("Normandie")
    expect(page.locator('#answer [data-region="28"]')).to_be_focused()


def test_every_slider_is_reached_by_keyboard(visit: Visit) -> None:
    page = visit()
    page.goto(OUTLOOK)
    keyboard = Keyboard(page)
    keyboard.use(page.locator("#insertion"), "ArrowRight")
    answered(page, "What is changed adds")
    keyboard.use(page.locator("#places-1"), "ArrowRight")
    expect(page.locator("#answer")).to_contain_text("+1 place a year")


def test_a_line_for_more_places_follows_the_one_that_is_used(visit: Visit) -> None:
    page = visit()
    page.goto(OUTLOOK)
    page.locator("#places-1").press("ArrowRight")
    page.locator("#places-1").blur()
    expect(page.locator("#places-2")).to_have_value("0")
    page.locator("#places-2").press("ArrowRight")
    page.locator("#where-2").select_option("28")
    expect(page.locator("#answer")).to_contain_text("Normandie, from")


def test_the_page_answers_without_a_script(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto(OUTLOOK)
    page.locator("#insertion").press("ArrowRight")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("#answer")).to_contain_text("What is changed adds")


@LOOKS
def test_an_outlook_is_accessible(visit: Visit, language: str, look: dict[str, Any]) -> None:
    page = visit(language, **look)
    page.goto("/foresight/")
    assert_accessible(page, "foresight")
    page.goto(OUTLOOK)
    page.locator("#insertion").press("ArrowRight")
    expect(page.locator("#said")).not_to_be_empty()
    page.locator("details").evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    assert_accessible(page, "an outlook with a change")
    page.goto(f"{OUTLOOK}?insertion=many")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page, "an outlook asked wrongly")


def test_a_phone_shows_the_answer_beside_the_sliders(visit: Visit) -> None:
    page = visit(viewport=PHONE)
    page.goto(OUTLOOK)
    page.locator("#late-1").press("ArrowRight")
    expect(page.locator("#said")).to_be_in_viewport()
