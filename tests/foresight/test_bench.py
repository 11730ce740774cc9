from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from envol.cli.benches.foresight import peer_foresight
from envol.cli.main import main


@pytest.mark.long
def test_the_bench_says_what_core_full_and_single_ages_cost() -> None:
    answer = CliRunner().invoke(main, ["bench", "foresight", "--json"])
    found = json.loads(answer.stdout)
    assert {"cpu_s", "peak_mb", "full", "single_age", "cells", "years", "draws"} <= set(found)


@pytest.mark.long
def test_a_vensim_model_run_by_pysd_agrees_without_chance() -> None:
    pytest.importorskip("pysd", reason="PySD is not installed (the extra `peers`)")
    found = peer_foresight(cpu_s=0.1, draws=1000)
    assert found["largest_difference"] <= 1e-4
    assert found["largest_difference_drawn"] <= 1e-4
