"""Sparse elimination written out as scalar expressions, once, when a model is compiled.

The matrix of a linearly implicit step, M/(h gamma) - J, has the same pattern at every step. Eliminating it
symbolically, in a fixed order that keeps the fill small (Markowitz 1957), leaves straight-line arithmetic: no search,
no branch, the same operations in the same order at every step, so the same bits.
"""

from __future__ import annotations

import casadi as ca


class EliminatedMatrix:
    """A square sparse SX matrix, factorised with its pivots on the diagonal.

    Parameters
    ----------
    matrix : casadi.SX, shape (n, n)
        Its diagonal must be structurally non-zero; the step's M/(h gamma) makes it dominant for small h.
    """

    def __init__(self, matrix: ca.SX) -> None:
        self.size = matrix.shape[0]
        rows: list[dict[int, ca.SX]] = [{} for _ in range(self.size)]
        for r, c in zip(*matrix.sparsity().get_triplet(), strict=True):
            rows[r][c] = matrix[r, c]
        self._steps: list[tuple[int, ca.SX, list[tuple[int, ca.SX]], list[tuple[int, ca.SX]]]] = []
        self._eliminate(rows)

    def _eliminate(self, rows: list[dict[int, ca.SX]]) -> None:
        left = set(range(self.size))
        columns: list[set[int]] = [set() for _ in range(self.size)]
        for r, row in enumerate(rows):
            for c in row:
                columns[c].add(r)
        while left:
            pivot = min(left, key=lambda k: ((len(rows[k]) - 1) * (len(columns[k] & left) - 1), k))
            left.remove(pivot)
            inverse = 1 / rows[pivot].pop(pivot)
            upper = sorted(rows[pivot].items())
            below = []
            for r in sorted(columns[pivot] & left):
                factor = rows[r].pop(pivot) * inverse
                below.append((r, factor))
                for c, value in upper:
                    rows[r][c] = rows[r][c] - factor * value if c in rows[r] else -factor * value
                    columns[c].add(r)
            self._steps.append((pivot, inverse, below, upper))

    def solve(self, right: ca.SX) -> ca.SX:
        """Return the solution for one right-hand side, shape (n, 1)."""
        values = [right[i] for i in range(self.size)]
        for pivot, _, below, _ in self._steps:
            for r, factor in below:
                values[r] = values[r] - factor * values[pivot]
        for pivot, inverse, _, upper in reversed(self._steps):
            rest = values[pivot]
            for c, value in upper:
                rest = rest - value * values[c]
            values[pivot] = rest * inverse
        return ca.vertcat(*values)
