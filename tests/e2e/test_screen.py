"""The rules of a high-performance screen, as far as a browser can measure them (H1 to H15 of the design)."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread
from playwright.sync_api import Page, expect

from .debrief import Debrief
from .french import said
from .people import as_demonstration
from .screens import DESKTOP, PHONE, Fly, Visit

TARGET_PX = 24
COLOURLESS, COLOURED_SHARE = 0.15, 0.01
"""The saturation up to which a pixel counts as grey, and how many others there may be: links and what is chosen."""
NEAR_AN_ALARM = 0.12
"""How near to the hue of an alarm a pixel of the quiet screen may not come, of the width of each channel."""

SMALL = """(least) => {
  const touched = "a[href], button, input, select, summary, textarea, [role=tab], [role=slider]";
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const inText = (node) => node.matches("a") && getComputedStyle(node).display === "inline"
    && node.closest("p, li, dd, td, label");
  const called = (node) => (node.getAttribute("aria-label") ?? node.textContent).trim().slice(0, 40);
  return [...document.querySelectorAll(touched)]
    .filter((node) => seen(node) && !node.closest(".unseen, .skip") && !inText(node))
    .map((node) => node.matches("input[type=radio], input[type=checkbox]") ? node.closest("label") ?? node : node)
    .map((node) => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.width + 0.5 < least || box.height + 0.5 < least)
    .map(([node, box]) => `${node.tagName} ${called(node)}: ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`);
}"""

MOVING = """() => document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().iterations === Infinity)
  .map(({ effect: { target, pseudoElement: part } }) => ({
    sign: Boolean(target.closest(".sign[data-state=unacknowledged]")),
    text: part ? getComputedStyle(target, part).content.replaceAll('"', "") : target.textContent.trim(),
  }))"""

SOUND = """() => performance.getEntriesByType("resource").map((one) => one.name)
  .find((name) => /\\/sound\\..*js/.test(name))"""

CHIMES = """async (address) => {
  const played = [];
  class Param { setTargetAtTime() {} }
  class Node { constructor() { this.gain = new Param(); } connect(to) { return to; } }
  globalThis.AudioContext = class { currentTime = 0; destination = {}; };
  globalThis.OscillatorNode = class extends Node {
    constructor(_, { frequency }) { super(); this.frequency = frequency; }
    start() { played.push(this.frequency); }
    stop() {}
  };
  globalThis.GainNode = Node;
  localStorage.removeItem("envol.sound");
  const { Sound } = await import(address);
  const sound = new Sound(() => {});
  sound.unlock();
  const heard = {};
  for (const priority of ["high", "medium", "low"]) {
    played.length = 0;
    sound.ring(priority);
    heard[priority] = [...played];
  }
  return heard;
}"""


# --- H1, H5: grey while all is well, and every indicator with its band and limits ------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_quiet_cockpit_is_grey(fly: Fly, scheme: str) -> None:
    cockpit = fly("en", color_scheme=scheme)
    cockpit.frames(2)
    cockpit.page.mouse.move(0, 0)
    pixels = imread(BytesIO(cockpit.page.screenshot()), format="png")[:, :, :3].reshape(-1, 3)
    brightest, darkest = pixels.max(axis=1), pixels.min(axis=1)
    saturation = np.divide(brightest - darkest, brightest, out=np.zeros_like(brightest), where=brightest > 0.1)
    assert float(np.mean(saturation > COLOURLESS)) < COLOURED_SHARE
    for priority in ("high", "medium", "low"):
        hue = colour_of(cockpit.page, f"--alarm-{priority}")
        near = np.all(np.abs(pixels - hue) < NEAR_AN_ALARM, axis=1)
        assert not near.any(), f"{near.sum()} pixels look like an alarm of {priority} priority, and none stands"


def colour_of(page: Page, token: str) -> np.ndarray:
    """A colour of the page, each channel from 0 to 1."""
    written = page.evaluate(
        "(token) => getComputedStyle(document.documentElement).getPropertyValue(token).trim()", token
    )
    return np.array([int(written[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def test_every_indicator_has_its_band_its_limits_and_its_set_point(fly: Fly) -> None:
    cockpit = fly("en")
    cockpit.frames(1)
    page = cockpit.page
    page.locator("#indicators").get_by_role("button", name=re.compile("deviations")).click()
    for tag in cockpit.meta["tags"]:
        gauge = page.locator(f"#indicators .gauge[data-tag='{tag['tag']}']")
        expect(gauge).to_be_visible()
        band = gauge.locator(".gauge-band").bounding_box()
        assert band, tag["tag"]
        assert band["width"] > 2, f"{tag['tag']} has no normal band to be seen"
        assert gauge.locator(".gauge-pointer:not([hidden])").count() == 1, tag["tag"]
        assert gauge.locator(".gauge-limit:not([hidden])").count() >= len(tag["limits"]), tag["tag"]
        assert gauge.locator(".gauge-setpoint:not([hidden])").count() == (1 if tag["control"] else 0), tag["tag"]
        assert tag["unit"] in gauge.inner_text(), f"{tag['tag']} has no unit"


# --- H8, H15: what flashes, and what sounds --------------------------------------------------------------------------


def test_only_the_ring_of_an_alarm_flashes_and_silence_acknowledges_nothing(fly: Fly) -> None:
    cockpit = fly("en")
    page = cockpit.page
    cockpit.frames(1)
    assert page.evaluate(MOVING) == [], "something moves by itself while no alarm stands"
    cockpit.jump("alarm")
    expect(cockpit.alarms.first).to_be_visible()
    moving = page.evaluate(MOVING)
    assert moving, "an alarm that nobody has acknowledged does not flash"
    assert all(each["sign"] and not each["text"] for each in moving), moving
    cockpit.button("alarms.silence").click()
    expect(cockpit.button("alarms.silence")).to_be_disabled()
    cockpit.frames(2)
    assert not [each for each in cockpit.asked if each["do"] == "acknowledge"]
    expect(cockpit.alarms.first).to_contain_text(cockpit.t("alarms.unacknowledged"))
    cockpit.button("alarms.acknowledge-all").click()
    expect(cockpit.alarms.first).to_contain_text(cockpit.t("alarms.acknowledged"))
    assert page.evaluate(MOVING) == []


def test_each_priority_has_a_sound_of_its_own(fly: Fly) -> None:
    page = fly("en").page
    heard: dict[str, list[float]] = page.evaluate(CHIMES, page.evaluate(SOUND))
    assert all(heard.values()), heard
    assert heard["high"][0] > heard["medium"][0] > heard["low"][0]
    assert len(heard["high"]) > len(heard["medium"]) > len(heard["low"])


# --- H12: targets and widths -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_whatever_is_touched_measures_24_pixels_and_nothing_is_wider_than_the_screen(
    fly: Fly, size: dict[str, int]
) -> None:
    cockpit = fly("fr", viewport=size)
    page = cockpit.page
    cockpit.jump("alarm")
    for name in ("laboratory", "gestures", "profiles", "notes"):
        cockpit.tab(name).click()
        assert page.evaluate(SMALL, TARGET_PX) == [], name
        assert sideways(page) <= 0, name
    page.locator("[data-tag=AIC-101]").first.click()
    expect(cockpit.plate).to_be_visible()
    assert page.evaluate(SMALL, TARGET_PX) == [], "the faceplate"
    assert sideways(page) <= 0


def sideways(page: Page) -> int:
    """How many pixels of the page lie beside the window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


