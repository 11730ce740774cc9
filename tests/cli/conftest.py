"""A short flight and the command line, run in this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from envol.cli.main import main
from envol.gateways.content import content_root

Envol = Callable[..., Result]


@pytest.fixture(scope="session", autouse=True)
def noon() -> Iterator[str]:
    """The one wall time of these tests, so that equal flights have equal journals."""
    noon = "2026-03-01T12:00:00Z"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("envol.gateways.journal_file.utc_now", lambda: noon)
        yield noon


@pytest.fixture(scope="session")
def envol() -> Envol:
    """Return what runs the command line and gives its exit code and both outputs."""

    def run(*words: object) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture(scope="session")
def document(envol: Envol) -> Callable[..., Any]:
    """Return what runs a command with --json and gives its document."""

    def run(*words: object) -> Any:
        result = envol(*words, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return run


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario of a day, with the first flight's malfunction in it."""
    text = yaml.safe_load((content_root() / "scenarios/fed-batch-first-flight.yaml").read_text(encoding="utf-8"))
    text |= {"name": "one-day", "duration_h": 24, "settings": {"feed_flow": 2.0}}
    text["malfunctions"][0]["trigger"] = {"window_h": [6, 10]}
    path = tmp_path_factory.mktemp("scenarios") / "one-day.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def flown(document: Callable[..., Any], short: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The document of a short flight by the expert; `journal` is its file."""
    journal = tmp_path_factory.mktemp("flights") / "flight.jsonl"
    found: dict[str, Any] = document("fly", short, "--pilot", "expert", "--seed", 3, "--journal", journal)
    return found
