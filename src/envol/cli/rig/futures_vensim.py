"""The equations of the mode `core` as a Vensim model, written from a situation: a second implementation to compare.

Time is the column of `places`: the stock stands still until the first projected year. What is drawn are constants of
the model (odds of each rate, first-year growth, projects), which a run may replace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from envol.errors import EnvolError
from envol.foresight.ready import LEAVING, SCHOOLING
from envol.foresight.situation import Situation

Numbers = NDArray[np.floating]

EQUATIONS = """
level above <-> level ~~|
origin <-> region ~~|
before <-> training ~~|
year = Time - past ~~|
active = IF THEN ELSE( year >= 0, 1, 0 ) ~~|
filled[training, region] = fill[training, region] * fill odds
    / (1 - fill[training, region] + fill[training, region] * fill odds) ~~|
passed[training, region] = success[training, region] * success odds
    / (1 - success[training, region] + success[training, region] * success odds) ~~|
onward[training, region] = continuation[training, region] * continuation odds
    / (1 - continuation[training, region] + continuation[training, region] * continuation odds) ~~|
working[training, region] = insertion[training, region] * insertion odds
    / (1 - insertion[training, region] + insertion[training, region] * insertion odds) ~~|
after one[training, region] = INTEG( entrants[training, region] - after one[training, region], 0 ) ~~|
after two[training, region] = INTEG( after one[training, region] - after two[training, region], 0 ) ~~|
after three[training, region] = INTEG( after two[training, region] - after three[training, region], 0 ) ~~|
graduates[training, region] = passed[training, region] * ( takes one[training] * after one[training, region]
    + takes two[training] * after two[training, region] + takes three[training] * after three[training, region] ) ~~|
from below[training, region] = SUM( graduates[before!, region] * onward[before!, region]
    * route[before!, training] ) ~~|
entrants[training, region] = MIN( places[training, region],
    places[training, region] * filled[training, region] + from below[training, region] ) ~~|
found[training, region] = graduates[training, region] * (1 - onward[training, region]) * working[training, region] ~~|
taken[level, region, occupation] = SUM( found[training!, region] * belongs[training!, level]
    * field[training!, occupation] ) ~~|
entering[level, region, occupation] = SUM( taken[level, origin!, occupation] * mobility[level, origin!, region] ) ~~|
retiring[level, region, occupation] = retirement[level, region, occupation] * retirement odds
    / (1 - retirement[level, region, occupation] + retirement[level, region, occupation] * retirement odds) ~~|
quitting[level, region, occupation] = quits[level, region, occupation] * quits odds
    / (1 - quits[level, region, occupation] + quits[level, region, occupation] * quits odds) ~~|
rising[level, region, occupation] = promotion[level, region, occupation] * promotion odds
    / (1 - promotion[level, region, occupation] + promotion[level, region, occupation] * promotion odds) ~~|
left[level, region, occupation] = people[level, region, occupation]
    * (1 - (1 - retiring[level, region, occupation]) * (1 - quitting[level, region, occupation])) ~~|
risen[level, region, occupation] = (people[level, region, occupation] - left[level, region, occupation])
    * rising[level, region, occupation] * not highest[level] ~~|
raised[level, region, occupation] = SUM( risen[level above!, region, occupation] * leads to[level above!, level] ) ~~|
arriving[level, region, occupation] = arrivals[level, region, occupation] * arrivals factor ~~|
people[level, region, occupation] = INTEG( active * ( entering[level, region, occupation]
    + arriving[level, region, occupation] + raised[level, region, occupation]
    - left[level, region, occupation] - risen[level, region, occupation] ), stock[level, region, occupation] ) ~~|
reach now = (1 - damping ^ MAX(0, year)) / (1 - damping) ~~|
reach then = (1 - damping ^ (MAX(0, year) + 1)) / (1 - damping) ~~|
posts now[project] = jobs of[project]
    * MAX(0, MIN(1, (first year + MAX(0, year) - begins[project]) / ramp[project])) ~~|
posts then[project] = jobs of[project]
    * MAX(0, MIN(1, (first year + MAX(0, year) + 1 - begins[project]) / ramp[project])) ~~|
jobs[level, region, occupation] = demand[level, region, occupation] * EXP(first growth[occupation] * reach now)
    * (1 - productivity[occupation]) ^ MAX(0, year)
    + SUM( posts now[project!] * mix[project!, level, occupation] * stands in[project!, region] ) ~~|
jobs then[level, region, occupation] = demand[level, region, occupation] * EXP(first growth[occupation] * reach then)
    * (1 - productivity[occupation]) ^ (MAX(0, year) + 1)
    + SUM( posts then[project!] * mix[project!, level, occupation] * stands in[project!, region] ) ~~|
need[level, region, occupation] = jobs then[level, region, occupation] - jobs[level, region, occupation]
    + left[level, region, occupation] - arriving[level, region, occupation] ~~|
