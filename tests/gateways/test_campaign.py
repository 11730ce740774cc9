"""Many runs: the same numbers wherever they are computed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from envol.errors import EnvolError, UnknownNameError
from envol.gateways.campaign import Campaign, Range, dask_cluster, processes, run_some, run_tasks, table_of
from envol.gateways.telemetry_file import write_table

UNIT = Campaign(
    target="seed_train", vary=(Range("mu_max", 0.035, 0.045), Range("glucose", 20, 40)), runs=11, hours=100, seed=4
)
FLIGHTS = Campaign(target="fed-batch-first-flight", vary=(Range("mu_max", 0.037, 0.043),), runs=2, pilot="sleeper")


class Backwards(Executor):
    """Runs what it is given at once, and hands the last result out first."""

    def submit(self, function: Any, /, *words: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*words, **named))
        return future


def written(campaign: Campaign, executor: Executor, path: Path) -> bytes:
    write_table(table_of(campaign, run_tasks(campaign, executor)), path)
    return path.read_bytes()


def test_rows_come_in_the_order_of_their_numbers_with_their_values() -> None:
    rows = run_tasks(UNIT, Backwards())
    assert [row["run"] for row in rows] == list(range(11))
    assert all(0.035 < row["mu_max"] < 0.045 and 20 < row["glucose"] < 40 for row in rows)
    assert len({row["viable_end"] for row in rows}) == 11
    assert not any(row["fault"] for row in rows)


def test_a_value_does_not_depend_on_what_else_varies_or_on_how_many_runs_there_are() -> None:
    alone = Campaign(target="seed_train", vary=UNIT.vary[:1], runs=2, seed=4)
    assert alone.values(7)["mu_max"] == UNIT.values(7)["mu_max"]


def test_another_seed_draws_other_values() -> None:
    other = Campaign(target="seed_train", vary=UNIT.vary, runs=2, seed=5)
    assert other.values(0) != UNIT.values(0)


def test_one_run_alone_is_the_same_run() -> None:
    assert run_some(UNIT, [6]) == [run_tasks(UNIT, Backwards())[6]]


def test_grid_and_adaptive_campaigns_agree() -> None:
    few = {"target": "seed_train", "vary": UNIT.vary, "runs": 2, "hours": 60.0}
    grid, adaptive = (run_tasks(Campaign(**few, solver=solver), Backwards()) for solver in ("grid", "adaptive"))  # type: ignore[arg-type]
    assert grid[1]["viable_end"] == pytest.approx(adaptive[1]["viable_end"], rel=1e-3)


def test_flights_take_seeds_and_values_of_their_own() -> None:
    rows = run_tasks(FLIGHTS, Backwards())
    assert [row["seed"] for row in rows] == [1, 2]
    assert rows[0]["state_hash"] != rows[1]["state_hash"]
    assert {"mu_max", "titre_g_per_L", "score", "passed"} <= set(rows[0])


def test_the_file_is_the_same_from_threads_and_from_processes(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as threads, processes(2) as pool:
        assert written(UNIT, threads, tmp_path / "a.parquet") == written(UNIT, pool, tmp_path / "b.parquet")


@pytest.fixture
def cluster() -> Iterator[str]:
    """Two workers of Dask on this machine."""
    distributed = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Dask's own
        made = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, processes=True
        )
        with made:
            yield made.scheduler_address


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_the_file_is_the_same_from_a_dask_cluster(cluster: str, tmp_path: Path) -> None:
    for campaign in (UNIT, FLIGHTS):
        with processes(2) as pool:
            here = written(campaign, pool, tmp_path / "here.parquet")
        with dask_cluster(cluster) as executor:
            assert written(campaign, executor, tmp_path / "there.parquet") == here


def test_the_table_says_how_it_was_made(tmp_path: Path) -> None:
    written(UNIT, Backwards(), tmp_path / "t.parquet")
    facts = pyarrow.parquet.read_schema(tmp_path / "t.parquet").metadata
    assert facts[b"vary"] == b"mu_max=0.035..0.045; glucose=20..40"


@pytest.mark.parametrize(
    ("target", "name", "nearest"),
    [
        ("seed_train", "mu_mx", "mu_max"),
        ("fed-batch-first-flight", "mu_mx", "mu_max"),
        ("seed_trian", "x", "seed_train"),
    ],
)
def test_unknown_names_propose_the_nearest_before_anything_runs(target: str, name: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError, match=f"did you mean {nearest}"):
        run_tasks(Campaign(target=target, vary=(Range(name, 0, 1),), runs=10**9), Backwards())


def test_the_mesh_does_not_vary() -> None:
    with pytest.raises(EnvolError, match="mesh"):
        run_tasks(Campaign(target="lrmp_sma_column", vary=(Range("elements", 2, 4),), runs=1), Backwards())
