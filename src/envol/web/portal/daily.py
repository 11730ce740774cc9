"""What can be found, written down as it stands today."""

from __future__ import annotations

from collections.abc import Callable

from envol.web.network.directory.services import index_organisations
from envol.web.referentials.certification_index import index_certifications
from envol.web.referentials.skill_index import index_skills

INDEXES: dict[str, Callable[[], int]] = {
    "skills": index_skills,
    "organisations": index_organisations,
    "certifications": index_certifications,
}
"""Those of what does not come with an import, and of certifications, which may have gone stale overnight."""


def index_everything() -> dict[str, int]:
    """Write it all down; return how many things of each kind can be found."""
    return {kind: index() for kind, index in INDEXES.items()}
