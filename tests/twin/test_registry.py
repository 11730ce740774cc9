"""What the registry finds, and what it refuses to load."""

from __future__ import annotations

import types
from typing import Any

import pytest

from envol.errors import ModelError, UnknownNameError
from envol.twin.declarations import Axis, Event, output, parameter, state
from envol.twin.model import Terms, UnitClass, UnitOperation
from envol.twin.registry import Registry, checked_model, unit_in

from .tank import GIVEN, Tank


def refusal(unit: UnitClass) -> str:
    with pytest.raises(ModelError) as refused:
        checked_model(unit)
    assert "test_registry.py" in str(refused.value)
    return str(refused.value)


def test_every_unit_operation_of_the_package_is_found_by_its_file() -> None:
    assert {"fed_batch_cho", "lrmp_sma_column", "seed_train"} <= set(Registry().names())


def test_a_third_party_s_unit_operation_is_found_by_its_file() -> None:
    assert Registry([Tank]).unit("tank") is Tank


def test_two_files_of_one_name_are_refused() -> None:
    other = type("Other", (Tank,), {"__module__": "elsewhere.fed_batch_cho"})
    with pytest.raises(ModelError, match="rename one file"):
        Registry([other])


def test_an_unknown_name_proposes_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean fed_batch_cho"):
        Registry().unit("fed_batch_ch")


def test_a_model_is_compiled_once_in_a_process() -> None:
    assert Registry([Tank]).model("tank") is Registry([Tank]).model("tank")


def test_a_file_with_two_unit_operations_is_refused() -> None:
    module = types.ModuleType("pair")
    for name in ("One", "Two"):
        setattr(module, name, type(name, (UnitOperation,), {"__module__": "pair"}))
    with pytest.raises(ModelError, match="One, Two found here"):
        unit_in(module)


def test_an_unknown_symbol_is_named_with_the_nearest() -> None:
    class Wrong(Tank):
        def quantities(m: Any) -> dict[str, Any]:
            return {"uptake": m.fastst}

    assert "fastst is not declared; did you mean fastest" in refusal(Wrong)


def test_a_missing_unit_is_named() -> None:
    class Wrong(Tank):
        half = parameter("", 0.2, GIVEN)

    assert "half has no unit" in refusal(Wrong)


def test_a_term_of_the_wrong_unit_is_named() -> None:
    class Wrong(Tank):
        def balances(m: Any) -> Terms:
            return Tank.balances(m) | {"volume": {"feed": m.volume}}

    assert "volume, term feed: the unit found is l, the unit expected l / h" in refusal(Wrong)


def test_a_term_of_the_wrong_scale_is_named() -> None:
    class Wrong(Tank):
        time = "min"

    assert "volume, term feed" in refusal(Wrong)
    assert "a wrong scale" in refusal(Wrong)


def test_a_state_without_a_balance_is_named() -> None:
    class Wrong(Tank):
        def balances(m: Any) -> Terms:
            return {"volume": {"feed": m.feed}}

    assert "substrate has no balance" in refusal(Wrong)


def test_a_balance_of_what_is_not_declared_is_named() -> None:
    class Wrong(Tank):
        def balances(m: Any) -> Terms:
            return Tank.balances(m) | {"volumes": {"feed": m.feed}}

    assert "volumes, which is not declared as such; did you mean volume" in refusal(Wrong)


def test_a_term_of_the_wrong_shape_is_named() -> None:
    class Wrong(Tank):
        bed = state("g/L", over=(Axis(name="bed", size=3),))
        pores = state("g/L", over=(Axis(name="pores", size=2),))

        def balances(m: Any) -> Terms:
            moving = {"bed": {"exchange": m.leaks * m.pores}, "pores": {}}
            return Tank.balances(m) | moving

    assert "bed, term exchange is declared (3, 1) but its text gives (2, 1)" in refusal(Wrong)


def test_an_output_that_is_not_computed_is_named() -> None:
    class Wrong(Tank):
        titre = output("g/L")

    assert "titre has no value" in refusal(Wrong)


def test_a_reset_of_an_unknown_state_is_named() -> None:
    class Wrong(Tank):
        def events(m: Any) -> dict[str, Event]:
            return {"spill": Event(m.spill > 0, {"level": m.volume})}

    assert "spill resets level, which is neither a state nor a mode" in refusal(Wrong)


def test_a_time_unit_that_is_none_is_named() -> None:
    class Wrong(Tank):
        time = "hour"

    assert "the time unit 'hour' is none of" in refusal(Wrong)