INITIAL TIME = 0 ~~|
TIME STEP = 1 ~~|
SAVEPER = 1 ~~|
"""

LONGEST = 3


def vensim_model(situation: Situation, constants: Mapping[str, Numbers]) -> str:
    """Return the text of the model.

    Parameters
    ----------
    situation : Situation
        Whose places do not change with the years, with trainings of three years at most.
    constants : mapping
        What is drawn: odds by name of rate, `first growth`, `jobs of`, `begins`, `arrivals factor`.

    Raises
    ------
    EnvolError
        If the situation has what this model does not know.
    """
    trainings = situation.trainings
    if trainings.past > LONGEST or np.ptp(trainings.places, axis=2).any() or trainings.enrolled is not None:
        raise EnvolError(
            f"the model for comparison knows trainings of {LONGEST} years at most, whose places stay as they are; "
            "compare with such a situation"
        )
    names = names_of(situation)
    tables = _tables(situation) | {name: (axes_of(name), value) for name, value in constants.items()}
    last = trainings.past + situation.perimeter.years
    ranges = (f"{axis}: {', '.join(codes)} ~~|" for axis, codes in names.items())
    values = (line for name, (axes, value) in tables.items() for line in _written(name, axes, value, names))
    return "\n".join(["{UTF-8}", *ranges, *values, f"FINAL TIME = {last} ~~|", EQUATIONS.strip(), ""])


def names_of(situation: Situation) -> dict[str, list[str]]:
    """Return the elements of each subscript; no name is used twice."""
    levels, regions, occupations = situation.perimeter.shape
    counts = {"level": levels, "region": regions, "occupation": occupations, "training": len(situation.trainings.names)}
    counts["project"] = len(situation.projects)
    return {axis: [f"{axis[0]}{number:02}" for number in range(count)] for axis, count in counts.items()}


def axes_of(constant: str) -> tuple[str, ...]:
    """Return the subscripts of a constant that is drawn."""
    axes = {"first growth": ("occupation",), "jobs of": ("project",), "begins": ("project",)}
    return axes.get(constant, ())


def _tables(situation: Situation) -> dict[str, tuple[tuple[str, ...], Any]]:
    trainings, perimeter = situation.trainings, situation.perimeter
    cell, school = ("level", "region", "occupation"), ("training", "region")
    levels = len(perimeter.levels)
    return {
        **{name: (cell, getattr(situation, name)) for name in ("stock", "demand", "arrivals")},
        **{name: (school, getattr(trainings, name).mean) for name in SCHOOLING},
        **{name: (cell, getattr(situation, name).mean) for name in LEAVING},
        **_projects(situation),
        "places": (school, trainings.places[..., 0]),
        "field": (("training", "occupation"), trainings.field),
        "route": (("before", "training"), trainings.route),
        "belongs": (("training", "level"), trainings.level[:, None] == np.arange(levels)),
        "takes one": (("training",), trainings.length == 1),
        "takes two": (("training",), trainings.length == 2),
        "takes three": (("training",), trainings.length == 3),
        "mobility": (("level", "origin", "region"), situation.mobility),
        "leads to": (("level above", "level"), np.eye(levels, k=1)),
        "not highest": (("level",), np.arange(levels) < levels - 1),
        "productivity": (("occupation",), situation.growth.productivity),
        "damping": ((), situation.growth.damping),
        "first year": ((), perimeter.first_year),
        "past": ((), trainings.past),
    }


def _projects(situation: Situation) -> dict[str, tuple[tuple[str, ...], Any]]:
    regions = np.arange(len(situation.perimeter.regions))
    projects = situation.projects
    return {
        "mix": (("project", "level", "occupation"), np.stack([project.mix for project in projects])),
        "stands in": (("project", "region"), np.array([project.region == regions for project in projects])),
        "ramp": (("project",), np.array([max(project.ramp, 1e-9) for project in projects])),
    }


ALIASES = {"before": "training", "origin": "region", "level above": "level"}


def _written(name: str, axes: Sequence[str], value: Any, names: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the lines of a constant: rows of two subscripts at most, one line for each element of those before."""
    if not axes:
        return [f"{name} = {float(value)!r} ~~|"]
    table = np.broadcast_to(np.asarray(value, dtype=float), [len(names[ALIASES.get(axis, axis)]) for axis in axes])
    lines = []
    for place in product(*(range(count) for count in table.shape[:-2])):
        fixed = [names[ALIASES.get(axis, axis)][index] for axis, index in zip(axes, place, strict=False)]
        rows = np.atleast_2d(table[place])
        text = "; ".join(", ".join(repr(float(number)) for number in row) for row in rows)
        end = ";" if len(axes) > 1 else ""
        lines.append(f"{name}[{', '.join([*fixed, *axes[-2:]])}] = {text}{end} ~~|")
    return lines
