"""A program that is killed in mid-flight loses nothing that it had acknowledged."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from envol.flight.commands import SetInput
from envol.flight.engine import Flight
from envol.flight.journal import verify
from envol.flight.journal_store import MemoryJournal
from envol.flight.plan import FlightPlan
from envol.flight.replay import check_seal, replay, resume
from envol.gateways.journal_file import JournalFile, recover_into
from envol.gateways.library import Library

ACTOR = "person:0000abcd"
SCANS = range(30, 901, 30)
PROGRAM = """
import sys, time
from pathlib import Path
from envol.flight.commands import SetInput
from envol.flight.engine import Flight
from envol.gateways.journal_file import JournalFile
from envol.gateways.library import Library

flight = Flight(Library().plan("agitator-trip", 1), JournalFile.create(Path(sys.argv[1])))
flight.open("person:0000abcd")
for scan in range(30, 901, 30):
    flight.advance(scan)
    flight.do(SetInput("temperature_loop.setpoint", 36 + scan % 7 / 10), "person:0000abcd")
    time.sleep(0.05)
"""


@pytest.fixture(scope="module")
def plan() -> FlightPlan:
    return Library().plan("agitator-trip", 1)


def finish(flight: Flight) -> Flight:
    """Do what is still to do, and land."""
    for scan in SCANS:
        if scan > flight.scan:
            flight.advance(scan)
            flight.do(SetInput("temperature_loop.setpoint", 36 + scan % 7 / 10), ACTOR)
    flight.advance(1000)
    flight.seal(ACTOR)
    return flight


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal that a killed flight left."""
    path = tmp_path_factory.mktemp("flights") / "killed.jsonl"
    with subprocess.Popen([sys.executable, "-c", PROGRAM, path]) as flying:
        until = time.monotonic() + 60
        while not (path.exists() and path.read_bytes().count(b"\n") > 5):
            assert flying.poll() is None, "the flight ended before it could be killed"
            assert time.monotonic() < until
            time.sleep(0.01)
        flying.send_signal(signal.SIGKILL)
    assert flying.returncode == -signal.SIGKILL
    return path


def test_a_flight_that_was_killed_ends_as_the_undisturbed_one(plan: FlightPlan, killed: Path, tmp_path: Path) -> None:
    undisturbed = Flight(plan, MemoryJournal())
    undisturbed.open(ACTOR)
    finish(undisturbed)
    recover_into(killed, tmp_path / "fresh.jsonl")
    with JournalFile.resume(tmp_path / "fresh.jsonl") as store:
        events = store.events()
        assert 5 < len(events) < 1 + len(SCANS)
        flight = finish(resume(plan, events, store))
        assert flight.state_hash == undisturbed.state_hash
        verify(store.events(), closed=True)
        check_seal(replay(plan, store.events()), store.events())
