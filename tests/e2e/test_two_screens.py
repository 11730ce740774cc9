"""One flight on several screens, and the sentences that are said to whoever may not go on."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import uuid4

from playwright.sync_api import expect

from .axe import assert_accessible
from .campus import Campus
from .cockpit import Cockpit
from .french import said
from .people import as_demonstration, newcomer, send, sign_in
from .screens import Fly, Visit
from .watching import Watch
from .wire import wired


def path_of(cockpit: Cockpit) -> str:
    return urlsplit(cockpit.page.url).path


def test_two_tabs_of_a_flight_agree(fly: Fly) -> None:
    first = fly("en")
    second = Cockpit(first.page.context.new_page()).open(first.page.url)
    first.speed(600).click()
    expect(second.speed(600)).to_have_attribute("aria-pressed", "true")
    second.page.locator("[data-control=feed_flow]").click()
    field = second.plate.get_by_role("textbox", name=second.title("controls", "feed_flow"))
    field.fill(second.shown(3, 2))
    field.press("Enter")
    expect(first.page.locator("[data-control=feed_flow]")).to_contain_text(first.shown(3, 2))
    second.frames(4)
    seen, other = ({frame["scan"]: frame["values"] for frame in screen.of("frame")} for screen in (first, second))
    both = seen.keys() & other.keys()
    assert len(both) >= 4
    assert all(seen[scan] == other[scan] for scan in both)
    second.button("pace.freeze").click()
    expect(first.banner).to_have_text(first.t("banner.frozen"))


def test_a_page_that_is_loaded_again_shows_the_same_flight(fly: Fly) -> None:
    cockpit = fly("en")
    cockpit.jump("alarm")
    cockpit.tab("laboratory").click()
    cockpit.button("laboratory.take-for", assay=cockpit.title("assays", "titre")).click()
    expect(cockpit.panel("laboratory").locator(".waiting li")).to_have_count(1)
    cockpit.button("pace.freeze").click()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.frozen"))
    cockpit.frames(1)
    values = cockpit.of("frame")[-1]["values"]
    cockpit.heard.clear()
    cockpit.page.reload()
    cockpit.ready().frames(1)
    assert cockpit.of("frame")[-1]["values"] == values
    expect(cockpit.banner).to_have_text(cockpit.t("banner.frozen"))
    expect(cockpit.alarms).to_have_count(1)
    expect(cockpit.panel("laboratory").locator(".waiting li")).to_have_count(1)


def test_a_command_on_a_frozen_and_on_an_ended_flight_gets_a_sentence(fly: Fly) -> None:
    cockpit = fly("en")
    cockpit.button("pace.freeze").click()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.frozen"))
    cockpit.tab("gestures").click()
    gesture = cockpit.button("gestures.do-this", gesture=cockpit.title("interventions", "swap-vent-filter"))
    gesture.click()
    expect(cockpit.status).to_have_text(cockpit.t("refused.flight-frozen"))
    expect(cockpit.status).to_have_attribute("data-kind", "refused")
    cockpit.page.locator("[data-action=jump-alarm]").click()
    expect(cockpit.status).to_have_text(cockpit.t("refused.jump-frozen"))
    cockpit.end()
    gesture.click()
    expect(cockpit.status).to_have_text(cockpit.t("refused.flight-over"))


def test_a_session_that_expires_in_flight_leads_back_to_the_flight(fly: Fly, watch: Watch) -> None:
    cockpit = fly("fr")
    page = cockpit.page
    cockpit.speed(600).click()
    expect(cockpit.speed(600)).to_have_attribute("aria-pressed", "true")
    path = path_of(cockpit)
    email = sign_out_elsewhere(cockpit)
    cockpit.until(lambda: turned_away(cockpit), "the session to be missed", 15)
    expect(cockpit.banner).to_have_text(cockpit.t("banner.lost"))
    expect(page.locator(".banner-detail")).to_have_text(cockpit.t("refused.session-expired"))
    stored = [ack["seq"] for ack in cockpit.acks]
    page.get_by_role("link", name=cockpit.t("banner.sign-in")).click()
    sign_in(page, "fr", email)
    cockpit.heard.clear()
    cockpit.ready()
    assert page.url.endswith(path)
    expect(cockpit.banner).to_have_text(cockpit.t("banner.live"))
    cockpit.button("pace.freeze").click()
    cockpit.until(lambda: cockpit.acks, "the acknowledgement")
    assert cockpit.acks[0]["seq"] == stored[-1] + 1, "the flight went on from what was stored"


def sign_out_elsewhere(cockpit: Cockpit) -> str:
    """Sign out in another tab; return the address by which one can sign in again."""
    context = cockpit.page.context
    email = re.search(r"[\w.]+@example\.invalid", context.request.get("/accounts/email/").text())
    assert email
    send(context, "/accounts/logout/", {})
    return email.group()


def turned_away(cockpit: Cockpit) -> bool:
    """Click now and then: the session is looked at every few seconds."""
    if cockpit.page.get_by_role("link", name=cockpit.t("banner.sign-in")).count():
        return True
    cockpit.page.keyboard.press("-" if cockpit.asked[-1].get("speed") == 3600 else "+")
    cockpit.page.wait_for_timeout(500)
    return False


def test_the_flight_of_somebody_else_is_no_page(fly: Fly, visit: Visit, campus: Campus, watch: Watch) -> None:
    theirs = path_of(fly("en"))
    page = visit("en")
    newcomer(page.context)
    watch.provoke("404")
    for path in (theirs, f"{theirs}score/", f"{theirs}replay/", f"/flights/{uuid4()}/"):
        answer = page.goto(path)
        assert answer
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text(said("en", "There is no such page"))
    for path in (f"{theirs}journal.jsonl", f"{theirs}telemetry.parquet", f"{theirs}replay/telemetry.json"):
        assert page.context.request.get(path).status == 404
    with wired(campus.address, theirs, page.context, first="refused") as wire:
        assert wire.heard[0]["key"] == "no-such-flight"
        assert wire.closed() == 4404


def test_what_is_true_is_kept_from_the_pilot_until_landing(fly: Fly, watch: Watch) -> None:
    cockpit = fly("en")
    page, path = cockpit.page, cockpit.page.url
    watch.provoke("403")
    for name in ("replay/", "journal.jsonl"):
        assert page.context.request.get(f"{path}{name}").status == 403
    assert page.context.request.get(f"{path}replay/telemetry.json").status == 403
    page.goto(f"{path}replay/")
    expect(page.get_by_role("heading", level=1)).to_have_text(said("en", "Still in the air"))
    assert_accessible(page, "a replay before its time")
    page.get_by_role("link", name=said("en", "Back to the cockpit")).click()
    cockpit.ready()


def test_an_instructor_lets_something_break_and_mends_it(fly: Fly, visit: Visit) -> None:
    flown = fly("en", fictional=True, seed=2)
    page = visit("en")
    as_demonstration(page.context, "instructor")
    hidden = path_of(fly("en"))
    page.goto("/deck/")
    expect(page.locator(f"a[href='{hidden}']")).to_have_count(0)
    expect(page.locator(f"a[href='{path_of(flown)}']")).to_be_visible()
    seen = Cockpit(page).open(flown.page.url)
    assert seen.meta["role"] == "instructor"
    seen.tab("instructor").click()
    broken = seen.title("malfunctions", "agitator-trip")
    seen.button("instructor.inject-this", malfunction=broken).click()
    # What is said may give way to the alarm at once; that it can be mended stays.
    expect(seen.button("instructor.clear-this", malfunction=broken)).to_be_visible()
    expect(flown.page.locator("#process [data-tag=SI-101]")).to_have_attribute("data-alarm", "high")
    assert not flown.of("truth"), "the pilot is not told what is true"
    expect(flown.page.locator("#tab-instructor")).to_have_count(0)
    seen.button("instructor.clear-this", malfunction=broken).click()
    expect(seen.status).to_have_text(seen.t("instructor.cleared", malfunction=broken))


def test_a_connection_that_is_lost_is_said_and_comes_back(fly: Fly, watch: Watch) -> None:
    cockpit = fly("en")
    watch.provoke("ERR_INTERNET_DISCONNECTED", "WebSocket connection to")
    cockpit.frames(1)
    cockpit.page.context.set_offline(True)
    expect(cockpit.banner).to_have_text(re.compile(f"^({cockpit.t('banner.lost')}|{cockpit.t('banner.late')})$"))
    expect(cockpit.page.locator(".banner-detail")).not_to_be_empty()
    joined = len(cockpit.of("joined"))
    frames = len(cockpit.of("frame"))
    cockpit.page.context.set_offline(False)
    cockpit.until(
        lambda: len(cockpit.of("joined")) > joined or len(cockpit.of("frame")) > frames + 1, "the connection to be back"
    )
    expect(cockpit.banner).to_have_text(cockpit.t("banner.live"))
