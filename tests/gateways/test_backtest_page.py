"""The published page and its picture hold what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from dares_files import write_census, write_employment
from envol.errors import EnvolError
from envol.foresight.backtest.census import CensusBacktest
from envol.foresight.backtest.census import backtest as census_backtest
from envol.foresight.backtest.outcome import Backtest
from envol.foresight.backtest.trial import backtest
from envol.gateways.backtest_page import page
from envol.gateways.backtest_picture import draw
from envol.gateways.census_au import read_census
from envol.gateways.dares import NEAR, read_employment


@pytest.fixture(scope="module")
def dares(tmp_path_factory: pytest.TempPathFactory) -> Backtest:
    return backtest(read_employment(write_employment(tmp_path_factory.mktemp("dares"))), near=NEAR)


@pytest.fixture(scope="module")
def census(tmp_path_factory: pytest.TempPathFactory) -> CensusBacktest:
    return census_backtest(read_census(write_census(tmp_path_factory.mktemp("census"))))


@pytest.fixture(scope="module")
def text(dares: Backtest, census: CensusBacktest) -> str:
    return page(dares, census, {"N0Z": "Personnels d’études"}, "here.png")


def test_the_page_names_its_command_at_the_top(text: str) -> None:
    assert "`envol backtest publish --data DIR --to docs/backtests.md`" in text.splitlines()[2]


def test_the_page_shows_its_picture(text: str) -> None:
    assert "(here.png)" in text


def test_every_figure_of_the_damped_trend_stands_on_the_page(text: str, dares: Backtest) -> None:
    for each in dares.horizons:
        row = [f"{each.horizon}", *(f"{100 * share:.1f}" for share in each.wape.values())]
        assert f"| {' | '.join(row)} |" in text


def test_a_goal_that_is_not_reached_is_said_to_be_so(text: str, dares: Backtest, census: CensusBacktest) -> None:
    told = [goal.reached for goal in dares.goals] + [goal.reached_held_out for goal in dares.goals]
    missed = told.count(False) + [census.mean_reached, census.worst_reached].count(False)
    assert missed == text.count("**no**") + text.count("**not reached**") > 0


def test_every_miss_is_published(text: str, dares: Backtest) -> None:
    for miss in (*dares.misses, *dares.near_misses):
        assert f"| {miss.origin} | {miss.target} | {miss.forecast:.0f} | {miss.outcome:.0f} |" in text


def test_an_occupation_bears_its_title_where_it_is_known(text: str) -> None:
    assert "- N0Z, Personnels d’études\n- G0B\n" in text


def test_every_row_of_a_table_has_the_cells_of_its_head(text: str) -> None:
    for block in text.split("\n\n"):
        if block.startswith("|"):
            assert len({line.count("|") for line in block.splitlines()}) == 1


def test_no_line_of_text_is_longer_than_120_letters(text: str) -> None:
    assert all(len(line) <= 120 for line in text.splitlines() if not line.startswith("|"))


def test_the_picture_is_a_png_and_twice_the_same(dares: Backtest, tmp_path: Path) -> None:
    draw(dares, tmp_path / "a.png")
    draw(dares, tmp_path / "b.png")
    first, second = ((tmp_path / name).read_bytes() for name in ("a.png", "b.png"))
    assert first[:4] == b"\x89PNG"
    assert first == second


def test_a_picture_that_cannot_be_written_is_said_in_a_sentence(dares: Backtest, tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="cannot be written"):
        draw(dares, tmp_path / "nowhere" / "a.png")
