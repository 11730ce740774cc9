"""What the commands accept beyond plain words and numbers: hours, speeds, settings, ranges."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import click

UNITS_H = {"d": 24.0, "j": 24.0, "h": 1.0, "min": 1 / 60, "m": 1 / 60, "s": 1 / 3600}
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(d|j|h|min|m|s)")
LONGEST_H = 1e15
"""Beyond it an hour is a slip of the pen, and no scan can be counted."""
CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of content to fly in place of the installed one.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


class Hour(click.ParamType[float]):
    """An hour: `140`, `140h`, `5d20h` (or, as in French, `5j20h`), `30min`."""

    name = "hour"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the hours that a text says."""
        if isinstance(value, (int, float)):
            return float(value)
        text = value.strip().lower()
        try:
            return self._finite(float(text))
        except ValueError:
            parts = _PART.findall(text)
        if not parts or _PART.sub("", text).strip():
            self.fail(f"{value!r} is no hour: write 140h, 5d20h or 30min", param, ctx)
        return self._finite(sum(float(amount) * UNITS_H[unit] for amount, unit in parts))

    def _finite(self, hours: float) -> float:
        if not abs(hours) < LONGEST_H:
            self.fail(f"{hours:g} is no hour")
        return hours


class Speed(click.ParamType[float | None]):
    """`max`, or simulated seconds in one second of the clock."""

    name = "speed"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | None:
        """Return the speed, or None for as fast as it goes."""
        if value == "max":
            return None
        try:
            speed = float(value)
        except ValueError:
            speed = math.nan
        if not (math.isfinite(speed) and speed > 0):
            self.fail(f"{value!r} is no speed: write max, or a number above 0", param, ctx)
        return speed


class Setting(click.ParamType[tuple[str, Any]]):
    """`NAME=VALUE`, or `NAME=TIME:VALUE,TIME:VALUE...` for an input that changes."""

    name = "name=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        """Return the name and its value or schedule."""
        from envol.gateways.open_loop import value_of

        if isinstance(value, tuple):
            return value
        name, sign, text = value.partition("=")
        if not sign or not name.strip():
            self.fail(f"{value!r} is no setting: write NAME=VALUE", param, ctx)
        try:
            return name.strip(), value_of(text)
        except ValueError:
            self.fail(
                f"{text!r} is neither a finite number nor time:value pairs with increasing times, 0:0,72:1.75",
                param,
                ctx,
            )


def each_once(_: click.Context, param: click.Parameter, settings: tuple[tuple[str, Any], ...]) -> Any:
    """Refuse a name that is set twice: the second value would hide the first."""
    names = [name.removeprefix("mesh.") for name, _ in settings]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise click.BadParameter(f"{', '.join(twice)} is set twice: give each name once", param=param)
    return settings


class Varied(click.ParamType[tuple[str, float, float]]):
    """`NAME=LOW..HIGH`."""

    name = "name=low..high"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float, float]:
        """Return the name and its bounds."""
        if isinstance(value, tuple):
            return value
        name, _, text = value.partition("=")
        low, dots, high = text.partition("..")
        try:
            bounds = (float(low), float(high))
        except ValueError:
            bounds = (math.nan, math.nan)
        if bounds[0] > bounds[1]:
            mended = f"{name.strip()}={bounds[1]:g}..{bounds[0]:g}"
            self.fail(f"the bounds of {value!r} are reversed: write {mended}", param, ctx)
        if not (name.strip() and dots and all(map(math.isfinite, bounds)) and bounds[0] < bounds[1]):
            self.fail(f"{value!r} is no range: write NAME=LOW..HIGH", param, ctx)
        return name.strip(), *bounds
