"""The kinds of content file and their folders: those that flights read, and those that only the campus reads.

To add one that no flight reads:

1. write its model, a child of `envol.flight.content.schema.Content`, and its check in a module of this folder;
2. say there `NOUNS = OutsideKind(model=..., folder=..., check=...)`;
3. add it to `outside_kinds` below.

From then on `envol check` reads its folder and checks its files, and `envol.gateways.content.load_documents` loads
them. `envol fly` never reads them: a mistake in a list of skills keeps nobody on the ground.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import TypeAlias

from envol.flight.content.catalogue import KINDS, Catalogue, Document
from envol.flight.content.fault import Fault
from envol.flight.content.schema import Content

FOLDERS: Mapping[str, str] = {
    "parameters": "parameters",
    "conditions": "condition",
    "lines": "line",
    "malfunctions": "malfunction",
    "scenarios": "scenario",
    "pilots": "pilot",
}
"""The folder of each kind that flights read; folders within it are free."""

Check: TypeAlias = Callable[[Catalogue, Document], list[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideKind:
    """A kind of content file that no flight reads.

    Parameters
    ----------
    model : type of Content
        What a file of it says; `model.kind` is the word of `schema: envol/<kind>/1`.
    folder : str
        Where its files are, within the content folder.
    check : callable
        What a file says of others: takes a catalogue of the flight's content and of all files of this kind, and one of
        these files, and returns its faults. Files with faults of their own are checked too, as far as they can be read.
    """

    model: type[Content]
    folder: str
    check: Check


@cache
def outside_kinds() -> Mapping[str, OutsideKind]:
    """Return the kinds that no flight reads, by the word of their schema."""
    # Imported here: a module of a kind may read its files by envol.gateways.content, which asks for this table.
    from envol.gateways.claims import CLAIMS
    from envol.gateways.duties import DUTIES
    from envol.gateways.outlooks import OUTLOOKS
    from envol.gateways.plan_file import PLANS
    from envol.gateways.skill_content import SKILLS

    return {each.model.kind: each for each in (CLAIMS, DUTIES, OUTLOOKS, PLANS, SKILLS)}


@cache
def models() -> Mapping[str, type[Content]]:
    """Return what a file of each kind says, by the word of its schema."""
    return {**KINDS, **{kind: outside.model for kind, outside in outside_kinds().items()}}


@cache
def homes() -> Mapping[str, str]:
    """Return the kind that is at home in each folder."""
    return {**FOLDERS, **{outside.folder: kind for kind, outside in outside_kinds().items()}}


def home_of(inside: PurePath) -> str:
    """Return the folder that a file of the content tree is at home in: that of a kind, or the outermost.

    Parameters
    ----------
    inside : PurePath
        The file, counted from the content folder.
    """
    return next((folder for folder in homes() if inside.is_relative_to(folder)), inside.parts[0])
