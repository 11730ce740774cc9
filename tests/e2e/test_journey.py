"""A learner's whole way: sign in, fly, meet a malfunction, answer it, land, and be debriefed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .campus import envol_says
from .cockpit import Cockpit
from .content import malfunction_title, scenario_title
from .debrief import Debrief
from .french import said
from .people import enter, sign_up, stranger
from .screens import Visit

SCENARIO, SEED = "feed-pump-stop", 1
HALF_AN_HOUR = "cells"
"""The assay whose result is back soonest."""


@pytest.mark.parametrize(("language", "account"), [("fr", False), ("en", True)])
def test_a_learner_flies_and_is_debriefed(visit: Visit, language: str, account: bool, tmp_path: Path) -> None:
    page = visit(language)
    if account:
        sign_up(page, language, stranger())
    else:
        enter(page, language)
    cockpit = take_off(page, language)
    set_the_pace(cockpit)
    change_the_feed(cockpit)
    meet_the_malfunction(cockpit)
    answer_it(cockpit)
    take_a_sample(cockpit)
    land(cockpit)
    debrief = read_the_score(page, language)
    replay(debrief)
    journal = debrief.download("Journal", tmp_path)
    assert f"state: {debrief.state_hash}" in envol_says("replay", str(journal))


def take_off(page: Page, language: str) -> Cockpit:
    """Read the briefing, which does not tell what will break, and take off with a seed."""
    page.get_by_role("link", name=said(language, "Scenarios")).click()
    page.get_by_role("link", name=scenario_title(SCENARIO, language)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario_title(SCENARIO, language))
    expect(page.locator("main")).not_to_contain_text(malfunction_title(SCENARIO, language))
    page.get_by_text(said(language, "Fly a given seed")).click()
    page.get_by_label(said(language, "Seed")).fill(str(SEED))
    cockpit = Cockpit(page)
    page.get_by_role("button", name=said(language, "Take off")).click()
    cockpit.ready()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.live"))
    return cockpit


def set_the_pace(cockpit: Cockpit) -> None:
    """Fly at ten minutes a second for a moment, then in real time, so that nothing happens while hands are busy."""
    cockpit.speed(600).click()
    expect(cockpit.speed(600)).to_have_attribute("aria-pressed", "true")
    began = cockpit.hour()
    cockpit.until(lambda: cockpit.hour() > began + 1, "an hour to pass")
    cockpit.speed(1).click()
    expect(cockpit.speed(1)).to_have_attribute("aria-pressed", "true")


def change_the_feed(cockpit: Cockpit) -> None:
    """Set the feed in its faceplate; beyond its limits it is refused."""
    page = cockpit.page
    page.locator("[data-control=feed_flow]").click()
    expect(cockpit.plate).to_have_role("dialog")
    field = cockpit.plate.get_by_role("textbox", name=cockpit.title("controls", "feed_flow"))
    field.fill("999")
    cockpit.plate.get_by_role("button", name=cockpit.t("faceplate.apply")).click()
    expect(cockpit.plate.get_by_role("alert").filter(has_text="999")).to_be_visible()
    field.fill(cockpit.shown(2, 2))
    cockpit.plate.get_by_role("button", name=cockpit.t("faceplate.apply")).click()
    expect(cockpit.plate.locator(".plate-now").first).to_contain_text(cockpit.shown(2, 2))
    expect(page.locator("[data-control=feed_flow]")).to_contain_text(cockpit.shown(2, 2))
    assert [each["value"] for each in cockpit.asked if each["do"] == "set-input"] == [2], "999 was not to be sent"
    cockpit.plate.get_by_role("button", name=cockpit.t("faceplate.close")).click()
    expect(cockpit.plate).to_have_count(0)


def meet_the_malfunction(cockpit: Cockpit) -> None:
    """Fly to the alarm, and acknowledge it."""
    expect(cockpit.page.get_by_text(cockpit.t("alarms.none"))).to_be_visible()
    cockpit.jump("alarm")
    expect(cockpit.alarms).to_have_count(1)
    alarm = cockpit.alarms.first
    expect(alarm).to_contain_text(cockpit.t("alarms.unacknowledged"))
    alarm.get_by_role("button", name=cockpit.t("alarms.acknowledge-one", alarm="")).click()
    expect(alarm).to_contain_text(cockpit.t("alarms.acknowledged"))


def answer_it(cockpit: Cockpit) -> None:
    """Start the pump again; the alarm goes by itself some minutes later, which are flown fast."""
    cockpit.tab("gestures").click()
    gesture = cockpit.title("interventions", "restart-feed-pump")
    cockpit.button("gestures.do-this", gesture=gesture).click()
    expect(cockpit.status).to_have_text(cockpit.t("gestures.done", gesture=gesture))
    cockpit.speed(600).click()
    expect(cockpit.alarms).to_have_count(0)
    cockpit.speed(1).click()
    expect(cockpit.speed(1)).to_have_attribute("aria-pressed", "true")


def take_a_sample(cockpit: Cockpit) -> None:
    """Take a sample, wait its delay out, and see what the laboratory found."""
    cockpit.tab("laboratory").click()
    assay = cockpit.title("assays", HALF_AN_HOUR)
    card = cockpit.panel("laboratory").get_by_role("article").filter(has_text=assay)
    cockpit.button("laboratory.take-for", assay=assay).click()
    cockpit.until(lambda: taken(cockpit), "the sample to be taken")
    assert taken(cockpit)[0]["values"] is None, "the result came before its time"
    expect(card.locator(".waiting li")).to_have_count(1)
    cockpit.jump("sample")
    expect(card.locator(".waiting li")).to_have_count(0)
    expect(card.locator(".last-result")).to_contain_text(re.compile(r"\d"))


def taken(cockpit: Cockpit) -> list[dict[str, object]]:
    """The samples that the last frame that told of any told of."""
    told = [frame["state"]["samples"] for frame in cockpit.of("frame") if "samples" in frame.get("state", {})]
    return list(told[-1]) if told else []


def land(cockpit: Cockpit) -> None:
    """End the flight: not at the first click, nor where one goes back."""
    cockpit.button("pace.end").click()
    cockpit.button("page.do-not").locator("visible=true").click()
    cockpit.frames(1)
    assert not cockpit.of("landed")
    cockpit.end()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.ended"))
    cockpit.page.get_by_role("link", name=cockpit.t("banner.see-the-score")).click()


def read_the_score(page: Page, language: str) -> Debrief:
    """Read the verdict, what was broken, and where the points come from."""
    debrief = Debrief(page, language).ready()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario_title(SCENARIO, language))
    expect(page.locator(".verdict-words")).to_have_text(re.compile(r"\w+"))
    broken = debrief.section("What was broken")
    expect(broken.get_by_role("heading", level=3)).to_have_text(malfunction_title(SCENARIO, language))
    expect(page.locator("[data-charts=truth] canvas").first).to_be_visible()
    blocks = debrief.section("Where the points come from").get_by_role("article")
    assert blocks.count() >= 4
    return debrief


def replay(debrief: Debrief) -> None:
    """Open the moment when the pump stopped, move the time, and see that other terms move the cells."""
    page = debrief.page
    debrief.section("What was broken").get_by_role("link").first.click()
    debrief.ready()
    at = re.search(r"at=([\d.]+)", page.url)
    assert at, page.url
    expect(page.get_by_text(said(debrief.language, "REPLAY"), exact=True)).to_be_visible()
    expect(debrief.why).to_be_visible()
    before, caption = debrief.terms(), debrief.why.locator("caption").inner_text()
    place = debrief.scrubber.bounding_box()
    assert place
    page.mouse.click(place["x"] + place["width"] / 10, place["y"] + place["height"] / 2)
    expect(debrief.why.locator("caption")).not_to_have_text(caption)
    assert debrief.terms() != before
    page.go_back()
    debrief.ready()
