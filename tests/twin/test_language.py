"""Algebraic variables and fields, in tiny unit operations whose answers are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.linalg import expm

from envol.twin.adaptive import run_adaptive
from envol.twin.declarations import Axis, algebraic, output, parameter, state
from envol.twin.functions import across, along, average, place, spread, total
from envol.twin.model import Terms, UnitClass, UnitOperation
from envol.twin.registry import checked_model
from envol.twin.sheet import equation_sheet
from envol.twin.solve import run_on_grid

from .tank import GIVEN, MINUTE

ROWS, COLUMNS = Axis(name="bed", size=3), Axis(name="shells", size=2)
MIX = np.array([[-1.0, 1.0, 0.0], [1.0, -2.0, 1.0], [0.0, 1.0, -1.0]])
SWAP = np.array([[-1.0, 1.0], [1.0, -1.0]])
WEIGHTS = np.array([0.25, 0.5, 0.25])


class Acid(UnitOperation):
    """A weak acid that decays; the dissociated part follows from an equation."""

    acid = state("mmol/L", start=4.0, low=0)
    ions = algebraic("mmol/L", start=1.0)
    decay = parameter("1/h", 0.5, GIVEN)
    constant = parameter("mmol/L", 2.0, GIVEN)

    def balances(m: Any) -> Terms:
        return {"acid": {"decay": -m.decay * m.acid}}

    def equations(m: Any) -> dict[str, Any]:
        return {"ions": m.ions**2 - m.constant * (m.acid - m.ions)}


class Line(UnitOperation):
    """Three places in a row that exchange with their neighbours."""

    level = state("g/L", start=(1.0, 2.0, 6.0), over=(ROWS,))
    speed = parameter("1/h", 0.3, GIVEN)
    mean = output("g/L")
    last = output("g/L")
    sum = output("g/L")

    def quantities(m: Any) -> dict[str, Any]:
        return {"mean": average(WEIGHTS, m.level), "last": place(m.level, -1), "sum": total(m.level)}

    def balances(m: Any) -> Terms:
        return {"level": {"exchange": m.speed * along(MIX, m.level)}}


class Grid(UnitOperation):
    """A field in a field: exchange along both axes, with a room around."""

    level = state("g/L", start=(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), over=(ROWS, COLUMNS))
    speed = parameter("1/h", 0.3, GIVEN)
    inner = parameter("1/h", 0.7, GIVEN)
    room = parameter("g/L", 0.5, GIVEN)
    profile = output("g/L", over=(COLUMNS,))
    corner = output("g/L")

    def quantities(m: Any) -> dict[str, Any]:
        return {"corner": place(m.level, -1, 1), "profile": _transposed_mean(m.level)}

    def balances(m: Any) -> Terms:
        return {
            "level": {
                "along": m.speed * along(MIX, m.level),
                "across": m.inner * across(m.level, SWAP),
                "room": m.inner * (spread(m.room, m.level) - m.level),
            }
        }


def _transposed_mean(field: Any) -> Any:
    mean = average(WEIGHTS, field)
    return mean.T if hasattr(mean, "sparsity") else mean


UNITS = [Acid, Line, Grid]


@pytest.mark.parametrize("unit", UNITS)
def test_each_passes_the_check_of_dimensions_and_has_a_sheet(unit: UnitClass) -> None:
    assert checked_model(unit)
    assert equation_sheet(unit).markdown()


@pytest.mark.parametrize("unit", UNITS)
def test_grid_and_adaptive_solver_agree(unit: UnitClass) -> None:
    model = checked_model(unit)
    grid, adaptive = (run(model, 3.0, timing=MINUTE) for run in (run_on_grid, run_adaptive))
    assert np.allclose(grid.rows, adaptive.rows, rtol=1e-6)


def test_an_algebraic_variable_satisfies_its_equation_at_every_row() -> None:
    course = run_on_grid(checked_model(Acid), 6.0, timing=MINUTE)
    acid, ions = course["acid"], course["ions"]
    assert acid == pytest.approx(4.0 * np.exp(-0.5 * course.times), rel=1e-6)
    assert ions == pytest.approx(-1 + np.sqrt(1 + 2 * acid), rel=1e-9)


def test_a_field_follows_the_exponential_of_its_matrix() -> None:
    course = run_on_grid(checked_model(Line), 2.0, timing=MINUTE)
    values, vectors = np.linalg.eigh(MIX)
    exact = vectors @ np.diag(np.exp(0.3 * 2.0 * values)) @ vectors.T @ np.array([1.0, 2.0, 6.0])
    assert course["level"][-1] == pytest.approx(exact, rel=1e-6)


def test_mean_last_place_and_total_of_a_field() -> None:
    course = run_on_grid(checked_model(Line), 1.0, timing=MINUTE)
    level = course["level"]
    assert course["mean"] == pytest.approx(level @ WEIGHTS)
    assert course["last"] == pytest.approx(level[:, -1])
    assert course["sum"] == pytest.approx(np.full(len(level), 9.0))


def test_a_field_in_a_field_moves_along_both_axes() -> None:
    model = checked_model(Grid)
    course = run_on_grid(model, 1.0, timing=MINUTE)
    first, last = (model.unflatten("level", course["level"][k]) for k in (0, -1))
    # columns stand one after another, so the matrix along them is repeated, and the one across is spread
    matrix = 0.3 * np.kron(np.eye(2), MIX) + 0.7 * np.kron(SWAP.T, np.eye(3)) - 0.7 * np.eye(6)
    exact = 0.5 + expm(matrix) @ (first.ravel(order="F") - 0.5)
    assert last.ravel(order="F") == pytest.approx(exact, rel=1e-6)
    assert course["corner"][0] == first[-1, 1]


def test_a_field_in_a_field_is_laid_out_column_by_column() -> None:
    model = checked_model(Grid)
    assert model.unflatten("level", model.start_values())[:, 1] == pytest.approx([4.0, 5.0, 6.0])


def test_elements_of_a_field_have_names() -> None:
    assert checked_model(Line).states.element_names() == ["level[0]", "level[1]", "level[2]"]
