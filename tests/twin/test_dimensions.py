"""A unit operation whose text mixes units is refused, and told where."""

from __future__ import annotations

from typing import Any

import pytest

from envol.errors import ModelError
from envol.twin.declarations import Event, Jump, Stream, actuator, output, parameter, state
from envol.twin.dimensions import check_dimensions, faults_of_dimension, plausible_point, units
from envol.twin.functions import clip, exp, kelvin, maximum
from envol.twin.model import Terms, UnitClass, UnitOperation, compile_model

from .tank import GIVEN, Tank


def faults(unit: UnitClass) -> list[str]:
    return faults_of_dimension(compile_model(unit))


def only(unit: UnitClass) -> str:
    (fault,) = faults(unit)
    return fault


def test_a_sound_text_has_no_fault() -> None:
    assert faults(Tank) == []


def test_a_term_of_another_dimension_is_named_with_both_units() -> None:
    class Wrong(Tank):
        def balances(m: Any) -> Terms:
            return Tank.balances(m) | {"volume": {"feed": m.feed, "spill": m.spilt}}

    fault = only(Wrong)
    assert "test_dimensions.py: volume, term spill" in fault
    assert "the unit found is l, the unit expected l / h" in fault


def test_a_rate_per_second_in_a_balance_per_hour_is_a_wrong_scale() -> None:
    class Wrong(Tank):
        fastest = parameter("g/L/s", 0.8 / 3600, GIVEN)

        def quantities(m: Any) -> dict[str, Any]:
            return {}

        uptake = parameter("g/L/s", 0.0002, GIVEN)

    fault = only(Wrong)
    assert "substrate, term uptake" in fault
    assert "a wrong scale" in fault


def test_molar_beside_millimolar_is_a_wrong_scale() -> None:
    class Wrong(Tank):
        half = parameter("kg/L", 0.0002, GIVEN)

    assert "uptake: " in only(Wrong)
    assert "a wrong scale" in only(Wrong)


def test_a_percentage_is_no_bare_number() -> None:
    class Wrong(Tank):
        full = output("percent")

        def quantities(m: Any) -> dict[str, Any]:
            return Tank.quantities(m) | {"full": 100 * m.volume / m.spilt}

    assert "full: " in only(Wrong)


def test_unlike_addends_are_named_with_their_line() -> None:
    class Wrong(Tank):
        def balances(m: Any) -> Terms:
            return Tank.balances(m) | {"volume": {"feed": m.feed + m.spilt * 0}}

    fault = only(Wrong)
    assert "l / h and l are added or subtracted" in fault
    assert "test_dimensions.py:" in fault


def test_every_fault_is_reported_at_once() -> None:
    class Wrong(Tank):
        def balances(m: Any) -> Terms:
            return {"volume": {"feed": m.feed + m.volume}, "substrate": {"uptake": m.half, "feed": m.volume}}

        def events(m: Any) -> dict[str, Event]:
            return {"spill": Event(m.spill > m.volume, {"volume": 3.0})}

    found = faults(Wrong)
    assert len(found) == 5
    with pytest.raises(ModelError) as refused:
        check_dimensions(compile_model(Wrong))
    assert str(refused.value).splitlines() == found


def test_one_fault_in_a_computed_quantity_shows_once() -> None:
    class Wrong(Tank):
        uptake = output("mol/L/h")

    assert len(faults(Wrong)) == 2  # the quantity itself, and the one balance in which mol do not fit


def test_the_argument_of_an_exponential_is_a_pure_number() -> None:
    class Wrong(Tank):
        def quantities(m: Any) -> dict[str, Any]:
            return {"uptake": m.fastest * exp(-m.substrate)}

    assert "g / l stands where a pure number is needed" in only(Wrong)


def test_a_reset_has_the_unit_of_its_state() -> None:
    class Wrong(Tank):
        def events(m: Any) -> dict[str, Event]:
            return {"spill": Event(m.spill > 0, {"volume": m.half})}

    assert "event spill, reset of volume" in only(Wrong)


def test_the_rate_of_a_jump_is_per_unit_of_time() -> None:
    class Wrong(Tank):
        leaks = parameter("1/d", 0.02, GIVEN)

        def jumps(m: Any) -> dict[str, Jump]:
            return {"leak": Jump(m.leaks, {})}

    assert "jump leak, its rate" in only(Wrong)


def test_a_stream_flows_in_the_unit_of_time() -> None:
    class Wrong(Tank):
        def streams(m: Any) -> dict[str, Stream]:
            return {"feed": Stream(m.feed / m.spilt, {"substrate": m.feed})}

    found = faults(Wrong)
    assert any("stream feed, its flow" in fault for fault in found)
    assert any("stream feed, substrate" in fault for fault in found)


def test_a_unit_that_does_not_exist_is_named() -> None:
    class Wrong(Tank):
        half = parameter("quux/L", 0.2, GIVEN)

    assert "half is declared in 'quux/L', which is no unit" in only(Wrong)


def test_a_bare_zero_takes_the_unit_of_its_companion() -> None:
    class Warm(UnitOperation):
        warmth = state("degC", start=30.0)
        room = parameter("degC", 20.0, GIVEN)
        loss = parameter("1/h", 0.1, GIVEN)

        def balances(m: Any) -> Terms:
            return {"warmth": {"loss": -m.loss * maximum(m.warmth - m.room, 0)}}

    assert faults(Warm) == []


def test_a_bare_number_other_than_zero_beside_a_quantity_is_a_fault() -> None:
    class Wrong(Tank):
        def quantities(m: Any) -> dict[str, Any]:
            return {"uptake": m.fastest * clip(m.substrate, 0, 3) / m.half}

    assert "a pure number stands where g / l is needed" in only(Wrong)


def test_a_temperature_is_multiplied_only_as_a_difference_or_in_kelvin() -> None:
    class Wrong(UnitOperation):
        warmth = state("degC", start=30.0)
        loss = parameter("1/h", 0.1, GIVEN)
        absolute = output("kelvin")

        def quantities(m: Any) -> dict[str, Any]:
            return {"absolute": 2 * kelvin(m.warmth) / 2}

        def balances(m: Any) -> Terms:
            return {"warmth": {"loss": -m.loss * m.warmth}}

    assert "is multiplied or divided" in only(Wrong)


def test_cells_and_endotoxin_units_are_dimensions_of_their_own() -> None:
    assert not units().Unit("Gcell/L").is_compatible_with("1/L")
    assert not units().Unit("EU/mL").is_compatible_with("Gcell/mL")


def test_a_plausible_point_lies_within_the_declared_range() -> None:
    class Narrow(UnitOperation):
        valve = actuator("1", low=0, high=1)
        level = state("L", start=2.0, low=1.9, high=2.1)

        def balances(m: Any) -> Terms:
            return {"level": {}}

    for number in range(10):
        point = plausible_point(compile_model(Narrow), number)
        assert 0 <= point["valve"] <= 1
        assert 1.9 <= point["level"] <= 2.1
