"""Made-up files of the form that Dares and the Australian censuses have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from envol.gateways.dares import FILE, OCCUPATIONS, YEAR

YEARS = range(1983, 2019)
AGES = range(15, 86)
HEAD = [YEAR, *OCCUPATIONS, "ZZZ", "A"]


def jobs(year: int, place: int) -> float:
    """Thousands of jobs that nobody ever counted: a growth and a wave of its own for each occupation."""
    n = year - YEARS[0]
    return 100 + 3 * place + (place % 7 - 3) * 0.6 * n + 6 * math.sin(n / (2 + place % 5) + place)


def rows(years: Sequence[int] = YEARS) -> list[list[str]]:
    """The cells of the file, the header first."""
    return [HEAD, *([str(year), *(f"{jobs(year, k):.5f}" for k in range(86)), "NA", "NA"] for year in years)]


def write_employment(folder: Path, table: Sequence[Sequence[str]] | None = None, mark: str = ",") -> Path:
    """Write the file into a folder; return the folder."""
    text = "\n".join(mark.join(row) for row in (rows() if table is None else table))
    (folder / FILE).write_text(text + "\n", encoding="utf-8")
    return folder


def write_census(folder: Path) -> Path:
    """Write three censuses of two fields; return the folder."""
    lines = ["field,census,age,persons"]
    for k, name in enumerate(("Alchemy", "Astrology")):
        for census in (2006, 2011, 2016):
            peak = [(age - 35 - census + 2006) / 14 for age in AGES]
            persons = [40 * (k + 1) + int(2000 * math.exp(-(away**2))) for away in peak]
            lines += [f"{name},{census},{age},{count}" for age, count in zip(AGES, persons, strict=True)]
    (folder / "au_science_graduates_age_census_2006_2021.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
