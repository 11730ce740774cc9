"""What a flight is pinned to: content, model, versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from envol.errors import PinMismatchError
from envol.flight.plan import FlightPlan
from envol.flight.replay import check_pins, differing_pins
from envol.twin.declarations import output, parameter, state
from envol.twin.model import UnitOperation, compile_model
from envol.twin.sources import assumed

PlanOf = Callable[..., FlightPlan]
SOURCE = assumed("for a test")


class Tank(UnitOperation):
    """One substance that decays."""

    amount = state("g", start=1.0, low=0)
    decay = parameter("1/h", 0.1, SOURCE)
    shown = output("g")

    def quantities(m: Any) -> dict[str, Any]:
        return {"shown": m.amount}

    def balances(m: Any) -> dict[str, dict[str, Any]]:
        return {"amount": {"decay": -m.decay * m.amount}}


class OtherValue(Tank):
    """The same, decaying faster."""

    decay = parameter("1/h", 0.2, SOURCE)


class OtherUnit(Tank):
    """The same, its amount in another unit."""

    amount = state("kg", start=1.0, low=0)


class OtherStart(Tank):
    """The same, starting with more."""

    amount = state("g", start=2.0, low=0)


class OtherSpread(Tank):
    """The same, differing from lot to lot."""

    decay = parameter("1/h", 0.1, SOURCE, spread=0.1)


class OtherBalance(Tank):
    """The same with another law."""

    def balances(m: Any) -> dict[str, dict[str, Any]]:
        return {"amount": {"decay": -m.decay * m.amount * m.amount}}


class OtherOutput(Tank):
    """The same, shown otherwise."""

    def quantities(m: Any) -> dict[str, Any]:
        return {"shown": 2 * m.amount}


class Copy(Tank):
    """The same under another name."""


@pytest.mark.parametrize("unit", [OtherValue, OtherUnit, OtherStart, OtherSpread, OtherBalance, OtherOutput])
def test_whatever_changes_a_model_changes_its_fingerprint(unit: type[UnitOperation]) -> None:
    assert compile_model(unit).fingerprint != compile_model(Tank).fingerprint


def test_the_same_text_has_the_same_fingerprint() -> None:
    assert compile_model(Copy).fingerprint == compile_model(Tank).fingerprint == compile_model(Tank).fingerprint


def test_a_plan_is_pinned_to_everything_it_is_made_of(plan_of: PlanOf) -> None:
    pins = plan_of().pins
    kinds = {name.partition(":")[0] for name in pins}
    assert {"scenario", "line", "condition", "parameters", "malfunction", "model", "machine", "envol"} <= kinds


def test_pins_that_differ_are_named_with_both_sides() -> None:
    flown, here = {"model": "aaa", "line:x": "b", "gone": "c"}, {"model": "ddd", "line:x": "b", "new": "e"}
    assert differing_pins(flown, here) == {"gone": ("c", "absent"), "model": ("aaa", "ddd"), "new": ("absent", "e")}
    with pytest.raises(PinMismatchError, match=r"gone: .*model: flown with aaa, here ddd; new"):
        check_pins(flown, here)


def test_equal_pins_pass() -> None:
    check_pins({"model": "a"}, {"model": "a"})
