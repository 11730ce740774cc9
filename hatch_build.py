"""Put the top-level content/ folder into the wheel as envol/content.

An editable install gets nothing: it reads content/ where it lies, so that an edited scenario is flown
at once.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ContentHook(BuildHookInterface):
    """Add content/ to a standard wheel only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatchling calls this with "standard" for a wheel and "editable" for an editable install."""
        if version == "standard":
            build_data["force_include"]["content"] = "envol/content"
