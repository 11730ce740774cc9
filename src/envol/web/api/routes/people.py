"""Whoever asks, their flights, and the classes and flights that they answer for: nothing of it without a token."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from envol.web.api.asking import Asking
from envol.web.api.looks import write_down_look
from envol.web.api.paging import Page, PageAsked, next_of, page_of
from envol.web.api.records.certifications import SheetRef, sheet_ref
from envol.web.api.records.people import (
    FlightRecord,
    FlightRow,
    GroupRecord,
    GroupRow,
    MeRecord,
    flight_record,
    flight_row,
    group_record,
    group_row,
    me_record,
)
from envol.web.api.routing import read
from envol.web.flightdeck.listing import entries_of
from envol.web.flightdeck.selectors import NEWEST_FIRST, NoSuchFlight, flight_for, flights_of
from envol.web.network.models import Group
from envol.web.network.posts import memberships_on
from envol.web.network.school.selectors import enrolments_visible_to, groups_visible_to, not_over
from envol.web.people.selectors import standings_of
from envol.web.referentials.certification_selectors import related

router = Router(tags=["people"])


class GroupsAsked(PageAsked):
    """What narrows the classes."""

    year: str = Field("", pattern=r"^([0-9]{4}-[0-9]{4})?$", description=_("A school year: 2026-2027."))


@read(
    router,
    "/me",
    MeRecord,
    name="me",
    summary=_("Who I am"),
    about=_("The person whose token it is: their roles of today, their consents."),
    example="/me",
    needs_token=True,
)
def me(request: Asking) -> MeRecord:
    """Return what is told to whoever asks of themselves."""
    person = request.auth.person
    roles = memberships_on(timezone.localdate(), person).select_related("organisation")
    ordered = roles.order_by("organisation__name", "role", "id")
    return me_record(person, roles=ordered, consents=standings_of(person))


@read(
    router,
    "/me/flights",
    Page[FlightRow],
    name="my-flights",
    summary=_("My flights"),
    about=_("The headers of one’s own flights, newest first."),
    example="/me/flights",
    needs_token=True,
)
def my_flights(request: Asking, asked: Query[PageAsked]) -> Page[FlightRow]:
    """Return the flights of whoever asks."""
    page = page_of(flights_of(request.auth.person), order=NEWEST_FIRST, asked=asked)
    return Page[FlightRow](items=[flight_row(each) for each in entries_of(page.items)], next=next_of(page))


@read(
    router,
    "/flights/{uuid:id}",
    FlightRecord,
    name="flight",
    summary=_("A flight"),
    about=_("The header of one’s own flight, or of a learner’s whom one teaches or instructs."),
    example="/flights/ID",
    needs_token=True,
)
def flight(request: Asking, id: UUID) -> FlightRecord:
    """Return the header of a flight that whoever asks may see; a look at a pupil's is written down."""
    person = request.auth.person
    try:
        found = flight_for(person, id)
    except NoSuchFlight as error:
        raise Http404 from error
    if found.pilot:
        write_down_look(request, person, [found.pilot], "flight")
    return flight_record(entries_of([found])[0], person)


@read(
    router,
    "/groups",
    Page[GroupRow],
    name="groups",
    summary=_("Classes"),
    about=_("The classes and groups that one teaches, heads or is in, by name."),
    example="/groups?year=2026-2027",
    needs_token=True,
)
def groups(request: Asking, asked: Query[GroupsAsked]) -> Page[GroupRow]:
    """Return the classes that whoever asks may see."""
    found = groups_visible_to(request.auth.person).select_related("organisation")
    page = page_of(found.filter(year=asked.year) if asked.year else found, order=("name", "id"), asked=asked)
    prepared = _prepared(page.items)
    items = [group_row(each, prepared.get(each.certification)) for each in page.items]
    return Page[GroupRow](items=items, next=next_of(page))


@read(
    router,
    "/groups/{uuid:id}",
    GroupRecord,
    name="group",
    summary=_("A class"),
    about=_(
        "With its learners for whoever answers for it: pupils by number and nickname only. The look is written down."
    ),
    example="/groups/ID",
    needs_token=True,
)
def group(request: Asking, id: UUID) -> GroupRecord:
    """Return one class; whoever learns in it sees their own place only."""
    person = request.auth.person
    shown = get_object_or_404(groups_visible_to(person).select_related("organisation"), id=id)
    seen = enrolments_visible_to(person).filter(not_over(timezone.localdate()), group=shown)
    enrolments = list(seen.select_related("person").order_by("number"))
    write_down_look(request, person, [each.person for each in enrolments], "group")
    return group_record(shown, _prepared([shown]).get(shown.certification), enrolments)


def _prepared(groups: Iterable[Group]) -> dict[str, SheetRef]:
    """Return the sheets that classes prepare for, by their numbers."""
    numbers = sorted({each.certification for each in groups} - {""})
    return {each.number: sheet_ref(each) for each in related(numbers, timezone.localdate())} if numbers else {}
