"""What the register says of the tables about people that other packages bring: their label, and why they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from envol.web.accountability.processing import Processing

BORROWED: dict[str, Processing] = {}
"""Filled by the app that brings the package, when it is ready."""
