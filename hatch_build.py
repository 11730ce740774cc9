"""Put into the wheel what is not there as it lies: the top-level content/ folder, and the compiled translations.

An editable install gets neither: it reads content/ where it lies, so that an edited scenario is flown at once, and
`make` compiles the translations in place.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ContentHook(BuildHookInterface):
    """Add content/ and the compiled translations to a standard wheel only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatchling calls this with "standard" for a wheel and "editable" for an editable install."""
        if version != "standard":
            return
        build_data["force_include"]["content"] = "envol/content"
        folder = Path(tempfile.mkdtemp())
        for number, catalogue in enumerate(sorted(Path(self.root, "src").rglob("*.po"))):
            compiled = folder / f"{number}.mo"
            with catalogue.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source))
            place = catalogue.relative_to(Path(self.root, "src")).with_suffix(".mo")
            build_data["force_include"][str(compiled)] = str(place)
