"""What a recorded flight answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.csv
import pyarrow.parquet
import pytest
from click.testing import Result

Envol = Callable[..., Result]
Document = Callable[..., Any]


def test_the_terms_of_a_state_add_up(document: Document, flown: dict[str, Any], short: Path) -> None:
    found = document("why", flown["journal"], "--at", "20h", "glucose", "--scenario", short)
    assert found["hour"] == 20
    assert found["sum"] == pytest.approx(sum(term["value"] for term in found["terms"]))
    assert sum(term["share"] for term in found["terms"]) == pytest.approx(1)
    assert found["unit"] == "(mmol/L)/h" or found["unit"] == "mmol/L/h"


def test_an_unknown_state_proposes_the_nearest(envol: Envol, flown: dict[str, Any], short: Path) -> None:
    result = envol("why", flown["journal"], "--at", "20h", "glucos", "--scenario", short)
    assert result.exit_code == 1
    assert "did you mean glucose" in result.stderr


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_the_telemetry_holds_every_quantity_at_every_scan(
    document: Document, flown: dict[str, Any], short: Path, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"telemetry.{ending}"
    said = document("export", flown["journal"], "--to", path, "--scenario", short)
    table = pyarrow.csv.read_csv(path) if ending == "csv" else pyarrow.parquet.read_table(path)
    assert said["rows"] == table.num_rows == 24 * 60 + 1
    assert table.column_names[0] == "time_h"
    assert {"glucose", "ph", "oxygen_probe.indicated"} <= set(table.column_names)
    assert np.asarray(table["product"])[-1] == flown["outcome"]["titre_g_per_L"]


def test_parquet_knows_the_units(document: Document, flown: dict[str, Any], short: Path, tmp_path: Path) -> None:
    path = tmp_path / "telemetry.parquet"
    document("export", flown["journal"], "--to", path, "--scenario", short)
    schema = pyarrow.parquet.read_schema(path)
    assert schema.field("glucose").metadata[b"unit"] == b"mmol/L"
    assert schema.metadata[b"state_hash"] == flown["state_hash"].encode()


def test_another_format_is_refused_and_nothing_is_left(
    envol: Envol, flown: dict[str, Any], short: Path, tmp_path: Path
) -> None:
    result = envol("export", flown["journal"], "--to", tmp_path / "telemetry.xlsx", "--scenario", short)
    assert result.exit_code == 1
    assert ".parquet or .csv" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("osmolality", "osmolality is an output"),
        ("pH", "ph is an algebraic variable"),
        ("titre", "titre_g_per_L is a result of the flight, worked out from product"),
    ],
)
def test_what_is_no_state_is_said_to_be_what_it_is(
    envol: Envol, flown: dict[str, Any], short: Path, name: str, said: str
) -> None:
    result = envol("why", flown["journal"], "--at", "20h", name, "--scenario", short)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "the known ones are" not in result.stderr


@pytest.mark.parametrize(
    "command", [("replay",), ("why", "glucose", "--at", "20h"), ("export", "--to", "unwritten.csv")]
)
def test_a_scenario_from_elsewhere_is_asked_for(envol: Envol, flown: dict[str, Any], command: tuple[str, ...]) -> None:
    name, *options = command
    result = envol(name, flown["journal"], *options)
    assert result.exit_code == 1
    assert "give its file with --scenario" in result.stderr
