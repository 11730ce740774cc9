"""The colours of the pages and of the cockpit, read from their style sheet and measured.

Contrast is that of WCAG 2.2; blindness that of Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, at
full severity; distances are Euclidean in Oklab (Ottosson 2020).
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import TypeAlias

import pytest

import envol.web

SHEETS = Path(envol.web.__file__).parent / "static" / "pagekit"
Colour: TypeAlias = tuple[float, float, float]
Palette: TypeAlias = dict[str, str]

ALARMS = ("alarm-high", "alarm-medium", "alarm-low")
DECK_GREYS = (
    "deck-bg",
    "deck-panel",
    "deck-line",
    "deck-ink",
    "deck-ink-soft",
    "deck-value",
    "deck-normal-band",
    "deck-setpoint",
)
DECK_GROUNDS = ("deck-bg", "deck-panel")
PAGE_GROUNDS = ("page-bg", "surface", "surface-sunk", "accent-wash")
APART = 0.1
"""Oklab distance: five times what is just told apart side by side, since alarms are seen apart."""

MACHADO = {
    "nobody": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def sheet() -> str:
    return (SHEETS / "tokens.css").read_text(encoding="utf-8")


def palettes() -> list[Palette]:
    """Every list of colours in the sheet: light, dark when chosen, dark as the device, paper."""
    blocks = re.findall(r"\{([^{}]*)\}", sheet())
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks]
    return [palette for palette in found if palette]


LIGHT, DARK, DEVICE_DARK, PAPER = palettes()
BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def rgb(colour: str) -> Colour:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def linear(colour: str) -> Colour:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour))
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def saturation(colour: str) -> float:
    """The larger of the saturations of HSV and HSL."""
    highest, lowest = max(rgb(colour)), min(rgb(colour))
    if highest == lowest:
        return 0.0
    return max((highest - lowest) / highest, (highest - lowest) / (1 - abs(highest + lowest - 1)))


def turned(matrix: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    one, two, three = (sum(weight * part for weight, part in zip(row, colour, strict=True)) for row in matrix)
    return one, two, three


def oklab(colour: str, seen_with: str) -> Colour:
    red, green, blue = (min(1.0, max(0.0, part)) for part in turned(MACHADO[seen_with], linear(colour)))
    long, medium, short = (part ** (1 / 3) for part in turned(TO_LMS, (red, green, blue)))
    return turned(TO_LAB, (long, medium, short))


def distance(one: str, other: str, seen_with: str) -> float:
    places = zip(oklab(one, seen_with), oklab(other, seen_with), strict=True)
    return float(sum((a - b) ** 2 for a, b in places) ** 0.5)


def test_the_measures_are_those_of_their_papers() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert oklab("#ff0000", "nobody") == pytest.approx((0.628, 0.225, 0.126), abs=0.001)
    assert saturation("#808080") == 0
    assert saturation("#ff0000") == 1


def test_the_dark_of_the_device_is_the_dark_that_is_chosen() -> None:
    assert DEVICE_DARK == DARK


def test_every_colour_has_its_light_and_its_dark() -> None:
    assert LIGHT.keys() == DARK.keys() == PAPER.keys()


def test_paper_is_the_light_palette_on_white() -> None:
    assert {**LIGHT, "page-bg": "#ffffff"} == PAPER


@BOTH
@pytest.mark.parametrize("grey", DECK_GREYS)
def test_a_grey_of_the_deck_is_hardly_saturated(palette: Palette, grey: str) -> None:
    assert saturation(palette[grey]) <= 0.15


@BOTH
@pytest.mark.parametrize("ground", [*DECK_GROUNDS, "deck-normal-band"])
@pytest.mark.parametrize("ink", ["deck-ink", "deck-ink-soft", "deck-value"])
def test_text_of_the_deck_is_readable(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(palette[ink], palette[ground]) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", PAGE_GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "accent", "accent-hover"])
def test_text_of_the_pages_is_readable(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(palette[ink], palette[ground]) >= 4.5


@BOTH
@pytest.mark.parametrize("fill", ["accent", "accent-hover"])
def test_text_on_a_button_is_readable(palette: Palette, fill: str) -> None:
    assert contrast(palette["accent-ink"], palette[fill]) >= 4.5


@BOTH
@pytest.mark.parametrize("alarm", ALARMS)
def test_the_number_within_an_alarm_is_readable(palette: Palette, alarm: str) -> None:
    assert contrast(palette[f"{alarm}-ink"], palette[alarm]) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", DECK_GROUNDS)
@pytest.mark.parametrize("drawn", [*ALARMS, "deck-line", "deck-setpoint", "focus"])
def test_what_is_drawn_on_the_deck_is_seen(palette: Palette, drawn: str, ground: str) -> None:
    assert contrast(palette[drawn], palette[ground]) >= 3


@BOTH
@pytest.mark.parametrize("ground", ["page-bg", "surface", "surface-sunk"])
@pytest.mark.parametrize("drawn", ["line", "focus", "accent"])
def test_what_is_drawn_on_the_pages_is_seen(palette: Palette, drawn: str, ground: str) -> None:
    assert contrast(palette[drawn], palette[ground]) >= 3


@BOTH
@pytest.mark.parametrize("seen_with", MACHADO)
@pytest.mark.parametrize(("one", "other"), [*combinations(ALARMS, 2)])
def test_two_priorities_of_alarm_are_told_apart(palette: Palette, seen_with: str, one: str, other: str) -> None:
    assert distance(palette[one], palette[other], seen_with) >= APART


@BOTH
@pytest.mark.parametrize("alarm", ALARMS)
def test_the_accent_is_no_alarm(palette: Palette, alarm: str) -> None:
    assert distance(palette["accent"], palette[alarm], "nobody") >= APART


@BOTH
@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_is_coloured(palette: Palette, alarm: str) -> None:
    assert saturation(palette[alarm]) > 0.4


def test_the_sheets_of_the_pages_use_no_colour_but_the_tokens() -> None:
    others = [path for path in SHEETS.glob("*.css") if path.name != "tokens.css"]
    stray = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(")
    assert others
    assert [path.name for path in others if stray.search(path.read_text(encoding="utf-8"))] == []


def test_the_sheets_of_the_pages_use_no_hue_of_an_alarm() -> None:
    others = [path for path in SHEETS.glob("*.css") if path.name != "tokens.css"]
    assert [path.name for path in others if "--alarm-" in path.read_text(encoding="utf-8")] == []


def test_sizes_of_text_climb() -> None:
    steps = [float(rem) for rem in re.findall(r"--step-\w+: (?:clamp\()?([\d.]+)rem", sheet())]
    assert len(steps) == 6
    assert all(smaller < larger for smaller, larger in pairwise(steps))
