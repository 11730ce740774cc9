"""The secret in the link of an invitation; only its digest is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """Return a secret that nobody guesses."""
    return secrets.token_urlsafe(24)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
