"""axe-core finds nothing in the cockpit, in whatever state it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from .axe import TARGETS, assert_accessible
from .cockpit import Cockpit
from .people import as_demonstration
from .screens import DESKTOP, PHONE, Fly, Visit

UNDER_THE_BAR = (TARGETS,)
"""On a phone, whatever is scrolled under the bar at the bottom is half hidden, which axe-core takes for its size: the
sizes themselves are measured in test_screen.py."""
TABS = ("laboratory", "gestures", "profiles", "notes")


@pytest.mark.parametrize(
    ("language", "look"),
    [("en", {"viewport": DESKTOP, "color_scheme": "light"}), ("fr", {"viewport": PHONE, "color_scheme": "dark"})],
    ids=["en-light-desktop", "fr-dark-phone"],
)
def test_the_cockpit_is_accessible_in_every_state(fly: Fly, language: str, look: dict[str, Any]) -> None:
    cockpit = fly(language, **look)
    for state in states(cockpit):
        left_out = UNDER_THE_BAR if look["viewport"] == PHONE else ()
        assert_accessible(cockpit.page, f"the cockpit: {state}", without=left_out)


def states(cockpit: Cockpit) -> Iterator[str]:
    """Bring the cockpit into one state after the other, and name each."""
    cockpit.frames(2)
    yield "live"
    yield from opened(cockpit)
    yield from in_alarm(cockpit)
    yield from stopped(cockpit)


def opened(cockpit: Cockpit) -> Iterator[str]:
    """Each panel, the list of shortcuts, and a faceplate of each kind."""
    page = cockpit.page
    for name in TABS:
        cockpit.tab(name).click()
        expect(cockpit.panel(name)).to_be_visible()
        yield f"{name} open"
    page.locator("[data-action=keys]").click()
    expect(page.get_by_role("dialog", name=cockpit.t("page.keys"))).to_be_visible()
    yield "list of shortcuts open"
    page.keyboard.press("Escape")
    for what in ("[data-tag=TIC-101]", "[data-control=glucose_flow]", "[data-piece=vessel] .piece-title"):
        page.locator(what).first.click()
        expect(cockpit.plate).to_be_visible()
        yield f"faceplate of {what} open"
        cockpit.plate.get_by_role("button", name=cockpit.t("faceplate.close")).click()


def in_alarm(cockpit: Cockpit) -> Iterator[str]:
    """With an alarm that nobody has acknowledged."""
    page = cockpit.page
    cockpit.jump("alarm")
    expect(cockpit.alarms.first).to_be_visible()
    page.locator("summary").evaluate_all("(folds) => folds.forEach((fold) => { fold.parentElement.open = true; })")
    yield "in alarm, everything unfolded"
    page.locator("[data-tag=FDI-105]").first.click()
    yield "in alarm, its faceplate open"
    cockpit.plate.get_by_role("button", name=cockpit.t("faceplate.close")).click()


def stopped(cockpit: Cockpit) -> Iterator[str]:
    """Frozen, then over."""
    cockpit.button("alarms.acknowledge-all").click()
    cockpit.button("pace.freeze").click()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.frozen"))
    yield "frozen, the alarm acknowledged"
    cockpit.button("pace.end").click()
    yield "asked whether it is to end"
    cockpit.button("pace.end-yes").click()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.ended"))
    yield "ended"


def test_the_cockpit_of_an_instructor_is_accessible(fly: Fly, visit: Visit) -> None:
    flown = fly("en", fictional=True)
    page = visit("fr")
    as_demonstration(page.context, "instructor")
    seen = Cockpit(page).open(flown.page.url)
    seen.tab("instructor").click()
    seen.until(lambda: seen.of("truth"), "the true values")
    assert_accessible(page, "the instructor's panel")
    page.set_viewport_size(PHONE)
    assert_accessible(page, "the instructor's panel on a phone", without=UNDER_THE_BAR)
