"""The page of backtests: what was measured, with what was not reached; and how it is made where there is none."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from envol.web.foresight.models import BacktestRun
from envol.web.foresight.selectors import newest_backtests
from envol.web.foresight.services import keep_backtest
from reference_data import reference

pytestmark = pytest.mark.django_db
CENSUS = {
    "origin": 2016,
    "target": 2021,
    "fields": [{"field": "Physics", "naive": 0.156, "cohort": 0.057, "ratio": 0.365}],
    "mean": {"found": 0.39, "goal": 0.4, "reached": True},
    "worst": {"found": 0.52, "goal": 0.5, "reached": False},
}


def page(client: Client) -> str:
    answer = client.get(reverse("foresight:backtests"), headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_campus_without_a_backtest_says_how_one_is_made(client: Client) -> None:
    assert "envol manage backtests" in page(client)


def test_the_page_says_what_was_not_reached(client: Client) -> None:
    keep_backtest(series="census", document=CENSUS)
    html = page(client)
    assert "<strong>no</strong>" in html
    assert "0.520" in html


def test_the_newest_run_of_each_series_is_shown() -> None:
    keep_backtest(series="census", document={**CENSUS, "origin": 2011})
    newest = keep_backtest(series="census", document=CENSUS)
    assert newest_backtests() == [newest]


def test_the_command_keeps_the_figures_of_both_series(client: Client) -> None:
    reference("census_au")
    told = StringIO()
    call_command("backtests", data=reference("dares").parent, stdout=told)
    assert sorted(BacktestRun.objects.values_list("series", flat=True)) == ["census", "dares"]
    html = page(client)
    assert "7.5\u00a0%" in html, "the damped trend five years ahead, as in docs/backtests.md"
    assert html.count('lang="en">') >= 6


def test_a_folder_without_the_files_keeps_nothing_and_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no"):
        call_command("backtests", data=tmp_path)
    assert not BacktestRun.objects.exists()
