"""What the directory of organisations registers when its app is ready."""

from __future__ import annotations

from envol.web.accountability.sentences import register_sentences
from envol.web.network.directory import rules
from envol.web.network.directory.sentences import SENTENCES


def register() -> None:
    """Register who may see and change what, and the sentences of activities."""
    rules.register()
    register_sentences(SENTENCES)
