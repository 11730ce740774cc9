"""Trainings on offer: public, as their pages are."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from envol.web.api.asking import Asking
from envol.web.api.paging import Page, PageAsked, next_of, page_of
from envol.web.api.records.trainings import TrainingRecord, TrainingRow, training_record, training_row
from envol.web.api.routing import read
from envol.web.offer.selectors import ORDER, Sieve, sifted, trainings_visible_to, with_all
from envol.web.offer.sheet import listed, sheet_of

_REGION, _DEPARTMENT, _NUMBER = r"^([0-9]{2,3})?$", r"^([0-9][0-9AB][0-9]?)?$", r"^((RNCP)?[0-9]{1,6})?$"

router = Router(tags=["trainings"])


class TrainingsAsked(PageAsked):
    """What narrows the trainings."""

    level: Annotated[int | None, Field(ge=3, le=8, description=_("The level that they lead to."))] = None
    region: str = Field("", pattern=_REGION, description=_("The INSEE code of where a session is held."))
    department: str = Field("", pattern=_DEPARTMENT, description=_("The number of where a session is held."))
    rncp: str = Field("", pattern=_NUMBER, description=_("The sheet that they lead to: RNCP38883."))
    upcoming: bool = Field(False, description=_("Only with a session that can still be entered."))

    def sieve(self) -> Sieve:
        """Return what is looked for, as the page asks it."""
        return Sieve(
            level=self.level,
            region=self.region,
            department=self.department,
            rncp=self.rncp.removeprefix("RNCP"),
            from_day=timezone.localdate() if self.upcoming else None,
        )


@read(
    router,
    "/trainings",
    Page[TrainingRow],
    name="trainings",
    summary=_("Trainings on offer"),
    about=_("By title; each says what it certifies and how that stands. All of them in LHEO: /trainings/lheo.xml."),
    example="/trainings?region=28&upcoming=true",
)
def trainings(request: Asking, asked: Query[TrainingsAsked]) -> Page[TrainingRow]:
    """Return the trainings on offer that are looked for."""
    found = sifted(trainings_visible_to(request.auth.viewer), asked.sieve())
    found = found.defer("content").select_related("provenance").prefetch_related("codes")
    page = page_of(found, order=ORDER, asked=asked)
    return Page[TrainingRow](items=[training_row(each) for each in listed(page.items)], next=next_of(page))


@read(
    router,
    "/trainings/{uuid:id}",
    TrainingRecord,
    name="training",
    summary=_("A training"),
    about=_("What it is for, how it is given, where and when."),
    example="/trainings/ID",
)
def training(request: Asking, id: UUID) -> TrainingRecord:
    """Return one training whole."""
    found = with_all(trainings_visible_to(request.auth.viewer).filter(pk=id)).first()
    if found is None:
        raise Http404
    return training_record(sheet_of(found))
