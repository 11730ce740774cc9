"""A number or table of an outlook as a reader sees it: the words of its codes, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from envol.gateways.outlooks_schema import OutlookFile
from envol.gateways.outlooks_words import Stated

Names: TypeAlias = Mapping[str, tuple[str, str]]
"""The words of each key and code: French, English; empty where the number speaks for itself."""

_KEYS: Names = {
    "value": ("", ""),
    "when": ("", ""),
    "shares": ("", ""),
    "by_level": ("", ""),
    "by_region": ("", ""),
    "by_occupation": ("", ""),
    "of_occupation": ("", ""),
    "occupations": ("", ""),
    "levels": ("niveaux", "levels"),
    "total": ("en tout", "in all"),
    "persons": ("comme sur tant de personnes", "as if seen on so many persons"),
    "spread": ("écart type", "standard deviation"),
    "stay": ("restent", "stay"),
    "stay_by_level": ("restent", "stay"),
    "by_year": ("par an", "by year"),
    "since": ("à partir de", "from"),
    "changes": ("changements", "changes"),
    "places": ("places", "places"),
    "region": ("région", "region"),
    "level": ("niveau", "level"),
    "occupation": ("métier", "occupation"),
    "year": ("année", "year"),
    "rows": ("cases", "cells"),
    "cohorts": ("promotions", "cohorts"),
    "plant": ("usine", "plant"),
    "investment": ("investissement en millions d’euros", "investment in million euros"),
    "litres": ("litres", "litres"),
    "active-substance": ("de substance active", "of active substance"),
    "fill-finish": ("de répartition aseptique", "of fill and finish"),
    "leave": ("quittent le périmètre", "leave the perimeter"),
}
_HIDDEN = {"status", "source", "date"}
_BETWEEN, _THOUSANDS, _POINT = ("\u00a0; ", "; "), ("\u00a0", ","), (",", ".")
"""Between two entries, thousands, and whole and part: in French, in English."""
_LONGEST = 400
"""A table longer than that is cut; it stands whole in its file."""


def names_of(file: OutlookFile, regions: Mapping[str, str]) -> Names:
    """Return the words of the keys and codes of a file; `regions` by code."""
    return {
        **_KEYS,
        **{each.code: (each.title.fr, each.title.en) for each in file.occupations},
        **{each.code: (each.title.fr, each.title.en) for each in file.levels},
        **{each.name: (each.title.fr, each.title.en) for each in file.trainings},
        **{code: (name, name) for code, name in regions.items()},
    }


def value_in_words(entry: Stated, names: Names) -> Mapping[str, str]:
    """Return the value of an entry in French and English."""
    given = entry.model_dump(exclude=_HIDDEN, exclude_defaults=True)
    told = {language: _text(given, names, at) for at, language in enumerate(("fr", "en"))}
    return {language: text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for language, text in told.items()}


def _text(value: object, names: Names, at: int) -> str:
    if isinstance(value, Mapping):
        return _BETWEEN[at].join(_pair(str(key), each, names, at) for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_text(each, names, at) for each in value)
    if isinstance(value, float):
        return _number(value, at)
    return names.get(str(value), ("", ""))[at] or str(value)


def _number(value: float, at: int) -> str:
    """Return a number as the language writes it, whole ones by thousands."""
    if value == int(value):
        return f"{value:,.0f}".replace(",", _THOUSANDS[at])
    return f"{value:.6g}".replace(".", _POINT[at])


def _pair(key: str, value: object, names: Names, at: int) -> str:
    word, text = names.get(key, (key, key))[at], _text(value, names, at)
    if not word:
        return text
    return f"{word} ({text})" if isinstance(value, Mapping) else f"{word} {text}"
