"""Pages of classes: the list, a new one, one with its pupils, and what is done there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from envol.errors import Refusal
from envol.web.accountability.services import looked
from envol.web.network.models import Enrolment, Group, SchoolYear, Teaching
from envol.web.network.models.school import GroupKind
from envol.web.network.oversight.paper_selectors import papers_visible_to
from envol.web.network.school import enrolling as school_enrolling
from envol.web.network.school import services as school_services
from envol.web.network.school.forms import AddPupilsForm, AssignTeacherForm, CodeForm, OpenGroupForm
from envol.web.network.school.once import redeem, ticket
from envol.web.network.school.pages import allowed, found, group_to_change, person_of, refuse, shown_once
from envol.web.network.school.refusals import refusal
from envol.web.network.school.selectors import (
    enrolments_visible_to,
    groups_visible_to,
    homes_of,
    not_over,
    organisations_to_open_in,
)
from envol.web.network.school.sentences import LOOK, LOOK_AT_ONE
from envol.web.network.school.years import year_of
from envol.web.pagekit.keyset import keyset_page
from envol.web.pagekit.language import page_language
from envol.web.people.models import Language, Person


@require_safe
@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """Show the classes that somebody teaches, heads or is in, one school year at a time."""
    person = person_of(request)
    mine = groups_visible_to(person)
    years = SchoolYear.objects.filter(name__in=mine.order_by().values("year")).order_by("-name")
    asked = request.GET.get("year", "")
    year = years.filter(name=asked).first() or year_of(timezone.localdate())
    listed = mine.filter(year=year).select_related("organisation", "year")
    page = keyset_page(listed, order=["name", "id"], after=request.GET.get("after", ""))
    context = {
        "page": page,
        "years": years,
        "year": year,
        "query": f"year={year.name}&",
        "opens": organisations_to_open_in(person).exists(),
    }
    return render(request, "network/school/groups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_group(request: HttpRequest) -> HttpResponse:
    """Open a new class."""
    person = person_of(request)
    places = organisations_to_open_in(person)
    if not places.exists():
        raise PermissionDenied
    form = OpenGroupForm(request.POST or None, organisations=places)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            group = school_services.open_group(
                organisation=asked["organisation"],
                name=asked["name"],
                kind=GroupKind(asked["kind"]),
                level=asked["level"],
                certification=asked["certification"],
                by=person,
            )
        except Refusal as refused:
            refuse(request, refused)
            return render(request, "network/school/open_group.html", {"form": form}, status=422)
        messages.success(request, _("The class is open. Give its code to the pupils, or add them yourself."))
        return redirect("network:group", group.id)
    status = 422 if request.method == "POST" else 200
    return render(request, "network/school/open_group.html", {"form": form}, status=status)


@require_safe
@login_required
def group(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show a class: to whoever answers for it, with its pupils; to whoever learns in it, their own place."""
    person = person_of(request)
    seen = found(groups_visible_to(person).select_related("organisation", "year", "follows"), id=id)
    enrolments = _enrolments(person, seen)
    pupils = [each.person_id for each in enrolments if each.person.is_pupil]
    looked(by=person, pupils=pupils, what=LOOK, place=request.path)
    teachings = Teaching.objects.filter(not_over(timezone.localdate()), group=seen).select_related("person")
    may_change = person.has_perm("network.change_group", seen)
    context = {
        "group": seen,
        "enrolments": enrolments,
        "kept_here": {pupil for pupil, home in homes_of(pupils).items() if home == seen.organisation_id},
        "mine": next((each for each in enrolments if each.person_id == person.id), None),
        "teachings": teachings.order_by("person__name", "id"),
        "may_change": may_change,
        "may_appoint": may_change and person.has_perm("network.appoint_teacher", seen),
        "has_papers": papers_visible_to(person).filter(group=seen).exists(),
        "code_open": seen.joins_until is not None and seen.joins_until > timezone.now(),
        "today": timezone.localdate(),
        **(_forms(request, seen) if may_change else {}),
    }
    return render(request, "network/school/group.html", context)


def _enrolments(person: Person, group: Group) -> list[Enrolment]:
    current = enrolments_visible_to(person).filter(not_over(timezone.localdate()), group=group)
    return list(current.select_related("person").order_by("number"))


def _forms(request: HttpRequest, group: Group) -> dict[str, object]:
    return {
        "code_form": CodeForm(),
        "add_form": AddPupilsForm(),
        "teacher_form": AssignTeacherForm(people=_others_who_teach(group)),
        "once": ticket(request),
    }


def _others_who_teach(group: Group) -> QuerySet[Person]:
    teaching = Teaching.objects.filter(not_over(timezone.localdate()), group=group).values("person")
    there = school_services.teachers_at(group).values("person")
    return Person.objects.filter(id__in=there, is_active=True).exclude(id__in=teaching).order_by("name", "id")


