"""The page on which classes are taken to the next school year."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from envol.web.accountability.services import looked
from envol.web.network.models import Organisation, SchoolYear
from envol.web.network.school.pages import found, person_of
from envol.web.network.school.rollover import Proposal, Rolled, proposals, roll_over, year_to_roll
from envol.web.network.school.rollover_forms import GroupForm, form_of, leavers_sent, names_sent
from envol.web.network.school.selectors import organisations_to_open_in
from envol.web.network.school.sentences import LOOK
from envol.web.network.school.years import next_year
from envol.web.people.models import Person

EARLY_DAYS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One class on the page."""

    proposal: Proposal
    form: GroupForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def roll_over_page(request: HttpRequest) -> HttpResponse:
    """Show what is proposed for each class, or carry out what was chosen."""
    person = person_of(request)
    places = organisations_to_open_in(person)
    if not places.exists():
        raise PermissionDenied
    asked = request.POST.get("organisation") or request.GET.get("organisation") or ""
    place = found(places, id=asked) if _is_uuid(asked) else places[0]
    year = _year(request, person, place)
    if year is None:
        return render(request, "network/school/rolled.html", {"place": place, "places": places})
    lines = _lines(request, person, place, year)
    # Each is asked, so that all that is wrong is shown at once.
    valid = [line.form.is_valid() for line in lines]
    if request.method == "POST" and all(valid):
        return _carry_out(request, place, year, lines)
    return _preview(request, place, year, lines)


def _carry_out(request: HttpRequest, place: Organisation, year: SchoolYear, lines: list[_Line]) -> HttpResponse:
    among = {each.id for line in lines for each in line.proposal.enrolments}
    done = roll_over(
        organisation=place,
        year=year,
        names=names_sent({line.proposal.group.id: line.form for line in lines}),
        leavers=leavers_sent(request.POST, among),
        by=person_of(request),
    )
    messages.success(request, _told(done))
    return redirect(f"{reverse('network:groups')}?year={next_year(year).name}")


def _preview(request: HttpRequest, place: Organisation, year: SchoolYear, lines: list[_Line]) -> HttpResponse:
    person = person_of(request)
    pupils = [each.person_id for line in lines for each in line.proposal.enrolments if each.person.is_pupil]
    looked(by=person, pupils=pupils, what=LOOK, place=request.path)
    context = {
        "place": place,
        "places": organisations_to_open_in(person),
        "year": year,
        "after": next_year(year),
        "lines": lines,
        "is_early": (year.ends_on - timezone.localdate()).days > EARLY_DAYS,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "network/school/roll_over.html", context, status=status)


def _lines(request: HttpRequest, person: Person, place: Organisation, year: SchoolYear) -> list[_Line]:
    sent = request.POST if request.method == "POST" else None
    proposed = proposals(person, place, year)
    if sent is not None:
        # A class that came to be since the page was shown was not asked about: it waits.
        proposed = [each for each in proposed if f"group-{each.group.id}-what" in sent]
    return [_Line(proposal=each, form=form_of(each.group, each.name, sent)) for each in proposed]


def _year(request: HttpRequest, person: Person, place: Organisation) -> SchoolYear | None:
    """Return the year to take on: the one that the form was about, so that sending it twice does nothing more."""
    if request.method == "POST":
        return found(SchoolYear.objects.all(), name=request.POST.get("year", ""))
    return year_to_roll(person, place)


def _told(done: Rolled) -> str:
    groups = ngettext("%(n)d class goes on", "%(n)d classes go on", done.went_on) % {"n": done.went_on}
    ended = ngettext("%(n)d ends", "%(n)d end", done.ended) % {"n": done.ended}
    people = ngettext("%(n)d learner goes with them", "%(n)d learners go with them", done.people) % {"n": done.people}
    left = ngettext("%(n)d leaves", "%(n)d leave", done.left) % {"n": done.left}
    return f"{groups}, {ended}. {people}, {left}."


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
