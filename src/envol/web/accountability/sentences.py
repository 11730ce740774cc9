"""The sentence of each activity, by its dotted name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

_sentences: dict[str, str | Promise] = {}


def register_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Register the sentences of an app's activities; once, when it is ready.

    A sentence is a past fact with named places: ``_("the class %(group)s was opened")``.
    """
    _sentences.update(sentences)


def is_known(name: str) -> bool:
    """Say whether an activity has a sentence."""
    return name in _sentences


def names() -> list[str]:
    """Return every dotted name."""
    return sorted(_sentences)


def sentence_of(name: str, params: Mapping[str, Any]) -> str:
    """Return the sentence of an activity in the language of the page; its name where the sentence has gone."""
    if name not in _sentences:
        return name
    try:
        return str(_sentences[name]) % params
    except (KeyError, TypeError, ValueError):
        return name
