"""Elimination written out against the library's."""

from __future__ import annotations

import casadi as ca
import numpy as np
import pytest

from envol.twin import draws
from envol.twin.linear import EliminatedMatrix


@pytest.mark.parametrize("size", [1, 2, 5, 12, 30])
def test_a_sparse_system_has_the_solution_that_numpy_finds(size: int) -> None:
    numbers = draws.uniforms(size, "matrix", 0, size * size).reshape(size, size) - 0.5
    kept = draws.uniforms(size, "pattern", 0, size * size).reshape(size, size) < 0.3
    matrix = np.where(kept, numbers, 0.0) + np.diag(np.full(size, float(size)))
    right = draws.uniforms(size, "right", 0, size)
    symbols = ca.SX.sym("a", ca.sparsify(ca.DM(matrix)).sparsity())
    b = ca.SX.sym("b", size)
    solve = ca.Function("solve", [symbols, b], [EliminatedMatrix(symbols).solve(b)])
    found = np.array(solve(ca.sparsify(ca.DM(matrix)), right)).ravel()
    assert found == pytest.approx(np.linalg.solve(matrix, right), rel=1e-12)


def test_the_fill_of_an_arrow_is_avoided() -> None:
    """Eliminated in the order written, an arrow fills up; its tip must come last."""
    size = 40
    arrow = ca.DM(np.diag(np.full(size, 4.0)))
    arrow[0, :] = arrow[:, 0] = 1.0
    arrow[0, 0] = 50.0
    symbols, b = ca.SX.sym("a", ca.sparsify(arrow).sparsity()), ca.SX.sym("b", size)
    solve = ca.Function("solve", [symbols, b], [EliminatedMatrix(symbols).solve(b)])
    assert solve.n_nodes() < 20 * size
