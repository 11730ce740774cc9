"""What every page knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")
"""The looks that can be forced; any other choice leaves it to the device."""


def page(request: HttpRequest) -> dict[str, object]:
    """Return the look that was chosen, empty for the device's own, and whether fictional people may be entered as."""
    theme = getattr(request, "theme", "")
    return {"theme": theme if theme in THEMES else "", "demonstration": settings.DEMONSTRATION}