@require_POST
@login_required
def open_code(request: HttpRequest, id: UUID) -> HttpResponse:
    """Give a class a new code."""
    group = group_to_change(request, id)
    form = CodeForm(request.POST)
    if form.is_valid():
        until = timezone.now() + timedelta(days=form.cleaned_data["days"])
        school_services.open_code(group=group, until=until, by=person_of(request))
        messages.success(request, _("The class has a new code; the one before opens nothing."))
    return redirect("network:group", group.id)


@require_POST
@login_required
def close_code(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take the code of a class away."""
    group = group_to_change(request, id)
    school_services.close_code(group=group, by=person_of(request))
    messages.success(request, _("Nobody joins this class by a code any more."))
    return redirect("network:group", group.id)


@require_POST
@login_required
def add_pupils(request: HttpRequest, id: UUID) -> HttpResponse:
    """Make accounts for pupils, and show their cards once."""
    group = group_to_change(request, id)
    form = AddPupilsForm(request.POST)
    if not form.is_valid() or not redeem(request):
        messages.error(request, _("No pupil was added: say how many, from 1 to 40, and once."))
        return redirect("network:group", group.id)
    try:
        newcomers = school_enrolling.add_pupils(
            group=group, many=form.cleaned_data["many"], language=Language(page_language()), by=person_of(request)
        )
    except Refusal as refused:
        refuse(request, refused)
        return redirect("network:group", group.id)
    cards = [{"enrolment": each.enrolment, "card": each.card, "called": ""} for each in newcomers]
    return shown_once(request, "network/school/cards.html", {"group": group, "cards": cards})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def renew_card(request: HttpRequest, id: UUID, enrolment: int) -> HttpResponse:
    """Ask whether a pupil is to have a new card in place of a lost one, then show it once."""
    group = group_to_change(request, id)
    held = _enrolment(request, group, enrolment)
    _look_at(request, held)
    if homes_of([held.person_id]).get(held.person_id) != group.organisation_id:
        refuse(request, refusal("card-of-another"))
        return redirect("network:group", group.id)
    if request.method != "POST":
        context = {"group": group, "enrolment": held, "once": ticket(request)}
        return render(request, "network/school/renew_card.html", context)
    if not redeem(request):
        messages.error(request, _("This card was renewed already: ask for another one here."))
        return redirect("network:group", group.id)
    try:
        card = school_enrolling.renew_card(enrolment=held, by=person_of(request))
    except Refusal as refused:
        refuse(request, refused)
        return redirect("network:group", group.id)
    cards = [{"enrolment": held, "card": card, "called": ""}]
    return shown_once(request, "network/school/cards.html", {"group": group, "cards": cards})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_enrolment(request: HttpRequest, id: UUID, enrolment: int) -> HttpResponse:
    """Ask whether somebody is to leave a class, then let them."""
    group = group_to_change(request, id)
    held = _enrolment(request, group, enrolment)
    if request.method != "POST":
        _look_at(request, held)
        return render(request, "network/school/end_enrolment.html", {"group": group, "enrolment": held})
    school_enrolling.end_enrolment(enrolment=held, by=person_of(request))
    messages.success(request, _("Number %(number)s is in this class no longer.") % {"number": held.number})
    return redirect("network:group", group.id)


@require_POST
@login_required
def assign_teacher(request: HttpRequest, id: UUID) -> HttpResponse:
    """Let a colleague teach a class."""
    group = group_to_change(request, id)
    allowed(person_of(request), "network.appoint_teacher", group)
    form = AssignTeacherForm(request.POST, people=_others_who_teach(group))
    if form.is_valid():
        school_services.assign_teacher(group=group, person=form.cleaned_data["person"], by=person_of(request))
        messages.success(request, _("The class has one more teacher."))
    else:
        messages.error(request, _("Choose somebody who teaches here."))
    return redirect("network:group", group.id)


@require_POST
@login_required
def end_teaching(request: HttpRequest, id: UUID, teaching: int) -> HttpResponse:
    """Let somebody teach a class no longer."""
    group = group_to_change(request, id)
    allowed(person_of(request), "network.appoint_teacher", group)
    held = found(Teaching.objects.filter(not_over(timezone.localdate()), group=group), id=teaching)
    school_services.end_teaching(teaching=held, by=person_of(request))
    messages.success(request, _("The class has one teacher less."))
    return redirect("network:group", group.id)


def _enrolment(request: HttpRequest, group: Group, number: int) -> Enrolment:
    """Return a place in a class that is not over: whoever has left it is nobody's there any more."""
    person = person_of(request)
    here = enrolments_visible_to(person).filter(not_over(timezone.localdate()), group=group)
    return found(here.select_related("person", "group"), id=number)


def _look_at(request: HttpRequest, held: Enrolment) -> None:
    pupils = [held.person_id] if held.person.is_pupil else []
    looked(by=person_of(request), pupils=pupils, what=LOOK_AT_ONE, place=request.path)
