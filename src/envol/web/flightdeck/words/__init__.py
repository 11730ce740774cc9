"""The sentences of the cockpit, one file an instrument of the screen: the scripts know keys only."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from django.utils.functional import Promise


def declared_words() -> Iterator[tuple[str, str, str | Promise]]:
    """Yield each file's name with each key and its sentence."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        for key, sentence in import_module(f"{__name__}.{found.name}").WORDS.items():
            yield found.name, key, sentence


def cockpit_words() -> dict[str, str]:
    """Return every sentence by its key, in the language of the page."""
    return {key: str(sentence) for _, key, sentence in declared_words()}
