"""Where a situation contradicts itself: shapes, shares, people, cohorts, projects; every disagreement at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from envol.errors import EnvolError
from envol.foresight.ready import LEAVING, SCHOOLING
from envol.foresight.situation import Project, Situation, Trainings

Path: TypeAlias = tuple[str | int, ...]
Array: TypeAlias = NDArray[np.floating]

SLACK = 1e-6
"""How far a sum of shares may be from 1 for having been written with few digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One thing that does not agree.

    Parameters
    ----------
    path : tuple of str and int
        Where in the situation: names of fields, indices of tables.
    expected, found : str
    """

    path: Path
    expected: str
    found: str

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{'.'.join(map(str, self.path))}: expected {self.expected}, found {self.found}"


def refuse_disagreements(situation: Situation) -> None:
    """Do nothing where all agrees.

    Raises
    ------
    EnvolError
        With every disagreement, a sentence each.
    """
    if found := disagreements(situation):
        raise EnvolError("the situation contradicts itself:\n" + "\n".join(f"  {each}" for each in found))


def disagreements(situation: Situation) -> tuple[Disagreement, ...]:
    """Return what does not agree; the values of a table of the wrong shape are not looked at."""
    return (
        *_perimeter(situation),
        *_people(situation),
        *_mobility(situation),
        *_trainings(situation),
        *_growth(situation),
        *(each for number, project in enumerate(situation.projects) for each in _project(situation, number, project)),
        *_names(situation),
    )


def _perimeter(situation: Situation) -> Iterator[Disagreement]:
    perimeter = situation.perimeter
    for axis in ("levels", "regions", "occupations"):
        codes = getattr(perimeter, axis)
        if not codes or len(set(codes)) < len(codes):
            yield Disagreement(path=("perimeter", axis), expected="at least one code, each once", found=repr(codes))
    if perimeter.years < 1:
        yield Disagreement(path=("perimeter", "years"), expected="1 or more", found=str(perimeter.years))


def _people(situation: Situation) -> Iterator[Disagreement]:
    shape = situation.perimeter.shape
    for name in ("stock", "demand", "arrivals"):
        yield from _table((name,), getattr(situation, name), shape, "(level, region, occupation)", _NOT_NEGATIVE)
    for name in LEAVING:
        rate = getattr(situation, name)
        yield from _table((name, "mean"), rate.mean, shape, "what broadcasts to (level, region, occupation)", _SHARE)
        yield from _number((name, "spread"), rate.spread, 0.0, np.inf)
    yield from _number(("arrivals_spread",), situation.arrivals_spread, 0.0, np.inf)
    yield from _number(("hope",), situation.hope, -1.0, 1.0)


def _mobility(situation: Situation) -> Iterator[Disagreement]:
    levels, regions, _ = situation.perimeter.shape
    axes = "(level, region of training, region of work)"
    wrong = list(_table(("mobility",), situation.mobility, (levels, regions, regions), axes, _SHARE, exact=True))
    yield from wrong or _rows(("mobility",), situation.mobility)


def _trainings(situation: Situation) -> Iterator[Disagreement]:
    trainings, (levels, regions, occupations) = situation.trainings, situation.perimeter.shape
    count = len(trainings.names)
    for name, least, most in (("level", 0, levels - 1), ("length", 1, np.inf)):
        table, path = getattr(trainings, name), ("trainings", name)
        yield from _table(path, table, (count,), "one for each training", _Span(least, most), exact=True)
    for name in SCHOOLING:
        rate = getattr(trainings, name)
        axes = "what broadcasts to (training, region)"
        yield from _table(("trainings", name, "mean"), rate.mean, (count, regions), axes, _SHARE)
        yield from _number(("trainings", name, "spread"), rate.spread, 0.0, np.inf)
    for name, columns in (("field", occupations), ("route", count)):
        path, table = ("trainings", name), getattr(trainings, name)
        wrong = list(_table(path, table, (count, columns), "a row for each training", _SHARE, exact=True))
        yield from wrong or _rows(path, table)
    yield from _places(situation, trainings, (count, regions))


def _places(situation: Situation, trainings: Trainings, rows: tuple[int, int]) -> Iterator[Disagreement]:
    past = trainings.past
    shape, axes = (*rows, past + situation.perimeter.years), "(training, region, past + years)"
    wrong = list(_table(("trainings", "places"), trainings.places, shape, axes, _NOT_NEGATIVE, exact=True))
    yield from wrong
    if trainings.enrolled is None:
        return
    path, axes = ("trainings", "enrolled"), "(training, region, past)"
    more = list(_table(path, trainings.enrolled, (*rows, past), axes, _NOT_NEGATIVE, exact=True))
    yield from more
    if not wrong and not more:
        places = trainings.places[..., :past]
        for place in _first(trainings.enrolled > places * (1 + SLACK)):
            yield Disagreement(
                path=(*path, *place),
                expected=f"a cohort within its {places[place]:g} places",
                found=f"{trainings.enrolled[place]:g} enrolled",
            )


def _growth(situation: Situation) -> Iterator[Disagreement]:
    growth, count = situation.growth, len(situation.perimeter.occupations)
    yield from _table(("growth", "mean"), growth.mean, (count,), "one for each occupation", _ANY, exact=True)
    yield from _table(
        ("growth", "productivity"),
        growth.productivity,
        (count,),
        "one for each occupation",
        _Span(-1, 0.999),
        exact=True,
    )
    for name, most in (("spread", np.inf), ("together", 1.0), ("damping", 1.0), ("apart", np.inf)):
        yield from _number(("growth", name), getattr(growth, name), 0.0, most)


def _project(situation: Situation, number: int, project: Project) -> Iterator[Disagreement]:
    levels, regions, occupations = situation.perimeter.shape
    path = ("projects", number)
    if not np.isfinite(project.start):
        yield Disagreement(path=(*path, "start"), expected="a year", found=f"no date ({project.start})")
    elif project.start < situation.perimeter.first_year:
        yield Disagreement(
            path=(*path, "start"),
            expected=f"a year from {situation.perimeter.first_year} on, as jobs from before are part of the demand",
            found=f"{project.start:g}",
        )
    if not 0 <= project.region < regions:
        yield Disagreement(path=(*path, "region"), expected=f"0 to {regions - 1}", found=str(project.region))
    yield from _number((*path, "probability"), project.probability, 0.0, 1.0)
    for name in ("delay", "delay_spread", "jobs", "jobs_spread", "lead", "ramp"):
        yield from _number((*path, name), getattr(project, name), 0.0, np.inf)
    wrong = list(_table((*path, "mix"), project.mix, (levels, occupations), "(level, occupation)", _SHARE, exact=True))
    yield from wrong
    if not wrong and abs(project.mix.sum() - 1) > SLACK:
        yield Disagreement(path=(*path, "mix"), expected="shares that sum to 1", found=f"{project.mix.sum():g}")


def _names(situation: Situation) -> Iterator[Disagreement]:
    """Names key the luck: two projects with one name would share it."""
    names = [project.name for project in situation.projects]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Disagreement(path=("projects", number, "name"), expected="a name of its own", found=repr(name))


@dataclass(frozen=True, slots=True)
class _Span:
    least: float
    most: float

    def __str__(self) -> str:
        if self.most == np.inf:
            return "a number" if self.least == -np.inf else f"{self.least:g} or more"
        return f"{self.least:g} to {self.most:g}"


_SHARE, _NOT_NEGATIVE, _ANY = _Span(0, 1), _Span(0, np.inf), _Span(-np.inf, np.inf)


def _table(
    path: Path, table: NDArray[np.number], shape: tuple[int, ...], axes: str, span: _Span, *, exact: bool = False
) -> Iterator[Disagreement]:
    """Look at a shape, and where it is right at the values: the first wrong one is named, and how many there are."""
    if not (table.shape == shape if exact else broadcasts(table.shape, shape)):
        yield Disagreement(path=path, expected=f"shape {shape}, {axes}", found=f"shape {table.shape}")
        return
    # Written so that NaN fails too.
    wrong = ~((table >= span.least) & (table <= span.most) & np.isfinite(table))
    for place in _first(wrong):
        more = f" ({wrong.sum()} such in all)" if wrong.sum() > 1 else ""
        yield Disagreement(path=(*path, *place), expected=str(span), found=f"{table[place]:g}{more}")


def _rows(path: Path, table: Array) -> Iterator[Disagreement]:
    sums = table.sum(axis=-1)
    for place in _first(sums > 1 + SLACK):
        yield Disagreement(path=(*path, *place), expected="a row that sums to 1 at most", found=f"{sums[place]:g}")


def _number(path: Path, value: float, least: float, most: float) -> Iterator[Disagreement]:
    if not (least <= value <= most and np.isfinite(value)):
        yield Disagreement(path=path, expected=str(_Span(least, most)), found=f"{value:g}")


def _first(wrong: NDArray[np.bool_]) -> Iterator[tuple[int, ...]]:
    if wrong.any():
        yield tuple(int(index) for index in np.unravel_index(int(wrong.argmax()), wrong.shape))


def broadcasts(shape: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """Return whether a table of a shape broadcasts to another without making it larger."""
    if len(shape) > len(wanted):
        return False
    return all(own in (1, axis) for own, axis in zip(shape[::-1], wanted[::-1], strict=False))
