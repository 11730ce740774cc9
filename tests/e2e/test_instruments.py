"""The instruments that the journey leaves aside: each is asked once, and its answer is seen."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .cockpit import Cockpit
from .screens import Fly


def test_why_is_answered_with_terms_and_keeps_what_would_tell_the_malfunction(fly: Fly) -> None:
    cockpit = fly("en")
    page = cockpit.page
    glucose = cockpit.title("states", "glucose")
    page.get_by_role("combobox", name=cockpit.t("why.question")).select_option(label=glucose)
    table = page.locator("#why").get_by_role("table")
    expect(table.locator("caption")).to_contain_text(glucose)
    assert table.locator("tbody tr").count() >= 3
    answer = cockpit.of("answer")[-1]
    assert answer["state"] == "glucose"
    assert answer["hidden"] > 0, "the feed's term tells whether the pump runs"
    expect(page.locator("#why")).to_contain_text(cockpit.t("why.hidden", count=str(answer["hidden"])))


def test_a_loop_in_manual_says_so_wherever_its_value_stands(fly: Fly) -> None:
    cockpit = fly("fr")
    page = cockpit.page
    page.locator("#indicators [data-tag=TIC-101]").click()
    cockpit.plate.get_by_role("radio", name=cockpit.t("faceplate.manual")).check()
    manual = page.locator("#indicators [data-tag=TIC-101] .quality")
    expect(manual).to_have_text(cockpit.t("indicator.quality-manual"))
    output = cockpit.plate.get_by_role("textbox", name=cockpit.title("controls", "temperature_loop.manual_output"))
    output.fill("20")
    output.press("Enter")
    expect(cockpit.status).to_contain_text("20")
    cockpit.plate.get_by_role("radio", name=cockpit.t("faceplate.automatic")).check()
    expect(manual).to_be_empty()


def test_what_stands_in_the_way_is_told_before_it_is_tried(fly: Fly) -> None:
    cockpit = fly("en")
    cockpit.button("pace.freeze").click()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.frozen"))
    cockpit.tab("gestures").click()
    gesture = cockpit.title("interventions", "swap-vent-filter")
    row = cockpit.panel("gestures").get_by_role("listitem").filter(has_text=gesture)
    row.get_by_role("button", name=cockpit.t("gestures.why-not-of", gesture=gesture)).click()
    expect(row.locator(".why-not")).to_have_text(cockpit.t("refused.flight-frozen"))
    cockpit.button("pace.resume").click()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.live"))
    row.get_by_role("button", name=cockpit.t("gestures.why-not-of", gesture=gesture)).click()
    expect(row.locator(".why-not")).to_have_text(cockpit.t("gestures.nothing-in-the-way"))


def test_a_profile_a_note_and_an_inquiry_are_taken_and_told(fly: Fly) -> None:
    cockpit = fly("en", seed=4)
    follow_a_profile(cockpit)
    write_a_note(cockpit)
    ask_for_a_stain(cockpit)


def follow_a_profile(cockpit: Cockpit) -> None:
    """The feed holds its value for a day by default; sent, it follows that; held again, it does not."""
    cockpit.tab("profiles").click()
    panel = cockpit.panel("profiles")
    panel.get_by_role("combobox", name=cockpit.t("profiles.input")).select_option("feed_flow")
    panel.get_by_role("button", name=cockpit.t("profiles.add")).click()
    panel.get_by_role("textbox").last.fill("2.5")
    panel.get_by_role("button", name=cockpit.t("profiles.send")).click()
    feed = cockpit.title("controls", "feed_flow")
    expect(cockpit.status).to_have_text(cockpit.t("profiles.sent", name=feed))
    following = re.compile(re.escape(cockpit.t("profiles.follows").partition("}")[2].partition("}")[2].strip()))
    expect(panel).to_contain_text(following)
    panel.get_by_role("button", name=cockpit.t("profiles.cancel")).click()
    expect(panel).not_to_contain_text(following)


def write_a_note(cockpit: Cockpit) -> None:
    """It is kept beside the flight, and shown; what is markup in it is shown as it was typed."""
    cockpit.tab("notes").click()
    words = "the feed looks <b>low</b> & slow"
    cockpit.panel("notes").get_by_role("textbox").fill(words)
    cockpit.button("notes.send").click()
    expect(cockpit.status).to_have_text(cockpit.t("notes.sent"))
    expect(cockpit.panel("notes").get_by_role("list", name=cockpit.t("notes.written"))).to_contain_text(words)


def ask_for_a_stain(cockpit: Cockpit) -> None:
    """Its answer comes after half an hour of the process, and is negative in a clean vessel."""
    cockpit.tab("gestures").click()
    gesture = cockpit.title("interventions", "gram-stain")
    cockpit.button("gestures.do-this", gesture=gesture).click()
    answers = cockpit.page.get_by_role("region", name=cockpit.t("gestures.answers"))
    expect(answers.get_by_role("listitem")).to_have_count(1)
    cockpit.speed(3600).click()
    expect(answers).to_contain_text(cockpit.t("gestures.answer-negative").rpartition(" ")[2])


def test_each_trend_can_be_read_as_a_table(fly: Fly) -> None:
    cockpit = fly("fr")
    cockpit.frames(3)
    figure = cockpit.page.locator("#trends").get_by_role("figure").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_contain_text(re.compile(r"\d,\d °C"))
    figure.get_by_role("button", name=cockpit.t("trends.table")).click()
    table = cockpit.page.get_by_role("table", name=cockpit.meta["tags"][0]["title"]).first
    expect(table).to_be_visible()
    expect(table.locator("tbody tr").nth(1)).to_be_visible()
    expect(table.locator("tbody td").last).to_have_text(re.compile(r"^\d+,\d$"))
