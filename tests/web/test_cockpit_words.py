"""The sentences of the cockpit's scripts: every key that is used is declared, and none is declared in vain."""

from __future__ import annotations

import re
from pathlib import Path

import envol.web
from envol.web.flightdeck.words import declared_words

COCKPIT = Path(envol.web.__file__).parent / "static" / "cockpit"
QUOTED = re.compile(r"""["`']([a-z]+\.[a-z-]+)["`']""")
TOLD_BY_THE_SERVER = ("refused.", "notice.")
"""Their keys come with a message: the script puts the prefix before."""


def declared() -> set[str]:
    """The keys of the cockpit, without those of the debrief and those that a message brings."""
    mine = {key for file, key, _ in declared_words() if file != "debrief"}
    return {key for key in mine if not key.startswith(TOLD_BY_THE_SERVER)}


def quoted() -> set[str]:
    """What looks like a key in the scripts."""
    return {key for file in COCKPIT.rglob("*.js") for key in QUOTED.findall(file.read_text(encoding="utf-8"))}


def test_every_key_that_a_script_uses_is_declared() -> None:
    prefixes = {key.partition(".")[0] for key in declared()}
    used = {key for key in quoted() if key.partition(".")[0] in prefixes}
    assert len(used) > 150
    assert used - declared() == set()


def test_every_key_that_is_declared_is_used() -> None:
    assert declared() - quoted() == set()
