"""What a campaign refuses before it spends any time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Envol = Callable[..., Result]


@pytest.fixture
def refused(envol: Envol, tmp_path: Path) -> Callable[..., str]:
    def run(target: str, *words: str) -> str:
        result = envol("campaign", target, "--n", 1, "--out", tmp_path / "rows.csv", *words)
        assert result.exit_code == 2
        return result.stderr

    return run


@pytest.mark.parametrize(
    ("option", "value"),
    [("--set", "volume=1"), ("--parameters", "x"), ("--step", "60"), ("--solver", "adaptive"), ("--hours", "336")],
)
def test_an_option_of_a_unit_operation_is_refused_for_a_scenario(
    refused: Callable[..., str], option: str, value: str
) -> None:
    assert f"{option} changes nothing" in refused("fed-batch-first-flight", option, value)


def test_a_pilot_is_refused_for_a_unit_operation(refused: Callable[..., str]) -> None:
    assert "--pilot changes nothing" in refused("seed_train", "--pilot", "expert")


def test_reversed_bounds_are_said_to_be_reversed(refused: Callable[..., str]) -> None:
    assert "write a=0.035..0.045" in refused("seed_train", "--vary", "a=0.045..0.035")


def test_a_run_too_long_to_be_kept_is_refused_before_any_process_starts(envol: Envol, tmp_path: Path) -> None:
    result = envol("campaign", "seed_train", "--n", 1, "--out", tmp_path / "rows.csv", "--hours", "1e12")
    assert result.exit_code == 1
    assert "numbers at most" in result.stderr
