"""What skills are found by: their titles, and those of their families."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from envol.gateways.skill_content import load_referential
from envol.skills.referential import Referential
from envol.web.pagekit.typesetting import typeset
from envol.web.search.services import Findable, index

KIND = "skill"


def index_skills() -> int:
    """Write down every skill and family for the search; return how many.

    Raises
    ------
    ContentError
        If the files of skills cannot be read.
    """
    return index(KIND, _findable(load_referential()), whole=True)


def _findable(referential: Referential) -> Iterator[Findable]:
    for family in referential.families:
        yield Findable(
            key=f"family/{family.name}",
            title=typeset(family.title.fr),
            title_en=family.title.en,
            path=reverse("referentials:skill_family", args=[family.name]),
        )
    for skill in referential.skills:
        yield Findable(
            key=skill.name,
            title=typeset(skill.title.fr),
            title_en=skill.title.en,
            path=reverse("referentials:skill", args=[skill.family, skill.name]),
        )
