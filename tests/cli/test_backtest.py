"""`envol backtest` measures, prints, draws and publishes; or refuses in sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from dares_files import rows, write_census, write_employment
from envol.gateways.dares import FILE

Envol = Callable[..., Result]
Document = Callable[..., Any]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    return write_census(write_employment(folder))


def test_every_horizon_has_its_errors_coverage_score_and_origins(document: Document, data: Path) -> None:
    found = document("backtest", "dares", "--data", data)
    assert [each["horizon"] for each in found["horizons"]] == [1, 3, 5, 7, 10]
    assert all(
        {"wape", "coverage_80", "interval_score", "origins", "overlap"} <= set(each) for each in found["horizons"]
    )


def test_the_damped_trend_stands_before_what_is_made_of_it(document: Document, data: Path) -> None:
    found = document("backtest", "dares", "--data", data)
    assert list(found["horizons"][0]["wape"]) == ["no_change", "trend", "damped", "pooled_damped"]


def test_every_goal_says_whether_it_is_reached(document: Document, data: Path) -> None:
    found = document("backtest", "dares", "--data", data)
    assert [type(goal["reached"]) for goal in found["goals"]] == [bool] * 7


def test_people_read_a_table_and_what_was_not_reached(envol: Envol, data: Path) -> None:
    result = envol("backtest", "dares", "--data", data)
    assert result.exit_code == 0
    assert "86 series, 1983 to 2018" in result.stdout
    assert "not reached" in result.stdout


def test_the_picture_is_drawn_on_request(envol: Envol, data: Path, tmp_path: Path) -> None:
    assert envol("backtest", "dares", "--data", data, "--picture", tmp_path / "p.png").exit_code == 0
    assert (tmp_path / "p.png").read_bytes()[:4] == b"\x89PNG"


def test_the_data_is_not_drawn_over(envol: Envol, data: Path) -> None:
    result = envol("backtest", "dares", "--data", data, "--picture", data / FILE)
    assert (result.exit_code, "named twice" in result.stderr) == (1, True)


def test_the_census_is_told_field_by_field(envol: Envol, data: Path) -> None:
    result = envol("backtest", "census", "--data", data)
    assert result.exit_code == 0
    assert "Alchemy" in result.stdout
    assert "mean ratio:" in result.stdout


def test_the_census_is_one_document_too(document: Document, data: Path) -> None:
    found = document("backtest", "census", "--data", data)
    assert found["backtest"] == "census"
    assert "latest" in found


def test_the_page_is_published_with_its_picture(envol: Envol, data: Path, tmp_path: Path) -> None:
    assert envol("backtest", "publish", "--data", data, "--to", tmp_path / "page.md").exit_code == 0
    assert "(page.png)" in (tmp_path / "page.md").read_text(encoding="utf-8")
    assert (tmp_path / "page.png").is_file()


def test_publishing_twice_writes_the_same(envol: Envol, data: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        envol("backtest", "publish", "--data", data, "--to", tmp_path / name / "page.md")
    assert (tmp_path / "one/page.md").read_bytes() == (tmp_path / "two/page.md").read_bytes()


def test_a_page_where_there_is_no_folder_is_refused_before_any_work(envol: Envol, data: Path, tmp_path: Path) -> None:
    result = envol("backtest", "publish", "--data", data, "--to", tmp_path / "nowhere/page.md")
    assert result.exit_code == 1
    assert "there is no folder" in result.stderr


def test_a_folder_that_is_not_there_is_wrong_usage(envol: Envol, tmp_path: Path) -> None:
    assert envol("backtest", "dares", "--data", tmp_path / "nowhere").exit_code == 2


def test_data_that_is_not_named_is_wrong_usage(envol: Envol) -> None:
    assert envol("backtest", "dares").exit_code == 2


def test_a_folder_without_the_file_is_refused_in_a_sentence(envol: Envol, tmp_path: Path) -> None:
    result = envol("backtest", "dares", "--data", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"envol: {tmp_path} holds no {FILE}")


def test_a_cell_that_is_no_number_is_named_with_file_line_and_column(envol: Envol, tmp_path: Path) -> None:
    table = [list(row) for row in rows()]
    table[2][1] = "many"
    result = envol("backtest", "dares", "--data", write_employment(tmp_path, table))
    assert result.exit_code == 1
    assert f"{FILE}:3: A0Z: expected thousands of jobs" in result.stderr


def test_a_file_of_too_few_years_is_refused_with_those_needed(envol: Envol, tmp_path: Path) -> None:
    result = envol("backtest", "dares", "--data", write_employment(tmp_path, rows(range(1990, 2019))))
    assert result.exit_code == 1
    assert "every year from 1986 or before to 2007 or after" in result.stderr
