"""Flying from the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Envol = Callable[..., Result]
Document = Callable[..., Any]

EAGER = """
schema: envol/pilot/1
name: eager
title: {fr: Pressé, en: Eager}
round_min: 60
rules:
  - name: feed-too-much
    when: "hour >= 2"
    at_most: 1
    do:
      - {set: feed_flow, to: "50 + 0 * hour"}
"""


def test_the_document_says_what_was_flown_and_what_came_of_it(flown: dict[str, Any]) -> None:
    asked = {"scenario", "pilot", "seed", "state_hash", "outcome", "grade", "wall_s", "journal", "hours", "refused"}
    assert asked | {"ended", "frozen", "fidelity", "label"} <= set(flown)
    assert flown["scenario"] == "one-day"
    assert flown["hours"] == 24
    assert {"score", "passed", "blocks"} <= set(flown["grade"])
    assert "titre_g_per_L" in flown["outcome"]
    assert flown["label"] == "Simulated GMP: training record, not a validated GxP system"


@pytest.mark.parametrize("speed", ["max", "1e9", "4e5", "123457"])
def test_the_hash_is_the_same_at_any_speed(
    document: Document, flown: dict[str, Any], short: Path, tmp_path: Path, speed: str
) -> None:
    again = document(
        "fly", short, "--pilot", "expert", "--seed", 3, "--speed", speed, "--journal", tmp_path / "flight.jsonl"
    )
    assert again["state_hash"] == flown["state_hash"]
    assert again["outcome"] == flown["outcome"]
    assert (tmp_path / "flight.jsonl").read_bytes() == Path(flown["journal"]).read_bytes()


def test_the_hash_is_the_same_in_another_process(flown: dict[str, Any], short: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "envol.cli.main", "fly", short, "--pilot", "expert", "--seed", "3", "--json"]
    done = subprocess.run([*command, "--journal", tmp_path / "j"], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["state_hash"] == flown["state_hash"]
    assert not done.stderr


def test_a_score_card_is_printed_for_people(envol: Envol, short: Path, tmp_path: Path) -> None:
    result = envol("fly", short, "--pilot", "sleeper", "--journal", tmp_path / "j", "--lang", "fr")
    assert result.exit_code == 0
    assert "Premier vol" in result.stdout
    assert re.search(r"\d+ sur 100", result.stdout)


def test_nobody_may_be_at_the_controls(document: Document, short: Path, tmp_path: Path) -> None:
    assert document("fly", short, "--journal", tmp_path / "j")["pilot"] == "none"


def test_a_set_point_out_of_limits_is_refused_with_the_limit(document: Document, short: Path, tmp_path: Path) -> None:
    pilot = tmp_path / "eager.yaml"
    pilot.write_text(EAGER, encoding="utf-8")
    (refused,) = document("fly", short, "--pilot", pilot, "--journal", tmp_path / "j")["refused"]
    assert refused["why"] == "feed_flow: 50 L/h is above the limit of 12 L/h"
    assert refused["times"] == 1


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("fly", "fed-batch-first-fligt"), "fed-batch-first-flight"),
        (("fly", "fed-batch-first-flight", "--pilot", "exprt"), "expert"),
    ],
)
def test_an_unknown_name_proposes_the_nearest(envol: Envol, words: tuple[str, ...], nearest: str) -> None:
    result = envol(*words, "--json")
    assert result.exit_code == 1
    assert f"did you mean {nearest}" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    "words", [("--speed", "0"), ("--speed", "fast"), ("--seed", "-1"), ("--lang", "de"), ("--wings", "2")]
)
def test_wrong_usage_ends_with_two(envol: Envol, short: Path, words: tuple[str, ...]) -> None:
    assert envol("fly", short, *words).exit_code == 2


def test_an_unknown_command_proposes_the_nearest(envol: Envol) -> None:
    result = envol("flyy")
    assert result.exit_code == 2
    assert "Did you mean fly?" in result.stderr


def test_a_journal_is_never_written_over(envol: Envol, flown: dict[str, Any], short: Path) -> None:
    before = Path(flown["journal"]).read_bytes()
    result = envol("fly", short, "--journal", flown["journal"])
    assert result.exit_code == 1
    assert "never written over" in result.stderr
    assert Path(flown["journal"]).read_bytes() == before


def test_a_journal_that_cannot_be_created_is_said_before_the_flight(envol: Envol, short: Path, tmp_path: Path) -> None:
    result = envol("fly", short, "--journal", tmp_path / "nowhere" / "j")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_a_report_that_cannot_be_written_is_said_before_the_flight(envol: Envol, short: Path, tmp_path: Path) -> None:
    result = envol("fly", short, "--journal", tmp_path / "j", "--report", tmp_path / "nowhere" / "r.html")
    assert result.exit_code == 1
    assert not (tmp_path / "j").exists()


def test_journals_have_a_place_of_their_own(
    document: Document, short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / name)
    first, second = (Path(document("fly", short)["journal"]) for _ in range(2))
    assert first.parent == second.parent == tmp_path / "envol" / "flights"
    assert first != second
    assert first.name.startswith("one-day_none_1_")


def test_all_faults_of_a_scenario_file_are_said_at_once(envol: Envol, short: Path, tmp_path: Path) -> None:
    text = short.read_text(encoding="utf-8")
    bad = tmp_path / "bad.yaml"
    bad.write_text(text.replace("duration_h: 24", "duration_h: long") + "nonsense: 1\n", encoding="utf-8")
    result = envol("fly", bad)
    assert result.exit_code == 1
    assert "duration_h" in result.stderr
    assert "nonsense" in result.stderr


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_needs_no_other_file(envol: Envol, short: Path, tmp_path: Path, language: str) -> None:
    page = tmp_path / "report.html"
    words = ("--pilot", "expert", "--journal", tmp_path / "j", "--report", page, "--lang", language)
    assert envol("fly", short, *words).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in text
    assert ("BPF simulées" if language == "fr" else "Simulated GMP") in text
    assert not re.findall(r'(?:src|href)="(?!#)', text)
    assert text.count("<svg") > 20


def test_the_ids_of_a_report_are_each_given_once(envol: Envol, short: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    envol("fly", short, "--journal", tmp_path / "j", "--report", page)
    clips = re.findall(r'<clipPath id="([^"]+)">\s*(.*?)</clipPath>', page.read_text(encoding="utf-8"), re.DOTALL)
    shapes: dict[str, set[str]] = {}
    for name, shape in clips:
        shapes.setdefault(name, set()).add(shape)
    assert all(len(each) == 1 for each in shapes.values())


def test_help_imports_no_command(envol: Envol) -> None:
    code = "import sys\nfrom envol.cli.main import main\nmain(['--help'], standalone_mode=False)\nprint(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "casadi" not in loaded
    assert "numpy" not in loaded
    assert "envol.cli.fly" not in loaded


def test_a_french_score_card_is_french_throughout(envol: Envol, short: Path, tmp_path: Path) -> None:
    said = envol("fly", short, "--pilot", "sleeper", "--journal", tmp_path / "j", "--lang", "fr").stdout
    for words in ("graine 1", "Anticorps produit, kg", "Réponse aux pannes", "BPF simulées"):
        assert words in said
    assert "Simulated GMP" not in said
