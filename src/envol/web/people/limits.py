"""How often something may be asked, by the rates of the settings."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest

EVERYBODY = "everybody"


def count(request: HttpRequest, action: str) -> bool:
    """Count that somebody asked; say whether they may."""
    return bool(ratelimit.consume(request, action=action, key=EVERYBODY))
