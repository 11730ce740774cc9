"""Where a training's page is. Apart from the pages, so that an import need not load them to write it down."""

from __future__ import annotations

from uuid import UUID

TRAINING = "trainings/<uuid:key>/"


def training_path(key: UUID) -> str:
    """Return the address of a training's page."""
    return "/" + TRAINING.replace("<uuid:key>", str(key))
