"""What is taken away is the flight itself."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow.parquet
import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from envol.cli.main import main
from envol.flight.engine import Flight as Flown
from envol.web.flightdeck.models import Flight


def test_the_journal_flies_again_to_the_same_state(
    signed_in: Client, landed_flight: Flight, flown: Flown, tmp_path: Path
) -> None:
    response = signed_in.get(reverse("flightdeck:journal", args=[landed_flight.id]))
    file = tmp_path / "flight.jsonl"
    file.write_bytes(response.content)
    told = CliRunner().invoke(main, ["replay", str(file), "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["state_hash"] == flown.state_hash


@pytest.mark.parametrize(("name", "ending"), [("journal", "jsonl"), ("telemetry", "parquet")])
def test_a_file_is_named_after_its_flight(signed_in: Client, landed_flight: Flight, name: str, ending: str) -> None:
    response = signed_in.get(reverse(f"flightdeck:{name}", args=[landed_flight.id]))
    expected = f"feed-pump-stop_1_{landed_flight.id.hex[:8]}.{ending}"
    assert response["Content-Disposition"] == f'attachment; filename="{expected}"'


def test_the_telemetry_has_a_row_for_each_scan(signed_in: Client, landed_flight: Flight, flown: Flown) -> None:
    response = signed_in.get(reverse("flightdeck:telemetry", args=[landed_flight.id]))
    table = pyarrow.parquet.read_table(io.BytesIO(response.content))
    assert table.num_rows == flown.scan + 1
    assert table.schema.metadata[b"state_hash"].decode() == flown.state_hash
    assert table["glucose"].to_pylist()[-1] == flown.read("glucose")


@pytest.mark.parametrize("name", ["journal", "telemetry", "replay", "replay-telemetry", "replay-why"])
def test_nothing_of_somebody_else_s_flight_is_found(
    client: Client, other: object, landed_flight: Flight, name: str
) -> None:
    client.force_login(other)  # type: ignore[arg-type]
    assert client.get(reverse(f"flightdeck:{name}", args=[landed_flight.id])).status_code == 404
