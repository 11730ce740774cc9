"""The cockpit as whoever sits in it sees it: by roles and names, in the words of its own page."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, WebSocket, expect

PATIENCE_S = 30.0


class Cockpit:
    """One screen of one flight.

    Parameters
    ----------
    page : Page
        Not yet on the flight: what goes over its socket is listened to from the first message.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.sockets = 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        self.sockets += 1
        socket.on("framereceived", lambda text: self.heard.append(json.loads(text)))
        socket.on("framesent", lambda text: self.asked.append(json.loads(text)))

    # --- the page --------------------------------------------------------------------------------------------------

    def open(self, path: str) -> Cockpit:
        """Go to a flight and wait until it is flown."""
        self.page.goto(path)
        return self.ready()

    def ready(self) -> Cockpit:
        """Wait until the page answers and the flight has said where it is."""
        expect(self.page.locator("html[data-ready]")).to_be_attached()
        self.until(lambda: self.of("joined"), "the flight to be joined")
        self._meta, self._words = (
            json.loads(self.page.locator(f"#{id}").text_content() or "") for id in ("deck-meta", "deck-words")
        )
        return self

    @property
    def meta(self) -> dict[str, Any]:
        """What the cockpit was built from."""
        return self._meta

    def t(self, key: str, **params: str) -> str:
        """A sentence of the page, with what it is about."""
        return re.sub(r"\{(\w+)\}", lambda hole: params.get(hole[1], hole[0]), self._words[key])

    def title(self, kind: str, name: str) -> str:
        """What a control, an alarm, an assay... is called on this page."""
        return next(each["title"] for each in self._meta[kind] if each["name"] == name)

    def shown(self, value: float, decimals: int = 0) -> str:
        """A number as this page writes it."""
        options = {"minimumFractionDigits": decimals, "maximumFractionDigits": decimals}
        call = "([value, language, options]) => new Intl.NumberFormat(language, options).format(value)"
        return str(self.page.evaluate(call, [value, self._meta["language"], options]))

    # --- what is there ---------------------------------------------------------------------------------------------

    @property
    def banner(self) -> Locator:
        """In what state the flight is."""
        return self.page.locator(".banner-state")

    @property
    def status(self) -> Locator:
        """The one line where the page says what came of a command."""
        return self.page.locator("#status")

    @property
    def alarms(self) -> Locator:
        """The alarms that stand."""
        return self.page.get_by_role("list", name=self.t("alarms.list")).get_by_role("listitem")

    @property
    def plate(self) -> Locator:
        """The faceplate that is open."""
        return self.page.locator(".plate:visible")

    def button(self, key: str, **params: str) -> Locator:
        """A button by its word."""
        return self.page.get_by_role("button", name=self.t(key, **params), exact=True)

    def speed(self, speed: int) -> Locator:
        """The button of a speed."""
        return self.button("pace.speed", speed=self.shown(speed))

    def tab(self, name: str) -> Locator:
        """A tab of the actions."""
        return self.page.locator(f"#tab-{name}")

    def panel(self, name: str) -> Locator:
        """The panel of a tab."""
        return self.page.locator(f"#panel-{name}")

    # --- what was said over the socket -----------------------------------------------------------------------------

    def of(self, type: str) -> list[dict[str, Any]]:
        """The messages of a type that were received."""
        return [message for message in self.heard if message["type"] == type]

    @property
    def acks(self) -> list[dict[str, Any]]:
        """The acknowledgements of events that were stored."""
        return [message for message in self.of("ack") if message["seq"] is not None]

    def until(self, holds: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until something holds.

        Raises
        ------
        AssertionError
            If it does not in time.
        """
        end = time.monotonic() + patience_s
        while not holds():
            assert time.monotonic() < end, f"waited {patience_s:g} s in vain for {what}"
            self.page.wait_for_timeout(50)

    def frames(self, count: int) -> None:
        """Wait for so many more frames."""
        goal = len(self.of("frame")) + count
        self.until(lambda: len(self.of("frame")) >= goal, f"{count} frames")

    def hour(self) -> float:
        """The hour of the process in the last frame."""
        hour: float = self.of("frame")[-1]["hour"]
        return hour

    def jump(self, to: str) -> None:
        """Fly on to the next alarm, sample or decision, and wait for the arrival."""
        arrived = len([each for each in self.of("notice") if each["key"].startswith("jump-")])
        self.page.locator(f"[data-action=jump-{to}]").click()
        self.until(
            lambda: len([each for each in self.of("notice") if each["key"].startswith("jump-")]) > arrived,
            f"the arrival at the next {to}",
        )

    def end(self) -> None:
        """End the flight, in its two steps."""
        self.button("pace.end").click()
        self.button("pace.end-yes").click()
        self.until(lambda: self.of("landed"), "the landing")
