"""The drawings of a projection, as texts of an SVG: fans over the years, and the map of gaps.

All numbers are texts: a page in French would write them with commas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor, log10

from envol.gateways.geography import geography
from envol.gateways.outlooks import Outlook
from envol.web.foresight.asking import title_of
from envol.web.foresight.figures import RegionFigures, Spread
from envol.web.foresight.templatetags.foresight import chance_of_shortage, counted
from envol.web.network.directory.map import Drawing, Shape, draw

WIDTH, HEIGHT = 400.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 12.0, 12.0, 26.0
MOST_TICKS = 5
EDGE = 595.0
"""Words that stand further to the right would leave the map."""
STEPS = (0.1, 1 / 3, 2 / 3, 0.9)
"""Probabilities between which a region changes its tint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a fan is made of.

    Parameters
    ----------
    kind : str
        What it shows: supply, demand, gap or base; the style sheet knows them.
    spreads : sequence of Spread
        One for each year.
    has_band : bool
        Whether its deciles are drawn.
    """

    kind: str
    spreads: Sequence[Spread]
    has_band: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis, where it stands and what it says."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A line with the band around it."""

    kind: str
    line: str
    band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """A drawing of lines over years."""

    view_box: str
    left: str
    right: str
    bottom: str
    zero: str
    """Where nothing lies; empty where it is not in sight."""
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    courses: tuple[Course, ...]
    year_at: str
    """Where the year that is looked at stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tinted:
    """A region on the map of gaps."""

    code: str
    name: str
    path: str
    x: str
    y: str
    label: str
    step: str
    """0 to 4 by its probability of a shortage; `few`, or `none` where the outlook says nothing of it."""
    region: RegionFigures | None
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMap:
    """The map of gaps."""

    view_box: str
    regions: tuple[Tinted, ...]


def fan(years: Sequence[int], lines: Sequence[Line], *, looked_at: int, with_zero: bool = False) -> Fan:
    """Return a drawing of lines over years.

    Parameters
    ----------
    years : sequence of int
    lines : sequence of Line
    looked_at : int
        The year that is marked.
    with_zero : bool
        Whether zero is to be in sight, for what lies on both sides of it.
    """
    low, high = _bounds(lines, with_zero)
    ticks = _ticks(low, high)
    low, high = min(low, ticks[0]), max(high, ticks[-1])
    span = max(len(years) - 1, 1)
    across = [LEFT + (WIDTH - LEFT - RIGHT) * number / span for number in range(len(years))]

    def up(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)

    every = 2 if len(years) > 8 else 1
    return Fan(
        view_box=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        left=f"{LEFT:.1f}",
        right=f"{WIDTH - RIGHT:.1f}",
        bottom=f"{HEIGHT - BOTTOM:.1f}",
        zero=f"{up(0):.1f}" if low < 0 < high else "",
        years=tuple(Tick(at=f"{x:.1f}", text=str(year)) for x, year in list(zip(across, years, strict=True))[::every]),
        levels=tuple(Tick(at=f"{up(value):.1f}", text=counted(value)) for value in ticks),
        courses=tuple(
            Course(
                kind=line.kind,
                line=_points((x, up(each.middle)) for x, each in zip(across, line.spreads, strict=True)),
                band=_band(line, across, up) if line.has_band else "",
            )
            for line in lines
        ),
        year_at=f"{across[list(years).index(looked_at)]:.1f}",
    )


def gap_map(regions: Iterable[RegionFigures], chosen: str, outlook: Outlook) -> GapMap:
    """Return the map of gaps; a region that the outlook does not cover is drawn without a tint."""
    found: Mapping[str, RegionFigures] = {each.code: each for each in regions}
    drawing = _outlines()
    return GapMap(
        view_box=drawing.view_box,
        regions=tuple(
            _tinted(shape, title_of(outlook.regions, shape.code), found.get(shape.code), shape.code == chosen)
            for shape in drawing.shapes
        ),
    )


def step_of(region: RegionFigures | None) -> str:
    """Return the tint of a region."""
    if region is None:
        return "none"
    return "few" if region.figures.is_few else str(sum(region.figures.shortage >= step for step in STEPS))


@lru_cache(maxsize=1)
def _outlines() -> Drawing:
    return draw(geography().regions, [])


@lru_cache(maxsize=64)
def _middle(path: str) -> tuple[str, str]:
    """Return a point well inside an outline: the middle of its largest ring."""
    rings = [
        [(float(x), float(y)) for x, y in (pair.split() for pair in ring.rstrip("Z").split("L"))]
        for ring in path.split("M")
        if ring
    ]
    x, y, _size = max((_centroid(ring) for ring in rings), key=lambda each: each[2], default=(0.0, 0.0, 0.0))
    return f"{min(x, EDGE):.1f}", f"{y:.1f}"


def _centroid(ring: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    following = [*ring[1:], ring[0]]
    crossed = [(x1 * y2 - x2 * y1, x1 + x2, y1 + y2) for (x1, y1), (x2, y2) in zip(ring, following, strict=True)]
    area = sum(cross for cross, _, _ in crossed) / 2
    x = sum(cross * wide for cross, wide, _ in crossed) / (6 * area)
    y = sum(cross * high for cross, _, high in crossed) / (6 * area)
    return x, y, abs(area)


def _tinted(shape: Shape, name: str, region: RegionFigures | None, is_chosen: bool) -> Tinted:
    x, y = _middle(shape.path)
    return Tinted(
        code=shape.code,
        name=name,
        path=shape.path,
        x=x,
        y=y,
        label=chance_of_shortage(region.figures) if region else "",
        step=step_of(region),
        region=region,
        is_chosen=is_chosen,
    )


def _bounds(lines: Sequence[Line], with_zero: bool) -> tuple[float, float]:
    values = [
        value
        for line in lines
        for each in line.spreads
        for value in ((each.low, each.high) if line.has_band else (each.middle,))
    ]
    values += [0.0] if with_zero else []
    low, high = min(values), max(values)
    return (low, high) if high - low >= 1 else (low - 1, high + 1)


def _ticks(low: float, high: float) -> list[float]:
    """Return round values that reach from below the lowest to above the highest."""
    raw = (high - low) / (MOST_TICKS - 1)
    unit = 10.0 ** floor(log10(raw))
    step = next(unit * times for times in (1, 2, 5, 10) if unit * times >= raw)
    step = max(step, 1.0)
    first = floor(low / step)
    ticks = [first * step]
    while ticks[-1] < high:
        ticks.append(ticks[-1] + step)
    return ticks


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _band(line: Line, across: Sequence[float], up: Callable[[float], float]) -> str:
    above = [(x, up(each.high)) for x, each in zip(across, line.spreads, strict=True)]
    below = [(x, up(each.low)) for x, each in zip(across, line.spreads, strict=True)]
    return _points([*above, *reversed(below)])