# --- H14: in what state the flight is, always in sight ---------------------------------------------------------------


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_state_of_the_flight_is_always_in_sight(fly: Fly, size: dict[str, int]) -> None:
    cockpit = fly("en", viewport=size)
    states: list[tuple[str, Callable[[], object]]] = [
        ("banner.live", lambda: None),
        ("banner.frozen", lambda: cockpit.button("pace.freeze").click()),
        ("banner.live", lambda: cockpit.button("pace.resume").click()),
        ("banner.ended", cockpit.end),
    ]
    for key, act in states:
        act()
        expect(cockpit.banner).to_have_text(cockpit.t(key))
        is_in_sight_wherever_one_scrolls(cockpit.page, ".banner-state")
        if key == "banner.live":
            expect(cockpit.page.locator(".banner-speed")).to_have_text(cockpit.t("banner.speed", speed="60"))
            expect(cockpit.page.locator(".banner-speed")).to_be_in_viewport()
        cockpit.page.evaluate("() => scrollTo(0, 0)")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_replay_says_that_it_is_one_wherever_one_scrolls(visit: Visit, size: dict[str, int]) -> None:
    page = visit("en", viewport=size)
    as_demonstration(page.context)
    page.goto("/logbook/")
    page.get_by_role("link", name=said("en", "Replay"), exact=True).first.click()
    Debrief(page, "en").ready()
    is_in_sight_wherever_one_scrolls(page, ".tape .mode")


def is_in_sight_wherever_one_scrolls(page: Page, selector: str) -> None:
    """Scroll to the top, the middle and the end, and see that something stays, uncovered."""
    covered = """(node) => {
      const box = node.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return !(top && (node.contains(top) || top.contains(node)));
    }"""
    for share in (0, 0.5, 1):
        page.evaluate("(share) => scrollTo(0, share * document.documentElement.scrollHeight)", share)
        expect(page.locator(selector)).to_be_in_viewport(ratio=1)
        assert not page.locator(selector).evaluate(covered), f"{selector} is covered at {share:.0%} of the page"
