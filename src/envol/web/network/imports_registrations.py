"""What the imports of organisations, classes and people register when their app is ready."""

from __future__ import annotations


def register() -> None:
    """Register the importers."""
