"""Where a campus keeps what is its own: the database and the secret key, in one folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs

FOLDER = "ENVOL_HOME"
SECRET = "ENVOL_SECRET_KEY"


def home() -> Path:
    """Return the folder, made if need be: that of ENVOL_HOME, or the person's own data."""
    named = os.environ.get(FOLDER)
    folder = Path(named) if named else Path(platformdirs.user_data_path("envol"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key() -> str:
    """Return the key that sessions are signed with: of the environment, or one made once and kept for its owner."""
    given = os.environ.get(SECRET)
    if given:
        return given
    path = home() / "secret_key"
    try:
        # Whoever comes first makes it; opened so that nobody else may read it, not even for an instant.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


def is_on(name: str, *, default: bool = False) -> bool:
    """Return whether a switch of the environment is on: 1, true, yes or on."""
    found = os.environ.get(name)
    return default if found is None else found.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str) -> list[str]:
    """Return a list of the environment, written with commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
