"""The whole way without a mouse: nothing here clicks, and each stop of the focus is seen."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from .campus import envol_says
from .cockpit import Cockpit
from .content import malfunction_title, scenario_title
from .debrief import Debrief
from .french import said
from .keyboard import Keyboard
from .people import ENTRANCES
from .screens import Visit

SLOWER = (60, 10, 1)
"""Back to real time, so that nothing happens while hands are busy."""
LANGUAGE, SCENARIO, SEED = "en", "feed-pump-stop", 1


def test_a_learner_flies_and_is_debriefed_by_keyboard_only(visit: Visit, tmp_path: Path) -> None:
    page = visit(LANGUAGE)
    keyboard = Keyboard(page)
    cockpit = take_off(page, keyboard)
    fly(cockpit, keyboard)
    land(cockpit, keyboard)
    debrief = read_the_score(page, keyboard)
    journal = take_away(debrief, keyboard, tmp_path)
    assert f"state: {debrief.state_hash}" in envol_says("replay", str(journal))


def take_off(page: Page, keyboard: Keyboard) -> Cockpit:
    page.goto("/")
    keyboard.use(page.get_by_role("button", name=said(LANGUAGE, ENTRANCES["learner"])))
    keyboard.use(page.get_by_role("link", name=said(LANGUAGE, "Scenarios")))
    keyboard.use(page.get_by_role("link", name=scenario_title(SCENARIO, LANGUAGE)))
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario_title(SCENARIO, LANGUAGE))
    keyboard.use(page.locator("summary", has_text=said(LANGUAGE, "Fly a given seed")))
    keyboard.go_to(page.get_by_label(said(LANGUAGE, "Seed")))
    keyboard.write(str(SEED))
    cockpit = Cockpit(page)
    keyboard.press("Enter")
    cockpit.ready()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.live"))
    return cockpit


def fly(cockpit: Cockpit, keyboard: Keyboard) -> None:
    """Set the pace and the feed, meet the malfunction and answer it, take a sample."""
    keyboard.use(cockpit.speed(600), "Space")
    expect(cockpit.speed(600)).to_have_attribute("aria-pressed", "true")
    step(cockpit, keyboard, "-", *SLOWER)
    change_the_feed(cockpit, keyboard)
    answer_the_malfunction(cockpit, keyboard)
    take_a_sample(cockpit, keyboard)


def step(cockpit: Cockpit, keyboard: Keyboard, key: str, *speeds: int) -> None:
    """Change the pace step by step."""
    for speed in speeds:
        keyboard.press(key)
        expect(cockpit.speed(speed)).to_have_attribute("aria-pressed", "true")


def change_the_feed(cockpit: Cockpit, keyboard: Keyboard) -> None:
    keyboard.press("f")
    field = cockpit.plate.get_by_role("textbox", name=cockpit.title("controls", "feed_flow"))
    keyboard.go_to(field)
    keyboard.press("Control+a")
    keyboard.write(cockpit.shown(2, 2))
    keyboard.press("Enter")
    expect(cockpit.plate.locator(".plate-now").first).to_contain_text(cockpit.shown(2, 2))
    keyboard.press("Escape")
    expect(cockpit.plate).to_have_count(0)
    expect(cockpit.speed(600)).to_be_focused()


def answer_the_malfunction(cockpit: Cockpit, keyboard: Keyboard) -> None:
    keyboard.press("j")
    cockpit.until(lambda: cockpit.alarms.count() == 1, "the alarm")
    keyboard.press("a")
    keyboard.use(cockpit.alarms.get_by_role("button", name=cockpit.t("alarms.acknowledge-one", alarm="")), "Space")
    expect(cockpit.alarms.first).to_contain_text(cockpit.t("alarms.acknowledged"))
    keyboard.press("g")
    gesture = cockpit.title("interventions", "restart-feed-pump")
    keyboard.use(cockpit.button("gestures.do-this", gesture=gesture))
    step(cockpit, keyboard, "+", 10, 60, 600)
    expect(cockpit.alarms).to_have_count(0)
    step(cockpit, keyboard, "-", *SLOWER)


def take_a_sample(cockpit: Cockpit, keyboard: Keyboard) -> None:
    keyboard.press("s")
    assay = cockpit.title("assays", "cells")
    keyboard.use(cockpit.button("laboratory.take-for", assay=assay))
    card = cockpit.panel("laboratory").get_by_role("article").filter(has_text=assay)
    expect(card.locator(".waiting li")).to_have_count(1)
    keyboard.press("r")
    expect(card.locator(".last-result")).to_contain_text(re.compile(r"\d"))


def land(cockpit: Cockpit, keyboard: Keyboard) -> None:
    keyboard.use(cockpit.button("pace.end"))
    expect(cockpit.button("page.do-not").locator("visible=true")).to_be_focused()
    keyboard.press("Escape")
    assert not cockpit.of("landed")
    expect(cockpit.button("pace.end")).to_be_focused()
    keyboard.press("Enter")
    keyboard.use(cockpit.button("pace.end-yes"))
    keyboard.use(cockpit.page.get_by_role("link", name=cockpit.t("banner.see-the-score")), back=True)


def read_the_score(page: Page, keyboard: Keyboard) -> Debrief:
    """Read what was broken, go to its moment, and move the time from there."""
    debrief = Debrief(page, LANGUAGE).ready()
    broken = debrief.section("What was broken")
    expect(broken.get_by_role("heading", level=3)).to_have_text(malfunction_title(SCENARIO, LANGUAGE))
    keyboard.use(broken.get_by_role("link").first)
    debrief.ready()
    expect(debrief.why).to_be_visible()
    before, caption = debrief.terms(), debrief.why.locator("caption").inner_text()
    keyboard.use(debrief.scrubber, "Home")
    expect(debrief.why.locator("caption")).not_to_have_text(caption)
    assert debrief.terms() != before
    keyboard.use(page.get_by_role("link", name=said(LANGUAGE, "Debrief"), exact=True))
    expect(debrief.section("The record")).to_be_visible()
    return debrief.ready()


def take_away(debrief: Debrief, keyboard: Keyboard, folder: Path) -> Path:
    with debrief.page.expect_download() as download:
        keyboard.use(debrief.page.get_by_role("link", name=said(LANGUAGE, "Journal"), exact=True))
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path
