"""The benches of the campus, in a tiny form: what they promise is there; no time is asserted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from e2e.chromium import LEFT_OUT, left_out
from envol.cli.rig.page_work import kinds_of_work, main_thread, short
from envol.cli.rig.screens import Screen
from envol.cli.rig.server import environment, module, served
from envol.errors import EnvolError

Envol = Callable[..., Result]
Document = Callable[..., Any]
SEEN = {"ack_p50_ms", "ack_p95_ms", "ack_p99_ms", "late_p50_ms", "late_p99_ms", "late_max_ms", "frames_expected"}
USED = {"server_cpu", "cpu_us_per_frame", "loop_us_per_frame", "server_mb", "elsewhere_cpu", "frame_bytes"}


@pytest.fixture(scope="module")
def live(document: Document) -> dict[str, Any]:
    """Three flights for three seconds, and the peer."""
    found: dict[str, Any] = document("bench", "live", "--flights", 3, "--seconds", 3, "--peer")
    return found


def test_live_flights_are_measured_beside_bare_sockets(live: dict[str, Any]) -> None:
    assert live["flights"] == 3
    assert live.keys() >= SEEN | USED | {"meets_ack_p95", "meets_late_p99", "scans_per_s"}
    assert live.keys() >= {f"peer_{each}" for each in SEEN | USED}


def test_every_click_is_answered_and_none_is_refused(live: dict[str, Any]) -> None:
    assert (live["clicks_refused"], live["clicks_unanswered"], live["sockets_lost"]) == (0, 0, 0)
    assert live["clicks"] > 0


def test_the_peer_sends_frames_of_the_size_that_was_measured(live: dict[str, Any]) -> None:
    assert live["peer_frame_bytes"] == round(live["frame_bytes"])


def test_a_cockpit_is_measured_in_a_browser(document: Document) -> None:
    if left_out():
        pytest.skip(LEFT_OUT)
    found = document("bench", "cockpit", "--seconds", 3, "--speed", 600)
    assert found.keys() >= {"work_ms_mean", "work_ms_p95", "passed_ms_p95", "script_ms", "layout_ms", "first_frame_ms"}
    assert found["trends_in_sight"] > 0
    assert found["frames"] > 0
    assert sum(found["script_files"].values()) == found["script_bytes"] > 0
    assert found["style_bytes"] > 0
    assert found["complaints"] == []


def test_without_chromium_a_sentence_says_what_brings_it(envol: Envol, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("ENVOL_CHROMIUM", raising=False)
    result = envol("bench", "cockpit")
    assert result.exit_code == 1
    assert "apt install chromium" in result.stderr


def test_an_option_that_a_bench_does_not_take_is_refused(envol: Envol) -> None:
    result = envol("bench", "start", "--flights", 3)
    assert result.exit_code == 1
    assert "start has no option --flights" in result.stderr


def test_a_server_is_ended_whatever_happens(tmp_path: Path) -> None:
    started: list[int] = []

    def interrupted() -> None:
        with served(module("rig.bare", 100), environment(tmp_path), tmp_path / "log") as (_, pid):
            started.append(pid)
            os.kill(pid, 0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(EnvolError, match="invalid literal"),
        served(module("rig.bare", "wide"), environment(tmp_path), tmp_path / "log"),
    ):
        pass


def test_the_campus_of_the_reader_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///precious.sqlite3")
    monkeypatch.setenv("ENVOL_HOME", "precious")
    env = environment(tmp_path)
    assert "DATABASE_URL" not in env
    assert env["ENVOL_HOME"] == str(tmp_path)


def test_frames_after_clicks_are_told_from_those_of_every_second() -> None:
    screen = Screen(seat=None, socket=None)  # type: ignore[arg-type] # what it heard is all that counts here
    screen.frames = [(k + 0.26, k * 1000 + 250, k, 300) for k in range(10)]
    screen.frames.append((4.7, 4690, 4, 300))
    del screen.frames[7]
    late, due = screen.lateness(2.0, 9.0)
    assert due == 7
    assert late == pytest.approx([10.0] * 6)


def test_work_inside_other_work_is_counted_once() -> None:
    traced = [
        {"ph": "X", "pid": 1, "tid": 1, "name": "RunTask", "ts": 0, "dur": 100},
        {"ph": "X", "pid": 1, "tid": 1, "name": "FunctionCall", "ts": 10, "dur": 60},
        {"ph": "X", "pid": 1, "tid": 1, "name": "Layout", "ts": 20, "dur": 30},
        {"ph": "X", "pid": 1, "tid": 1, "name": "PrePaint", "ts": 80, "dur": 10},
        {"ph": "X", "pid": 1, "tid": 2, "name": "RunTask", "ts": 0, "dur": 900},
    ]
    found = kinds_of_work(main_thread(traced))
    assert found == pytest.approx({"script": 30e-6, "layout": 30e-6, "paint": 10e-6, "other": 30e-6})


def test_a_file_is_known_by_its_name_without_its_hash() -> None:
    assert short("http://localhost:1/static/cockpit/main.0123456789ab.js") == "cockpit/main.js"
