"""The sliders of an outlook: one for each project, one for insertion, a line for each change of places."""

from __future__ import annotations

from dataclasses import dataclass

from envol.gateways.outlooks import Outlook
from envol.web.foresight.asking import title_of
from envol.web.foresight.naming import project_title, training_title
from envol.web.foresight.telling import month_of
from envol.web.foresight.what_if import LATE, MOST_ROWS, Changes, MorePlaces


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSlider:
    """How late a project is made."""

    field: str
    title: str
    region: str
    start: str
    late: str
    """Years, as the field sends them."""
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value that can be chosen, and its words."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesLine:
    """A change of places; all empty for the line where the next one is written."""

    count: int = 0
    training: str = ""
    region: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """All of them, as they stand."""

    projects: tuple[ProjectSlider, ...]
    insertion: int
    lines: tuple[PlacesLine, ...]
    trainings: tuple[Option, ...]
    regions: tuple[Option, ...]
    years: tuple[int, ...]
    most_lines: int


def controls_of(outlook: Outlook, changes: Changes) -> Controls:
    """Return the sliders of an outlook, set to some changes."""
    situation, perimeter = outlook.situation, outlook.situation.perimeter
    lines = [_line(each) for each in changes.places]
    return Controls(
        projects=tuple(
            ProjectSlider(
                field=f"{LATE}{each.name}",
                title=project_title(outlook, each.name),
                region=title_of(outlook.regions, perimeter.regions[each.region]),
                start=month_of(each.start),
                late=f"{changes.late_of(each.name):g}",
                months=round(12 * changes.late_of(each.name)),
            )
            for each in situation.projects
        ),
        insertion=changes.insertion,
        lines=tuple([*lines, PlacesLine()][:MOST_ROWS]),
        trainings=tuple(Option(value=name, title=training_title(outlook, name)) for name in situation.trainings.names),
        regions=tuple(Option(value=code, title=title_of(outlook.regions, code)) for code in perimeter.regions),
        years=tuple(range(perimeter.first_year + 1, perimeter.last_year + 1)),
        most_lines=MOST_ROWS,
    )


def _line(each: MorePlaces) -> PlacesLine:
    return PlacesLine(
        count=each.count, training=each.training, region=each.region, since=str(each.since) if each.since else ""
    )
