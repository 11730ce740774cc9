"""The faults of a question, each with its place and a sentence in the caller's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel


class Fault(BaseModel):
    """One fault of a question."""

    place: str
    """Which part of it: `query.size`."""
    sentence: str


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Return what django-ninja found, said for people."""
    return [Fault(place=_place(each["loc"]), sentence=_sentence(each)) for each in errors]


def _place(where: Iterable[object]) -> str:
    first, *_between, last = [str(each) for each in where]
    return f"{first}.{last}"


def _sentence(error: Mapping[str, Any]) -> str:
    """Return what is wrong with one part, by the kind that pydantic gives it."""
    known: dict[str, Any] = dict(error.get("ctx") or {})
    # Pydantic ends its lists of choices with an English word.
    known["expected"] = str(known.get("expected", "")).replace(" or ", ", ")
    sentences = {
        "missing": _("this is needed."),
        "int_parsing": _("a whole number is needed."),
        "bool_parsing": _("true or false is needed."),
        "greater_than_equal": _("this is %(ge)s at least."),
        "less_than_equal": _("this is %(le)s at most."),
        "string_too_short": _("this is empty."),
        "string_too_long": _("this is longer than %(max_length)s letters."),
        "string_pattern_mismatch": _("this is not of the form %(pattern)s."),
        "enum": _("this is one of %(expected)s."),
        "literal_error": _("this is one of %(expected)s."),
    }
    sentence = sentences.get(str(error["type"]))
    return sentence % known if sentence else _("this is not of the form that is needed.")
