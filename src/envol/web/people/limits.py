"""How often something may be asked, by the rates of the settings."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest

EVERYBODY = "everybody"


def has_room(request: HttpRequest, action: str) -> bool:
    """Say whether somebody may ask once more, without counting it."""
    return bool(ratelimit.consume(request, action=action, key=EVERYBODY, dry_run=True))


def count(request: HttpRequest, action: str) -> bool:
    """Count that somebody asked; say whether they may."""
    return bool(ratelimit.consume(request, action=action, key=EVERYBODY))
