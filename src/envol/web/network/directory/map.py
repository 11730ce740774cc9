"""The map of the directory: outlines and places as shapes of an SVG drawing. Pure geometry, without database or page.

Longitude and latitude become units of the drawing by an equirectangular projection, true at the latitude in the middle
of what a frame shows. Metropolitan France has one frame; each overseas region has its own, at its own scale.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians

from envol.gateways.geography import Point, Region, Ring

WIDTH, HEIGHT = 620.0, 600.0
RADIUS = 11.0
"""Of a point, on the whole map; on the map of one region it looks the same."""
TOUCHING = 2.2
"""Points whose centres are nearer than this many radii are drawn as one."""
PADDING = 0.08
INSET, GAP = 56.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A part of the world, and the part of the drawing that shows it.

    Parameters
    ----------
    west, south, east, north : float
        Degrees.
    x, y, width, height : float
        Units of the drawing; y grows downwards.
    true_at : float
        The latitude at which a kilometre is as long in both directions, in degrees.
    """

    west: float
    south: float
    east: float
    north: float
    x: float
    y: float
    width: float
    height: float
    true_at: float

    def holds(self, point: Point) -> bool:
        """Say whether the frame shows a place."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def project(self, point: Point) -> Point:
        """Return where a place stands in the drawing."""
        squeeze = cos(radians(self.true_at))
        wide, high = (self.east - self.west) * squeeze, self.north - self.south
        scale = min(self.width / wide, self.height / high)
        left, top = self.x + (self.width - scale * wide) / 2, self.y + (self.height - scale * high) / 2
        return left + (point[0] - self.west) * squeeze * scale, top + (self.north - point[1]) * scale


METROPOLE = Frame(west=-5.3, south=41.2, east=9.8, north=51.3, x=0.0, y=0.0, width=WIDTH, height=HEIGHT, true_at=46.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere that an organisation is.

    Parameters
    ----------
    key : str
        The organisation's.
    name, town, path : str
    point : (float, float)
        Longitude and latitude.
    """

    key: str
    name: str
    town: str
    path: str
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """One or several places that stand so near each other that they are drawn as one point."""

    x: float
    y: float
    places: tuple[Place, ...]

    @property
    def organisations(self) -> tuple[Place, ...]:
        """One place for each organisation in it."""
        return tuple({place.key: place for place in reversed(self.places)}.values())[::-1]

    @property
    def towns(self) -> tuple[str, ...]:
        """The towns in it, each once."""
        return tuple(dict.fromkeys(place.town for place in self.places))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The outline of a region, as the `d` of an SVG path."""

    code: str
    name: str
    path: str
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point as the template writes it: texts, since a page in French would write its numbers with commas."""

    x: str
    y: str
    radius: str
    text_y: str
    cluster: Cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What the template draws."""

    view_box: str
    font_size: str
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]

    @property
    def crowds(self) -> tuple[tuple[int, Cluster], ...]:
        """The points that stand for several organisations, by their number: they are told apart beside the map."""
        return tuple(
            (number, mark.cluster) for number, mark in enumerate(self.marks) if len(mark.cluster.organisations) > 1
        )


@dataclass(slots=True)
class _Growing:
    """A cluster that others may still join."""

    x: float
    y: float
    places: list[Place] = field(default_factory=list)

    def joined(self, other: _Growing) -> _Growing:
        mine, theirs = len(self.places), len(other.places)
        x = (self.x * mine + other.x * theirs) / (mine + theirs)
        y = (self.y * mine + other.y * theirs) / (mine + theirs)
        return _Growing(x, y, self.places + other.places)


def clusters(places: Iterable[tuple[Point, Place]], distance: float) -> tuple[Cluster, ...]:
    """Return places as points of which no two are nearer than a distance.

    Parameters
    ----------
    places : iterable of ((float, float), Place)
        Each with its units of the drawing.
    distance : float
        In units of the drawing.
    """
    grown: list[_Growing] = []
    for (x, y), place in places:
        newest = _Growing(x, y, [place])
        # A cluster that grew stands elsewhere, and may now touch another.
        while near := next((each for each in grown if hypot(each.x - newest.x, each.y - newest.y) < distance), None):
            grown.remove(near)
            newest = near.joined(newest)
        grown.append(newest)
    return tuple(Cluster(x=each.x, y=each.y, places=tuple(each.places)) for each in grown)


def draw(
    regions: Mapping[str, Region], places: Sequence[Place], *, marked: Collection[str] = (), zoom: str = ""
) -> Drawing:
    """Return the map of some places.

    Parameters
    ----------
    regions : mapping of str to Region
    places : sequence of Place
        Those that lie in no frame are left out.
    marked : collection of str
        The codes of the regions to be marked.
    zoom : str
        The code of the one region to be shown; the whole country where empty or unknown.
    """
    frames = _frames(regions)
    is_near = zoom in regions
    # Its neighbours stay in sight: each is a link to its own organisations.
    shown = [each for each in regions.values() if not is_near or frames[each.code] == frames[zoom]]
    shapes = tuple(_shape(each, frames[each.code], each.code in marked) for each in shown)
    left, top, width, height = _view(regions[zoom], frames[zoom]) if is_near else (0.0, 0.0, WIDTH, HEIGHT)
    unit = width / WIDTH
    projected = list(_projected(places, [frames[each.code] for each in shown]))
    return Drawing(
        view_box=" ".join(f"{each:.1f}" for each in (left, top, width, height)),
        font_size=f"{RADIUS * 1.15 * unit:.2f}",
        shapes=shapes,
        marks=tuple(_mark(each, unit) for each in clusters(projected, TOUCHING * RADIUS * unit)),
    )


def _mark(cluster: Cluster, unit: float) -> Mark:
    radius = RADIUS * unit * (0.8 if len(cluster.organisations) == 1 else 1.15)
    x, y, text_y = f"{cluster.x:.2f}", f"{cluster.y:.2f}", f"{cluster.y + RADIUS * 0.4 * unit:.2f}"
    return Mark(x=x, y=y, radius=f"{radius:.2f}", text_y=text_y, cluster=cluster)


def _frames(regions: Mapping[str, Region]) -> dict[str, Frame]:
    """Return the frame of each region; those overseas stand in the Atlantic, two in a row."""
    frames = {}
    number = 0
    for code, region in regions.items():
        if not region.is_overseas:
            frames[code] = METROPOLE
            continue
        row, column = divmod(number, 2)
        x, y = GAP + column * (INSET + GAP), HEIGHT - (3 - row) * (INSET + GAP)
        frames[code] = _inset(region.rings, x, y)
        number += 1
    return frames


def _inset(rings: Iterable[Ring], x: float, y: float) -> Frame:
    points = [point for ring in rings for point in ring] or [(0.0, 0.0), (1.0, 1.0)]
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    return Frame(
        west=west, south=south, east=east, north=north, x=x, y=y, width=INSET, height=INSET, true_at=(south + north) / 2
    )


def _shape(region: Region, frame: Frame, is_marked: bool) -> Shape:
    path = "".join(_path(ring, frame) for ring in region.rings)
    return Shape(code=region.code, name=region.name, path=path, is_marked=is_marked)


def _path(ring: Ring, frame: Frame) -> str:
    points = (frame.project(point) for point in ring[:-1])
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _view(region: Region, frame: Frame) -> tuple[float, float, float, float]:
    """Return the part of the drawing that a region fills, as wide for its height as the whole map is."""
    points = [frame.project(point) for ring in region.rings for point in ring]
    left, right = min(point[0] for point in points), max(point[0] for point in points)
    top, bottom = min(point[1] for point in points), max(point[1] for point in points)
    scale = (1 + 2 * PADDING) * max((right - left) / WIDTH, (bottom - top) / HEIGHT)
    width, height = WIDTH * scale, HEIGHT * scale
    return (left + right - width) / 2, (top + bottom - height) / 2, width, height


def _projected(places: Iterable[Place], frames: Sequence[Frame]) -> Iterator[tuple[Point, Place]]:
    for place in places:
        frame = next((each for each in frames if each.holds(place.point)), None)
        if frame:
            yield frame.project(place.point), place
