"""The search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from envol.web.api.asking import Asking
from envol.web.api.records.certifications import StandingRecord, standing_record
from envol.web.api.records.record import Record
from envol.web.api.routing import read
from envol.web.referentials.certification_selectors import related, standings_of
from envol.web.search.finding import MOST_FOUND, Find, find
from envol.web.search.views import LONGEST_QUESTION

Kind = Literal["job", "certification", "training", "skill", "organisation"]
_ROUTES = {"job": "job", "certification": "certification", "training": "training", "organisation": "organisation"}
_REGISTERS = ("RNCP", "RS")

router = Router(tags=["search"])


class SearchAsked(BaseModel):
    """What is looked for."""

    q: str = Field(
        min_length=1,
        max_length=LONGEST_QUESTION,
        description=_("Words or their beginnings; accents and case make no difference."),
    )
    kind: Kind | None = Field(None, description=_("Only things of this kind."))
    size: int = Field(MOST_FOUND, ge=1, le=100, description=_("Most finds of an answer."))


class FindRecord(Record):
    """Something found."""

    kind: str
    key: str
    title: str
    title_en: str
    hint: str
    former: str = Field(description=_("The old or other title that it was found by; empty where its own says enough."))
    page: str = Field(description=_("The address of its page."))
    record: str | None = Field(description=_("The address of its record in the API."))
    standing: StandingRecord | None = Field(description=_("Of a certification: how it stands today."))


class FindsRecord(Record):
    """What was found, the most alike first."""

    items: list[FindRecord]
    has_more: bool = Field(description=_("Whether a further word would tell more of them apart."))


@read(
    router,
    "/search",
    FindsRecord,
    name="search",
    summary=_("The search"),
    about=_("Jobs, certifications, trainings, skills and organisations that bear every word, by old titles too."),
    example="/search?q=bioproduction&kind=certification",
)
def search(request: Asking, asked: Query[SearchAsked]) -> FindsRecord:
    """Return what bears the words of a question."""
    finds = find(asked.q, kinds=[asked.kind] if asked.kind else [], most=asked.size)
    standings = _standings(finds.items)
    items = [_told(each, standings) for each in finds.items]
    return FindsRecord(items=items, has_more=finds.has_more)


def _told(found: Find, standings: Mapping[str, StandingRecord]) -> FindRecord:
    entry = found.entry
    return FindRecord(
        kind=entry.kind,
        key=entry.key,
        title=entry.title,
        title_en=entry.title_en,
        hint=entry.hint,
        former=found.former,
        page=entry.path,
        record=_record(entry.kind, entry.key),
        standing=standings.get(entry.key) if entry.kind == "certification" else None,
    )


def _record(kind: str, key: str) -> str | None:
    """Return where the API tells of a find; a family of skills is in the list of them only."""
    if kind == "skill":
        return reverse("api:v1:skills") if "/" in key else reverse("api:v1:skill", args=[key])
    route = "sheet" if _is_sheet(kind, key) else _ROUTES.get(kind)
    return reverse(f"api:v1:{route}", args=[key]) if route else None


def _is_sheet(kind: str, key: str) -> bool:
    return kind == "certification" and key.startswith(_REGISTERS)


def _standings(finds: Iterable[Find]) -> dict[str, StandingRecord]:
    """Return how the certifications among some finds stand today, with the same few questions for any number."""
    keys = [each.entry.key for each in finds if each.entry.kind == "certification"]
    sheets = [key for key in keys if _is_sheet("certification", key)]
    day = timezone.localdate()
    found = {code: standing_record(each) for code, each in standings_of(set(keys) - set(sheets), day).items()}
    told = related(sheets, day) if sheets else []
    return found | {each.number: standing_record(each.standing) for each in told if each.standing}
