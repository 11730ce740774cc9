"""What the skill pages of the referentials add to the campus."""

from __future__ import annotations


def register() -> None:
    """Register nothing: skills are content files, read when first asked for, and they hold nothing on people.

    What they are found by is written down by `skill_index.index_skills`, when the campus is made ready.
    """
