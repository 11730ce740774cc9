"""Why a state moves, term by term."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from envol.errors import EnvolError, UnknownNameError
from envol.twin.declarations import Actuator, Axis, fault, output, parameter, state
from envol.twin.model import Model, Terms, UnitOperation, compile_model
from envol.twin.registry import Registry
from envol.twin.why import Why, revealing_terms, why

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


class Leaking(UnitOperation):
    """A tank of many places that a fault drains, and that a mould may settle in."""

    level = state("g/L", start=(1.0, 3.0), over=(Axis(name="bed", size=2),))
    mould = state("g/L", revealing=True)
    rate = parameter("1/h", 1.0, GIVEN)
    leak = fault("g/L/h", low=0)
    leaving = output("g/L/h")

    def quantities(m: Any) -> dict[str, Any]:
        return {"leaving": m.rate * m.level + m.leak}

    def balances(m: Any) -> Terms:
        return {
            "level": {"leaving": -m.leaving, "leak": -m.leak, "eaten": -m.rate * m.mould, "supply": m.rate * m.level},
            "mould": {"growth": m.rate * m.mould, "supply": m.rate},
        }


@pytest.fixture(scope="module")
def fed_batch() -> Model:
    return Registry().model("fed_batch_cho")


def test_a_term_that_names_a_fault_or_what_a_malfunction_brings_is_revealing() -> None:
    model = compile_model(Leaking)
    assert revealing_terms(model, "level") == {"leak", "eaten"}
    assert revealing_terms(model, "level[1]") == {"leak", "eaten"}
    assert revealing_terms(model, "mould") == {"growth"}


def test_a_unit_without_faults_reveals_nothing() -> None:
    assert revealing_terms(compile_model(Bed), "level") == frozenset()


def test_what_the_terms_of_an_unknown_state_reveal_is_refused_as_their_shares_are(fed_batch: Model) -> None:
    with pytest.raises(UnknownNameError, match="did you mean glucose"):
        revealing_terms(fed_batch, "glucos")
    with pytest.raises(EnvolError, match="is an output of fed_batch_cho"):
        revealing_terms(fed_batch, "osmolality")


def test_the_contaminant_and_the_bag_give_themselves_away_in_the_glucose(fed_batch: Model) -> None:
    assert set(fed_batch.bound.balances["glucose"]) == {"uptake", "contaminant", "feed", "glucose_feed", "dilution"}
    # A wrong bag is told by what the feed brings; uptake and dilution answer to faults through cells and volume only.
    assert revealing_terms(fed_batch, "glucose") == {"contaminant", "feed"}
    assert revealing_terms(fed_batch, "lactate") == {"contaminant"}


@pytest.mark.parametrize("state", ["viable", "oxygen", "temperature", "volume", "product"])
def test_what_cells_and_vessel_do_may_be_told(fed_batch: Model, state: str) -> None:
    assert revealing_terms(fed_batch, state) == frozenset()


def test_everything_about_bacteria_is_revealing(fed_batch: Model) -> None:
    assert revealing_terms(fed_batch, "bacteria") == set(fed_batch.bound.balances["bacteria"])


def test_the_drift_that_a_malfunction_adds_is_revealing(fed_batch: Model) -> None:
    assert revealing_terms(fed_batch, "oxygen_probe.bias") == {"drift_fault"}


def test_what_reveals_is_settled_by_the_text_and_not_by_the_instant(fed_batch: Model) -> None:
    """Every fault at its rest: a term is kept back in a healthy flight too, or keeping it back would tell."""
    faults = {name: each for name, each in fed_batch.declared.items() if isinstance(each, Actuator) and each.fault}
    assert all(each.start == 0 for each in faults.values())
    contaminant = next(term for term in explained(fed_batch, "glucose").terms if term.name == "contaminant")
    assert contaminant.value == 0
    assert contaminant.name in revealing_terms(fed_batch, "glucose")
