"""Who has which role in an organisation, and roles that are lent."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from envol.errors import Refusal
from envol.web.network.models import Delegation, Membership, Organisation, Role
from envol.web.network.posts import posts_of
from envol.web.network.school.pages import allowed, found, person_of, refuse
from envol.web.network.school.refusals import said
from envol.web.network.school.selectors import within_reach_of_place
from envol.web.network.staffing import membership_services
from envol.web.network.staffing.invitation_selectors import invitations_visible_to, standing_of
from envol.web.network.staffing.membership_forms import EndForm, InviteForm, LendForm
from envol.web.network.staffing.membership_selectors import (
    delegations_of,
    memberships_visible_to,
    receivers_for,
    roles_given_by,
    roles_to_lend,
)
from envol.web.pagekit.keyset import keyset_page
from envol.web.people.models import Person

INVITATIONS_SHOWN = 50


def organisation_kept_by(request: HttpRequest, id: UUID) -> Organisation:
    """Return an organisation whose people somebody keeps: one of theirs is forbidden without that, others not found."""
    person = person_of(request)
    posts = posts_of(person)
    seen = Organisation.objects.filter(within_reach_of_place(person))
    if not posts.administers:
        seen = seen.filter(Q(id__in=posts.organisations()) | Q(is_listed=True))
    place = found(seen, id=id)
    if not person.has_perm("network.invite", place):
        raise PermissionDenied
    return place


@require_safe
@login_required
def people(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show who has which role in an organisation, and who is invited."""
    place = organisation_kept_by(request, id)
    form = InviteForm(organisation=place, roles=roles_given_by(person_of(request), place))
    return people_page(request, place, form)


def people_page(request: HttpRequest, place: Organisation, form: InviteForm, status: int = 200) -> HttpResponse:
    """Return the page of an organisation's people."""
    person = person_of(request)
    with_ended = request.GET.get("ended") == "1"
    members = memberships_visible_to(person).filter(organisation=place).select_related("person", "site")
    if not with_ended:
        members = members.filter(Q(until=None) | Q(until__gte=timezone.localdate()))
    now = timezone.now()
    invitations = invitations_visible_to(person).filter(organisation=place).select_related("site")
    shown = invitations.order_by("-created_at")[:INVITATIONS_SHOWN]
    context = {
        "place": place,
        "page": keyset_page(members, order=["person__name", "id"], after=request.GET.get("after", "")),
        "query": "ended=1&" if with_ended else "",
        "with_ended": with_ended,
        "invitations": [(each, standing_of(each, now)) for each in shown],
        "form": form,
        "today": timezone.localdate(),
        "ends_heads": Role.HEAD in roles_given_by(person, place),
    }
    return render(request, "network/school/people.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end_membership(request: HttpRequest, id: UUID, membership: UUID) -> HttpResponse:
    """Ask when a role ends, then end it."""
    place = organisation_kept_by(request, id)
    held = found(_seen(person_of(request), place), id=membership)
    allowed(person_of(request), "network.change_membership", held)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership_services.end_membership(membership=held, last=form.cleaned_data["last"], by=person_of(request))
        except Refusal as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("The role ends."))
            return redirect("network:people", place.id)
    status = 422 if request.method == "POST" else 200
    context = {"place": place, "membership": held, "form": form}
    return render(request, "network/school/end_membership.html", context, status=status)


def _seen(person: Person, place: Organisation) -> QuerySet[Membership]:
    return memberships_visible_to(person).filter(organisation=place).select_related("person", "organisation")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegations(request: HttpRequest) -> HttpResponse:
    """Show the roles that somebody lends and borrows; a POST lends one."""
    person = person_of(request)
    form = LendForm(request.POST or None, roles=roles_to_lend(person), colleagues=receivers_for(person))
    if request.method == "POST" and form.is_valid():
        try:
            membership_services.lend(**form.cleaned_data, by=person)
        except Refusal as refused:
            form.add_error(None, said(refused))
        else:
            messages.success(request, _("The role is lent."))
            return redirect("network:delegations")
    context = {"form": form, "delegations": delegations_of(person), "may_lend": roles_to_lend(person).exists()}
    status = 422 if request.method == "POST" else 200
    return render(request, "network/school/delegations.html", context, status=status)


@require_POST
@login_required
def take_back(request: HttpRequest, id: UUID) -> HttpResponse:
    """End a delegation."""
    person = person_of(request)
    lent: Delegation = found(delegations_of(person), id=id)
    try:
        membership_services.take_back(delegation=lent, by=person)
    except Refusal as refused:
        refuse(request, refused)
    else:
        messages.success(request, _("The role is back where it came from."))
    return redirect("network:delegations")
