"""The school put together: third parties' unit operations, and the pins of the machine."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from envol.errors import ContentError, EnvolError, ModelError
from envol.flight.journal import follow
from envol.gateways import library as gateway
from envol.gateways.content import content_root
from envol.gateways.library import Library
from envol.gateways.pins import _features, machine_pins

THIRD_PARTY = """
from typing import Any
from envol.twin.declarations import parameter, state
from envol.twin.model import Terms, UnitOperation
from envol.twin.sources import assumed

class LeakingTank(UnitOperation):
    title = "Leaking tank"
    title_fr = "Cuve qui fuit"
    volume = state("L", start=10.0, low=0)
    leak = parameter("1/h", 0.1, assumed("an example"))

    def balances(m: Any) -> Terms:
        return {"volume": {"leak": -m.leak * m.volume}}
"""


def declared(monkeypatch: pytest.MonkeyPatch, value: str) -> Library:
    points = (EntryPoint("leaking_tank", value, gateway.ENTRY_POINTS),)
    monkeypatch.setattr(gateway, "entry_points", lambda group: points)
    return Library()


@pytest.fixture
def third_party(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "leaking_tank.py").write_text(THIRD_PARTY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("third_party")
def test_a_third_partys_unit_operation_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    library = declared(monkeypatch, "leaking_tank:LeakingTank")
    assert "leaking_tank" in library.registry.names()
    assert library.registry.model("leaking_tank").states.size == 1


@pytest.mark.usefixtures("third_party")
def test_an_entry_point_that_is_no_unit_operation_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="no unit operation"):
        _ = declared(monkeypatch, "leaking_tank:Any").registry


def test_an_entry_point_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvolError, match=r"leaking_tank \(nowhere:Nothing\)"):
        _ = declared(monkeypatch, "nowhere:Nothing").registry


def test_a_unit_operation_is_compiled_only_when_its_names_are_asked_for() -> None:
    vocabulary = Library().vocabulary
    assert "lrmp_sma_column" in vocabulary
    assert "no_such_unit" not in vocabulary
    assert "mu_max" in vocabulary["seed_train"].parameters


def test_a_file_of_another_kind_is_no_scenario(tmp_path: Path) -> None:
    text = (content_root() / "pilots/expert.yaml").read_text(encoding="utf-8")
    path = tmp_path / "expert.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="expected a scenario, found a pilot"):
        Library().plan(str(path), 1)


def test_a_pilot_of_another_line_is_refused_with_what_keeps_it_away() -> None:
    library = Library()
    plan = library.plan("agitator-trip", 1)
    bare = replace(plan, line=plan.line.model_copy(update={"assays": (), "alarms": ()}))
    assert library.pilot("expert", plan).name == "expert"
    with pytest.raises(ContentError, match=r"the pilot expert cannot fly fed-batch-2000l:\n.*expert.yaml:\d+: .*assay"):
        library.pilot("expert", bare)


def test_pins_may_stand_in_a_journal() -> None:
    follow(None, type="flight-opened", data={"pins": machine_pins()}, scan=0, actor="pilot:nobody")


def test_the_features_of_the_processor_are_read_from_its_listing(tmp_path: Path) -> None:
    listing = tmp_path / "cpuinfo"
    listing.write_text("processor : 0\nflags\t\t: fpu avx2 fma\n", encoding="utf-8")
    assert _features(listing) == {"fpu", "avx2", "fma"}
    assert _features(tmp_path / "none") == set()
