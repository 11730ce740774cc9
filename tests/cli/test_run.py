"""One unit operation by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from click.testing import Result

Envol = Callable[..., Result]
Document = Callable[..., Any]


def last(found: Any, name: str) -> float:
    return float(found["quantities"][name]["last"])


def test_parameters_initial_values_and_inputs_are_set_by_name(document: Document) -> None:
    plain = document("run", "seed_train", "--hours", "20")
    changed = document("run", "seed_train", "--hours", "20", "--set", "glucose=30", "--set", "thaw_viability=0.5")
    assert plain["quantities"]["glucose"]["first"] == 35
    assert changed["quantities"]["glucose"]["first"] == 30
    assert last(changed, "viable") < last(plain, "viable")


def test_an_input_follows_a_schedule(document: Document) -> None:
    found = document("run", "fed_batch_cho", "--hours", "12", "--set", "feed_flow=0:0,6:10")
    assert found["set"]["feed_flow"] == [[0, 0], [6, 10]]
    assert last(found, "volume") == pytest.approx(1200 + 6 * 10, rel=1e-3)


def test_grid_and_adaptive_agree(document: Document) -> None:
    grid, adaptive = (
        document("run", "seed_train", "--hours", "48", "--solver", solver) for solver in ("grid", "adaptive")
    )
    assert last(grid, "viable") == pytest.approx(last(adaptive, "viable"), rel=1e-3)


def test_a_mesh_is_set_like_anything_else(document: Document) -> None:
    words = ("--hours", "100s", "--solver", "adaptive")
    found = document("run", "lrmp_sma_column", *words, "--set", "elements=4", "--set", "degree=2")
    assert len(found["quantities"]["bulk_salt"]["last"]) == 4 * 3


def test_a_seed_gives_a_lot_of_its_own_but_what_is_set_stays(document: Document, tmp_path: Path) -> None:
    words = ("run", "fed_batch_cho", "--hours", "2")
    first, second = (document(*words, "--seed", seed) for seed in (1, 2))
    assert last(first, "viable") != last(second, "viable")
    set_to = document(*words, "--seed", 1, "--set", "mu_max=0")
    assert last(set_to, "viable") < last(first, "viable")


def test_the_course_is_written_out(document: Document, tmp_path: Path) -> None:
    out = tmp_path / "course.parquet"
    found = document("run", "seed_train", "--hours", "10", "--out", out)
    table = pyarrow.parquet.read_table(out)
    assert table.num_rows == 601
    assert table["viable"][-1].as_py() == last(found, "viable")


@pytest.mark.parametrize(
    ("setting", "nearest"), [("mu_mx=1", "mu_max"), ("glucos=1", "glucose"), ("plannd_interval=70", "planned_interval")]
)
def test_an_unknown_name_proposes_the_nearest_of_all_kinds(envol: Envol, setting: str, nearest: str) -> None:
    result = envol("run", "seed_train", "--set", setting)
    assert result.exit_code == 1
    assert f"did you mean {nearest}" in result.stderr


@pytest.mark.parametrize("setting", ["glucose", "=3", "glucose=", "glucose=much", "planned_interval=5:1,2:3"])
def test_what_is_no_setting_is_wrong_usage(envol: Envol, setting: str) -> None:
    assert envol("run", "seed_train", "--set", setting).exit_code == 2


def test_a_schedule_for_a_parameter_is_refused(envol: Envol) -> None:
    result = envol("run", "seed_train", "--set", "mu_max=0:1,2:3")
    assert result.exit_code == 1
    assert "takes one value" in result.stderr


@pytest.mark.parametrize("words", [("--hours", "0"), ("--step", "-60"), ("--step", "0")])
def test_a_run_of_no_length_is_refused(envol: Envol, words: tuple[str, ...]) -> None:
    assert envol("run", "seed_train", *words).exit_code in (1, 2)


def test_a_value_beyond_its_limits_runs_and_is_told(envol):
    done = envol("run", "fed_batch_cho", "--set", "feed_flow=99", "--hours", "1")
    assert done.exit_code == 0
    assert "feed_flow: 99 lies outside 0 to 12 L/h" in done.stderr


@pytest.mark.parametrize("setting", ["mu_max=nan", "mu_max=inf", "planned_interval=0:1,5:nan"])
def test_a_value_that_is_no_finite_number_is_wrong_usage(envol: Envol, setting: str) -> None:
    assert envol("run", "seed_train", "--set", setting).exit_code == 2


@pytest.mark.parametrize("command", [("run",), ("campaign", "--n", "1", "--out", "unwritten.csv")])
def test_a_name_that_is_set_twice_is_wrong_usage(envol: Envol, command: tuple[str, ...]) -> None:
    result = envol(*command, "seed_train", "--set", "glucose=1", "--set", "glucose=2")
    assert result.exit_code == 2
    assert "glucose is set twice" in result.stderr


@pytest.mark.parametrize(
    "words", [("--hours", "1e12"), ("--step", "1e-9"), ("--hours", "1e12", "--solver", "adaptive")]
)
def test_a_run_too_long_to_be_kept_is_refused_with_its_size(envol: Envol, words: tuple[str, ...]) -> None:
    result = envol("run", "fed_batch_cho", *words)
    assert result.exit_code == 1
    assert "2e+08 numbers at most" in result.stderr


@pytest.mark.parametrize("setting", ["elements=1000000", "degree=5000"])
def test_a_mesh_too_fine_to_be_made_is_refused(envol: Envol, setting: str) -> None:
    result = envol("run", "lrmp_sma_column", "--set", setting)
    assert result.exit_code == 1
    assert "more than 4096 places" in result.stderr


def test_a_run_that_fails_names_what_was_set(envol: Envol) -> None:
    result = envol("run", "fed_batch_cho", "--hours", "1", "--set", "volume=0")
    assert result.exit_code == 1
    assert "volume was set to 0" in result.stderr


def test_a_french_day_is_a_day(document: Document) -> None:
    assert document("run", "seed_train", "--hours", "1j2h")["hours"] == 26
