"""One thing to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do, with the one link that does it.

    Parameters
    ----------
    key : str
        Tells it apart from the others, for tests and pages.
    title, text, link, path : str
        In the language of the page.
    soft : str
        A second line.
    presses : int
        How much it presses, of 100.
    """

    key: str
    title: str
    text: str
    link: str
    path: str
    soft: str = ""
    presses: int = 50
