"""Real files of the State, kept beside the project and never in it: tests that read them skip where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def reference(name: str) -> Path:
    """The path of a real file or folder; the test is left out where it is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the reference data {name} is not beside the project")
    return path
