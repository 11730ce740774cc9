"""Units, qualification, content, benches: what the school says of itself."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from envol.cli.bench import subjects
from envol.cli.main import COMMANDS
from envol.errors import EnvolError
from envol.gateways.content import content_root
from envol.twin.registry import Registry
from envol.web.config.serving import run

Envol = Callable[..., Result]
Document = Callable[..., Any]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(envol: Envol, command: str) -> None:
    result = envol(command, "--help")
    assert result.exit_code == 0


def test_every_unit_operation_is_listed(document: Document) -> None:
    listed = document("units")["units"]
    assert [each["name"] for each in listed] == list(Registry().names())
    assert all(each["title"] and each["title_fr"] and each["states"] for each in listed)


def test_one_unit_operation_shows_its_sheet(envol: Envol) -> None:
    result = envol("units", "seed_train")
    assert result.exit_code == 0
    assert "viable" in result.stdout


def test_sheets_are_written_into_a_folder(envol: Envol, tmp_path: Path) -> None:
    assert envol("units", "seed_train", "--sheets", tmp_path / "models").exit_code == 0
    assert (tmp_path / "models" / "seed_train.md").read_text(encoding="utf-8").startswith("#")


def test_an_unknown_unit_operation_proposes_the_nearest(envol: Envol) -> None:
    result = envol("units", "seed_trian")
    assert result.exit_code == 1
    assert "did you mean seed_train" in result.stderr


def test_qualification_is_a_list_with_sources_and_verdicts(document: Document) -> None:
    results = document("qualify", "seed_train", "--quick")
    keys = {"unit", "case", "source", "status", "quantity", "reached", "reference", "allowed", "verdict"}
    assert results
    assert all(keys <= set(each) and each["source"] for each in results)
    assert {each["verdict"] for each in results} <= {"pass", "reported"}


def test_the_content_has_no_fault(envol: Envol) -> None:
    from envol.gateways.content import content_root

    result = envol("check", content_root())
    assert result.exit_code == 0
    assert not result.stdout


def test_five_faults_of_different_kinds_are_said_at_once(envol: Envol, short: Path, tmp_path: Path) -> None:
    text = short.read_text(encoding="utf-8")
    for right, wrong in (
        ("duration_h: 24", "duration_h: '24 h'"),
        ("line: fed-batch-2000l", "line: fed-batch-200l"),
        ("malfunction: feed-pump-stop", "malfunction: feed-pump-stopp"),
        ("quantity: glucose", "quantity: glucos"),
    ):
        assert right in text
        text = text.replace(right, wrong)
    bad = tmp_path / "bad.yaml"
    bad.write_text(text + "wings: 2\n", encoding="utf-8")
    result = envol("check", bad, "--json")
    assert result.exit_code == 1
    faults = json.loads(result.stdout)["faults"]
    assert all(each["file"] == str(bad) and each["line"] and each["expected"] and each["found"] for each in faults)
    assert {"duration_h", "wings"} <= {each["key"] for each in faults}


def test_faults_found_only_in_readable_files_name_what_is_meant(envol: Envol, short: Path, tmp_path: Path) -> None:
    text = short.read_text(encoding="utf-8").replace("quantity: glucose", "quantity: glucos")
    bad = tmp_path / "bad.yaml"
    bad.write_text(text.replace("malfunction: feed-pump-stop", "malfunction: feed-pump-stopp"), encoding="utf-8")
    said = envol("check", bad).stdout
    assert "did you mean glucose" in said
    assert "did you mean feed-pump-stop" in said


def test_check_without_a_path_is_wrong_usage(envol: Envol) -> None:
    assert envol("check").exit_code == 2


def test_every_bench_measures_what_its_file_is_called() -> None:
    import importlib

    for name in subjects():
        assert callable(getattr(importlib.import_module(f"envol.cli.benches.{name}"), f"bench_{name}"))


def test_an_unknown_bench_proposes_the_nearest(envol: Envol) -> None:
    result = envol("bench", "flihgt")
    assert result.exit_code == 1
    assert "did you mean flight" in result.stderr


@pytest.mark.parametrize("command", ["serve", "manage"])
def test_the_campus_says_that_it_is_not_installed(envol: Envol, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr("envol.cli.serve.find_spec", lambda name: None)
    result = envol(command, "help" if command == "manage" else "--port=0")
    assert result.exit_code == 1
    assert "envol[web]" in result.stderr


def test_a_port_that_is_taken_is_told_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(EnvolError, match="--port takes another"):
            run("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("address", ["nonsense", "postgres://nobody:wrong@127.0.0.1:9/none"])
def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(address: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "envol.cli.main", "serve", "--port", "0"]
    environment = os.environ | {"DATABASE_URL": address, "ENVOL_HOME": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_unit_operation_without_a_reference_case_is_told_where_to_write_one(
    envol: Envol, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("envol.twin.qualification.cases_of", lambda unit: ())
    result = envol("qualify", "seed_train")
    assert result.exit_code == 1
    assert "write twin/cases/seed_train.py" in result.stderr


def test_a_flight_of_more_than_a_year_is_refused(envol: Envol, short: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "long.yaml"
    scenario.write_text(short.read_text(encoding="utf-8").replace("duration_h: 24", "duration_h: 9000"), "utf-8")
    result = envol("check", scenario)
    assert result.exit_code == 1
    assert "8760" in result.stdout + result.stderr


def test_five_faults_of_different_kinds_are_told_at_once_even_where_the_line_is_unknown(
    envol: Callable[..., Result], tmp_path: Path
) -> None:
    text = (content_root() / "scenarios" / "fed-batch-first-flight.yaml").read_text(encoding="utf-8")
    for good, bad in (
        ("line: fed-batch-2000l", "line: fed-batch-200l"),
        ("duration_h: 336", "duration_h: long"),
        ("malfunction: feed-pump-stop", "malfunction: feed-pump-stopp"),
        ("quantity: glucose", "quantity: glucos"),
        ("difficulty:", "difficlty:"),
    ):
        assert good in text
        text = text.replace(good, bad, 1)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text, encoding="utf-8")
    done = envol("check", wrong)
    assert done.exit_code == 1
    said = done.stdout + done.stderr
    for key, hint in (
        ("line", "fed-batch-2000l"),
        ("duration_h", "a number"),
        ("malfunctions[0].malfunction", "feed-pump-stop?"),
        ("limits[1].quantity", "glucose"),
        ("difficlty", "difficulty?"),
    ):
        assert any(f": {key}: expected" in line and hint in line for line in said.splitlines()), key
