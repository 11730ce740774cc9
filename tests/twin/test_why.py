"""Why a state moves, term by term."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from envol.errors import UnknownNameError
from envol.twin.declarations import Axis, parameter, state
from envol.twin.model import Model, Terms, UnitOperation, compile_model
from envol.twin.why import Why, why

from .tank import GIVEN, Tank


def explained(model: Model, name: str) -> Why:
    row, quiet = model.start_values(), np.zeros(model.draws.size)
    return why(model, row, model.input_values(), quiet, model.parameter_values(), name)


class Bed(UnitOperation):
    """Two places that exchange with a room."""

    level = state("g/L", start=(1.0, 3.0), over=(Axis(name="bed", size=2),))
    rate = parameter("1/h", 1.0, GIVEN)
    room = parameter("g/L", 2.0, GIVEN)

    def balances(m: Any) -> Terms:
        return {"level": {"exchange": m.rate * (m.room - m.level), "supply": m.rate * m.room}}


def test_the_largest_term_comes_first_with_its_share() -> None:
    found = explained(compile_model(Tank), "substrate")
    assert [term.name for term in found.terms] == ["feed", "uptake", "dilution"]
    uptake = 0.8 * 5 / 5.2
    assert found.terms[0].value == pytest.approx(2.0)
    assert found.terms[0].share == pytest.approx(2.0 / (2.0 + uptake + 0.25))
    assert found.rate == pytest.approx(2.0 - uptake - 0.25)


def test_terms_are_in_the_unit_of_the_state_per_unit_of_time() -> None:
    assert explained(compile_model(Tank), "substrate").unit == "g/L/h"


def test_an_unknown_state_proposes_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean substrate"):
        explained(compile_model(Tank), "substrat")


def test_one_place_of_a_field_can_be_asked_for() -> None:
    assert explained(compile_model(Bed), "level[1]").rate == pytest.approx(-1.0 + 2.0)


def test_a_whole_field_is_its_mean_over_the_places() -> None:
    found = explained(compile_model(Bed), "level")
    exchange = next(term for term in found.terms if term.name == "exchange")
    assert exchange.value == pytest.approx(0.0)
    assert exchange.share == pytest.approx(2.0 / 6.0)


def test_a_place_beyond_the_field_is_unknown() -> None:
    with pytest.raises(UnknownNameError):
        explained(compile_model(Bed), "level[2]")
