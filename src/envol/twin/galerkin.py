"""Convection and dispersion along a packed bed, by the discontinuous Galerkin method.

The bed is cut into equal elements; in each, a concentration is a polynomial held at the Legendre-Gauss-Lobatto points.
Derivatives are taken in strong form with the exact mass matrix. Elements exchange an upwind convective flux and, for
dispersion, the alternating fluxes of Cockburn & Shu (1998, SIAM J. Numer. Anal. 35:2440,
doi 10.1137/S0036142997316712).
Nodal form after Hesthaven & Warburton (2008), *Nodal Discontinuous Galerkin Methods*, chapters 3 and 7; first used
for liquid chromatography by Breuer et al. (2023, doi 10.1016/j.compchemeng.2023.108340).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.polynomial import legendre

from envol.errors import EnvolError

NEGLIGIBLE = 1e-13
"""Share of a matrix's largest element under which an element is rounding, and would only spoil the sparsity."""


@dataclass(frozen=True)
class Mesh:
    """A bed of unit length, cut into elements; every matrix is of pure numbers, so its unit is a factor beside it.

    Parameters
    ----------
    elements : int
        Number of elements, 1 or more.
    degree : int
        Degree of the polynomial in each element, 1 or more.

    Raises
    ------
    EnvolError
        If either is less than 1.
    """

    elements: int
    degree: int

    def __post_init__(self) -> None:
        for name, value in (("elements", self.elements), ("degree", self.degree)):
            if value != int(value) or value < 1:
                raise EnvolError(f"a mesh needs a whole number of {name}, 1 or more; {value} was given")

    @property
    def size(self) -> int:
        """Number of nodes of the whole bed."""
        return self.elements * (self.degree + 1)

    @cached_property
    def nodes(self) -> np.ndarray:
        """Position of each node, from 0 at the inlet to 1 at the outlet, shape (size,)."""
        local = (self._points + 1) / 2
        return (np.arange(self.elements)[:, None] + local).ravel() / self.elements

    @cached_property
    def weights(self) -> np.ndarray:
        """Share of the bed that each node stands for, shape (size,); they sum to 1."""
        last = legendre.Legendre.basis(self.degree)(self._points)
        return np.tile(1 / (self.degree * (self.degree + 1) * last**2), self.elements) / self.elements

    @cached_property
    def gradient(self) -> np.ndarray:
        """d/dz with the upwind flux, shape (size, size), for a concentration less that of the inlet.

        A uniform concentration has no gradient, so the inlet's part need not be written apart.
        """
        return _without_rounding(self._derivative(upwind=True, inlet_is_given=True))

    @cached_property
    def curvature(self) -> np.ndarray:
        """d2/dz2 with no dispersive flux through either end, shape (size, size).

        With `gradient` this is Danckwerts' closed bed: what flows in is u c_in, what flows out u c(1).
        """
        slope = self._derivative(upwind=True, inlet_is_given=False)
        return _without_rounding(self._closed_divergence() @ slope)

    @cached_property
    def _points(self) -> np.ndarray:
        inner = legendre.Legendre.basis(self.degree).deriv().roots() if self.degree > 1 else np.empty(0)
        return np.concatenate([[-1.0], np.sort(np.real(inner)), [1.0]])

    @cached_property
    def _inside(self) -> tuple[np.ndarray, np.ndarray]:
        """Derivative and inverse mass matrix of one element on (-1, 1)."""
        n = self.degree
        vandermonde = legendre.legvander(self._points, n)
        slopes = np.stack([legendre.Legendre.basis(k).deriv()(self._points) for k in range(n + 1)], axis=1)
        inverse_mass = vandermonde @ np.diag(np.arange(n + 1) + 0.5) @ vandermonde.T
        return slopes @ np.linalg.inv(vandermonde), inverse_mass

    def _derivative(self, *, upwind: bool, inlet_is_given: bool) -> np.ndarray:
        """d/dz whose flux at each joint is the value before it (`upwind`) or the value behind it."""
        inside, inverse_mass = self._inside
        matrix = np.kron(np.eye(self.elements), inside)
        n = self.degree + 1
        for joint in range(1, self.elements):
            before, behind = joint * n - 1, joint * n
            if upwind:
                rows, lift = slice(behind, behind + n), inverse_mass[:, 0]
            else:
                rows, lift = slice(behind - n, behind), inverse_mass[:, -1]
            matrix[rows, behind] += lift
            matrix[rows, before] -= lift
        if inlet_is_given:
            matrix[:n, 0] += inverse_mass[:, 0]
        return 2 * self.elements * matrix

    def _closed_divergence(self) -> np.ndarray:
        """d/dz of a flux that is zero at both ends of the bed."""
        _, inverse_mass = self._inside
        n = self.degree + 1
        matrix = self._derivative(upwind=False, inlet_is_given=False)
        matrix[:n, 0] += 2 * self.elements * inverse_mass[:, 0]
        matrix[-n:, -1] -= 2 * self.elements * inverse_mass[:, -1]
        return matrix


def _without_rounding(matrix: np.ndarray) -> np.ndarray:
    return np.where(np.abs(matrix) > NEGLIGIBLE * np.abs(matrix).max(), matrix, 0.0)
