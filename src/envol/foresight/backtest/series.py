"""Yearly series of which the past is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from envol.errors import EnvolError, UnknownNameError
from envol.foresight.situation import Table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """Several series of the same years.

    Parameters
    ----------
    years : tuple of int
        One after the other, none left out.
    names : tuple of str
        Codes, each once.
    values : ndarray, shape (year, series)
        Above zero (thousands of jobs, or what the caller counts).

    Raises
    ------
    EnvolError
        If the years do not follow each other, the shape is another, or a value is not a number above zero.
    """

    years: tuple[int, ...]
    names: tuple[str, ...]
    values: Table

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.years), len(self.names)) or not self.years:
            raise EnvolError(
                f"{len(self.years)} years and {len(self.names)} series do not go with values of {self.values.shape}"
            )
        if self.years != tuple(range(self.years[0], self.years[-1] + 1)):
            raise EnvolError(f"the years {self.years} do not follow each other: give each from first to last once")
        if not (np.isfinite(self.values) & (self.values > 0)).all():
            raise EnvolError("a series holds what is no number above zero: leave it out, growth has no meaning there")

    def only(self, names: Iterable[str]) -> Series:
        """Return some of the series.

        Raises
        ------
        UnknownNameError
            If there is none of a name.
        """
        chosen = tuple(names)
        for name in chosen:
            if name not in self.names:
                raise UnknownNameError("series", name, self.names)
        return Series(years=self.years, names=chosen, values=self.values[:, [self.names.index(n) for n in chosen]])

    def halves(self) -> tuple[Series, Series]:
        """Return every second series of the alphabet from the first, and the others: a choice that no result made."""
        ordered = sorted(self.names)
        return self.only(ordered[::2]), self.only(ordered[1::2])
