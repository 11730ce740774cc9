"""How equations are written."""

from __future__ import annotations

import pytest
import sympy

from envol.twin.declarations import state
from envol.twin.notation import latex_symbol, mathml_symbol, tidy
from envol.twin.sheet import equation_sheet

from .tank import Tank


def test_a_balance_is_a_sum_of_named_terms() -> None:
    text = equation_sheet(Tank).markdown()
    assert r"\frac{\mathrm{d}\,S}{\mathrm{d}t} ={}& \underbrace{- r}_{\text{uptake}}" in text


def test_a_parameter_shows_its_value_status_and_source() -> None:
    assert "| `half` | $K_S$ | g/L | 0.2 | assumed | made up for the tests |" in equation_sheet(Tank).markdown()


def test_a_spread_is_shown_in_percent() -> None:
    (row,) = [row for row in equation_sheet(Tank).tables["Parameters"] if row.name == "fastest"]
    assert row.spread == "10 %"


def test_events_jumps_and_streams_stand_on_the_sheet() -> None:
    assert {"Events", "Random resets", "Streams"} <= set(equation_sheet(Tank).sections)


def test_powers_of_ten_are_written_as_such() -> None:
    x, k = sympy.symbols("x k", real=True)
    assert tidy(sympy.exp(2.302585092994046 * (x - k))) == sympy.Pow(10, x - k)


def test_other_exponentials_stay() -> None:
    x = sympy.Symbol("x", real=True)
    assert tidy(sympy.exp(-2 * x)) == sympy.exp(-2 * x)


def test_a_name_without_a_symbol_is_written_upright() -> None:
    assert latex_symbol("probe.drift_rate", state("1")) == r"\mathrm{drift\ rate}_{\mathrm{probe}}"


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        ("X_v", "<msub><mi>X</mi><mi>v</mi></msub>"),
        (r"\mu_{max}", "<msub><mi>μ</mi><mi>max</mi></msub>"),
        (r"\mathrm{drift\ rate}_{\mathrm{probe}}", "<msub><mi>drift rate</mi><mi>probe</mi></msub>"),
        (r"k_{a,\mathrm{salt}}", "<msub><mi>k</mi><mi>a,salt</mi></msub>"),
        (r"\bar q_0", "<msub><mi>q\u0304</mi><mi>0</mi></msub>"),
        ("V", "<mi>V</mi>"),
    ],
)
def test_a_symbol_is_drawn_with_its_subscript(latex: str, mathml: str) -> None:
    assert mathml_symbol(latex).replace("{", "").replace("}", "") == mathml
