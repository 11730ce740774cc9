"""What a projection speaks of: regions, occupations, levels and years."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Perimeter:
    """The axes of every table of a projection.

    Parameters
    ----------
    regions, occupations, levels : tuple of str
        Codes, each once; levels from the lowest to the highest.
    first_year : int
        The year whose end the starting stock describes.
    years : int
        How many years are projected after it.
    """

    regions: tuple[str, ...]
    occupations: tuple[str, ...]
    levels: tuple[str, ...]
    first_year: int
    years: int

    @property
    def shape(self) -> tuple[int, int, int]:
        """Cells by (level, region, occupation)."""
        return len(self.levels), len(self.regions), len(self.occupations)

    @property
    def last_year(self) -> int:
        """The last year that is projected."""
        return self.first_year + self.years
