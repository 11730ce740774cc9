"""What papers, deeds and looks register when the app is ready."""

from __future__ import annotations


def register() -> None:
    """Add who may read them."""
    from envol.web.network.oversight import paper_rules  # noqa: F401 - its import adds the permissions
