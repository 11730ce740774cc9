"""The server is killed in mid-flight and started again: what was acknowledged is there, and nobody need do anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed

from envol.flight.agreement import Verdict

from .campus import Campus
from .cockpit import Cockpit
from .journals import events_in, flown_undisturbed, journal_of
from .people import newcomer, take_off
from .screens import NewContext
from .watching import Watch
from .wire import Wire, wired

BETWEEN_S = 0.11
"""A screen may send ten messages a second."""
CRASH_AFTER_S = 3.0
LEASE_S = 30.0
"""How long the flight may take to be back: the lease of the runner that was killed lapses after 6 s."""
GONE = ("ERR_CONNECTION_REFUSED", "WebSocket connection to", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")


@pytest.fixture
def fragile(tmp_path: Path, worker_name: str) -> Iterator[Campus]:
    """A campus that may be killed."""
    campus = Campus(tmp_path, f"{worker_name}_fragile")
    campus.start()
    yield campus
    campus.stop()


def test_no_acknowledged_click_is_lost_when_the_server_is_killed(
    fragile: Campus, new_context: NewContext, watch: Watch, tmp_path: Path
) -> None:
    context = new_context(base_url=fragile.address, locale="en-GB")
    watch.over(context)
    watch.provoke(*GONE)
    newcomer(context)
    path = take_off(context, "feed-pump-stop", seed=3)
    cockpit = Cockpit(context.new_page()).open(path)
    clicks = Clicks()
    for _ in range(2):
        with wired(fragile.address, path, context) as wire:
            wire.ask("speed", speed=600)
            Timer(CRASH_AFTER_S, fragile.kill).start()
            clicks.until_the_line_breaks(wire)
        comes_back_by_itself(cockpit, fragile)
    assert cockpit.page.url.endswith(path), "the page stayed where it was"
    cockpit.end()
    journal = journal_of(context, path, tmp_path)
    events = events_in(journal)
    assert len(clicks.stored) > 20, "hardly a click was acknowledged: this proves nothing"
    lost = {seq: value for seq, value in clicks.stored.items() if set_in(events[seq]) != value}
    assert not lost, f"acknowledged, and not in the journal: {lost}"
    assert {ack["seq"] for ack in cockpit.acks} <= set(events)
    assert flown_undisturbed(journal).verdict is Verdict.SAME


def comes_back_by_itself(cockpit: Cockpit, fragile: Campus) -> None:
    """See what the page says while the server is away, start it, and see the page take commands again."""
    expect(cockpit.banner).to_have_text(cockpit.t("banner.lost"))
    cockpit.button("pace.freeze").click()
    expect(cockpit.status).to_have_text(cockpit.t("refused.not-connected"))
    joined = len(cockpit.of("joined"))
    fragile.start()
    cockpit.until(lambda: len(cockpit.of("joined")) > joined, "the flight to be back", LEASE_S)
    expect(cockpit.banner).to_have_text(cockpit.t("banner.live"))
    cockpit.button("pace.freeze").click()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.frozen"))
    cockpit.button("pace.resume").click()
    expect(cockpit.banner).to_have_text(cockpit.t("banner.live"))


def set_in(event: dict[str, Any]) -> float | None:
    """What an event set the feed to, None where it did not."""
    found: float | None = event["data"].get("values", {}).get("feed_flow")
    return found


class Clicks:
    """Set-points sent one after the other, without waiting for the answer to the one before."""

    def __init__(self) -> None:
        self.stored: dict[int, float] = {}
        """What was acknowledged: the value of each event's number."""
        self._count = 0

    def until_the_line_breaks(self, wire: Wire) -> None:
        sent: dict[str, float] = {}
        try:
            while True:
                value = round(1 + self._count % 400 / 100, 2)
                self._count += 1
                sent[wire.send("set-input", input="feed_flow", value=value)] = value
                self._listen(wire, sent)
        except ConnectionClosed:
            return

    def _listen(self, wire: Wire, sent: dict[str, float]) -> None:
        for message in wire.hear_for(BETWEEN_S):
            self._note(message, sent)

    def _note(self, message: dict[str, Any], sent: dict[str, float]) -> None:
        if message["type"] == "ack" and message["id"] in sent:
            self.stored[message["seq"]] = sent[message["id"]]
