"""Take the pictures of the README's gallery: a campus is started, somebody flies, each page is photographed.

Run it with `make gallery`; it needs Chromium, and writes PNG files beside itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from envol.cli.rig.browser import FLAGS, needed
from envol.cli.rig.server import campus_home, environment, module, served

HERE = Path(__file__).parent
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 740}


def photograph(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png")
    sys.stdout.write(f"{name}\n")


def enter(page: Page, base: str, who: str) -> None:
    page.goto(base)
    page.locator(f'form[action*="/enter/{who}"] button').first.click()
    page.wait_for_load_state()


def fly(page: Page, base: str) -> str:
    """Take off, photograph the cockpit quiet and in alarm, end, and return the flight's address."""
    page.goto(f"{base}/scenarios/feed-pump-stop/")
    photograph(page, "briefing")
    page.locator("form[method=post] details summary").first.click()
    page.locator("input[name=seed]").fill("1")
    page.get_by_role("button", name="Take off").click()
    expect(page.locator("html[data-ready]")).to_have_count(1)
    page.wait_for_timeout(2500)
    photograph(page, "cockpit")
    page.locator("[data-part=jumps] button").first.click()
    expect(page.locator("[data-instrument=alarms]")).to_contain_text("Open FDI-105")
    page.get_by_role("button", name="Open FDI-105").click()
    page.wait_for_timeout(1500)
    photograph(page, "cockpit-alarm")
    page.keyboard.press("Escape")
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(1000)
    photograph(page, "cockpit-phone")
    page.set_viewport_size(DESKTOP)
    return page.url


def pages(page: Page, base: str) -> None:
    page.goto(base)
    photograph(page, "home")
    page.goto(f"{base}/accounts/login/")
    photograph(page, "sign-in")
    enter(page, base, "learner")
    photograph(page, "now")
    page.goto(f"{base}/scenarios/")
    photograph(page, "scenarios")
    flight = fly(page, base)
    page.goto(f"{base}/logbook/")
    photograph(page, "logbook")
    landed = page.locator('a[href$="/score/"]').first.get_attribute("href")
    page.goto(f"{base}{landed}")
    photograph(page, "score")
    page.goto(f"{base}{str(landed).replace('score', 'replay')}?at=100")
    page.wait_for_timeout(2500)
    photograph(page, "replay")
    page.goto(f"{base}/preferences/")
    photograph(page, "preferences")
    page.context.clear_cookies()
    enter(page, base, "instructor")
    page.goto(f"{base}/deck/")
    photograph(page, "deck")
    page.goto(flight)
    page.get_by_role("tab", name="Instructor").click()
    page.wait_for_timeout(2500)
    photograph(page, "instructor")


def campus(page: Page, base: str) -> None:
    """Photograph what anybody may read: foresight, the network, the skills."""
    for address, name in (
        ("/foresight/outlooks/france/", "outlook"),
        ("/foresight/claims/", "claims"),
        ("/network/", "network"),
        ("/skills/", "skills"),
    ):
        page.goto(f"{base}{address}")
        photograph(page, name)


def main() -> None:
    chromium, _ = needed()
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with campus_home() as home, sync_playwright() as playwright:
        command = module("main", "serve", "--port", 0, "--demonstration")
        with served(command, environment(home), home / "server.log") as (address, _):
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            page = browser.new_context(viewport=DESKTOP, locale="en-GB").new_page()
            pages(page, f"http://{address}")
            page.context.clear_cookies()
            campus(page, f"http://{address}")
            french = browser.new_context(viewport=DESKTOP, locale="fr-FR", color_scheme="dark").new_page()
            enter(french, f"http://{address}", "learner")
            photograph(french, "now-fr-dark")
            browser.close()


if __name__ == "__main__":
    main()
