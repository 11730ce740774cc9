"""The published kinetics, written out a second time and literally, against the unit operation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from envol.twin.cases.fed_batch_cho import CASES


def _literal(_: float, y: np.ndarray) -> list[float]:
    """Xing 2010 with the guards of the parameter set; amounts in mmol/L and 1e9 cells/L, hours."""
    viable, glucose, glutamine, lactate, ammonia, _product = y
    mu = (
        0.039
        * (glucose / (1 + glucose))
        * (glutamine / (0.047 + glutamine))
        * (43 / (43 + lactate))
        * (6.51 / (6.51 + ammonia))
    )
    death = 0.004 * lactate / (45.8 + lactate) * ammonia / (6.51 + ammonia)
    q_glucose = ((mu - death) / 0.357 + 0.0692) * glucose / (0.05 + glucose)
    growth_glutamine = (mu - death) / 0.974 * glutamine / (0.05 + glutamine)
    q_glutamine = growth_glutamine + 0.0032 * glutamine / (2.1 + glutamine)
    q_ammonia = 0.67 * growth_glutamine - 0.0063 * ammonia / (0.05 + ammonia)
    rates = [mu - death, -q_glucose, -q_glutamine, 0.7 * q_glucose, q_ammonia, 0.00151]
    return [rate * viable for rate in rates]


@pytest.fixture(scope="module")
def literal():
    return solve_ivp(_literal, (0, 168), [0.3, 35, 6, 0.5, 0.3, 0], method="LSODA", rtol=1e-9, atol=1e-11, max_step=0.2)


def _reference(quantity: str) -> float:
    case = next(case for case in CASES if case.name == "batch with published kinetics")
    return next(check.reference for check in case.checks if check.quantity == quantity)


def test_the_peak_of_the_literal_program_is_the_reference(literal):
    assert literal.y[0].max() == pytest.approx(_reference("peak of viable cells, 1e6/mL"), rel=2e-3)


def test_the_titre_of_the_literal_program_is_the_reference(literal):
    assert literal.y[5, -1] == pytest.approx(_reference("titre on day 7, g/L"), rel=3e-3)


def test_the_day_of_the_peak_of_the_literal_program_is_the_reference(literal):
    assert literal.t[literal.y[0].argmax()] / 24 == pytest.approx(_reference("day of the peak"), abs=0.02)
