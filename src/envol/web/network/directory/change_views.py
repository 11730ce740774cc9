"""What the people of an organisation change in the directory, each by their role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from envol.errors import Refusal
from envol.web.network.directory import keeping, services
from envol.web.network.directory.details import Presentation
from envol.web.network.directory.forms import CompetitorForm, KeptForm, OrganisationForm
from envol.web.network.directory.parts import PARTS, Part
from envol.web.network.directory.privileges import shut_fields
from envol.web.network.directory.refusals import field_of, said
from envol.web.network.directory.selectors import organisations_visible_to
from envol.web.network.models import Organisation
from envol.web.people.models import Person

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@login_required
def change_organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the page of an organisation."""
    shown = _asked(request, organisations_visible_to(request.user), pk, "network.change_organisation")
    names = list(Presentation.__dataclass_fields__)
    form = OrganisationForm(request.POST or None, initial={name: getattr(shown, name) for name in names})
    form.shut(shut_fields(request.user, Organisation))

    def keep() -> None:
        presentation = Presentation(**form.cleaned_data)
        services.change_organisation(by=_person(request), organisation=shown, presentation=presentation)

    if request.method == "POST" and _kept(form, keep):
        messages.success(request, _("The page is kept."))
        return redirect("network:organisation", shown.pk)
    return _filled(request, form, _("Change the page"), shown.name, "network:organisation", shown.pk)


@page
@login_required
def competitors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the competitors of an organisation to its head; a POST declares one, or withdraws one."""
    shown = _asked(request, organisations_visible_to(request.user), pk, "network.change_competitors")
    if "withdraw" in request.POST:
        return _withdraw(request, shown, request.POST["withdraw"])
    form = CompetitorForm(request.POST or None, viewer=request.user)

    def keep() -> None:
        named = form.cleaned_data["partner"]
        services.declare_competitor(by=_person(request), organisation=shown, competitor=named)

    if request.method == "POST" and _kept(form, keep):
        messages.success(request, _("Neither reads any more what the other offers for the network."))
        return redirect("network:competitors", shown.pk)
    context = {"organisation": shown, "competitors": shown.competitors.order_by("name"), "form": form}
    return render(request, "network/directory/competitors.html", context, status=422 if form.errors else 200)


@page
@login_required
def add(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """Add something to what belongs to an organisation or to a relay."""
    kind = PARTS[part]
    owner = _asked(request, kind.owners(request.user), pk, kind.may_add)
    return _part_page(request, kind, owner, None)


@page
@login_required
def change(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """Change something that belongs to an organisation or to a relay."""
    kind = PARTS[part]
    thing = _asked(request, kind.things(request.user), pk, kind.may_change)
    return _part_page(request, kind, kind.owner_of(thing), thing)


@page
@login_required
def remove(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """Ask whether something is to be removed; a POST removes it."""
    kind = PARTS[part]
    thing = _asked(request, kind.things(request.user), pk, kind.may_change)
    owner = kind.owner_of(thing)
    if request.method == "POST":
        keeping.remove(by=_person(request), thing=thing)
        messages.success(request, _("It is removed."))
        return redirect(kind.page, owner.pk)
    context = {"title": kind.removing, "thing": thing, "owner": owner, "page": kind.page}
    return render(request, "network/directory/remove.html", context)


def _part_page(request: HttpRequest, kind: Part, owner: Any, thing: Any) -> HttpResponse:
    initial = kind.first_values(thing) if thing else {}
    form = kind.form(owner, request.user, thing, data=request.POST or None, initial=initial)
    form.shut(shut_fields(request.user, form.model))
    if request.method == "POST" and _kept(form, lambda: kind.save(_person(request), owner, form, thing)):
        messages.success(request, _("It is kept."))
        return redirect(kind.page, owner.pk)
    title = kind.changing if thing else kind.adding
    return _filled(request, form, str(title), str(owner), kind.page, owner.pk)


def _filled(request: HttpRequest, form: KeptForm, title: str, owner: str, back: str, owner_id: UUID) -> HttpResponse:
    context = {"form": form, "title": title, "owner": owner, "back": back, "owner_id": owner_id}
    return render(request, "network/directory/change.html", context, status=422 if form.errors else 200)


def _withdraw(request: HttpRequest, shown: Organisation, named: str) -> HttpResponse:
    competitor = next((each for each in shown.competitors.all() if str(each.pk) == named), None)
    if competitor:
        services.withdraw_competitor(by=_person(request), organisation=shown, competitor=competitor)
        messages.success(request, _("The competitor is withdrawn."))
    return redirect("network:competitors", shown.pk)


def _kept(form: Form, keep: Callable[[], None]) -> bool:
    """Keep what was filled in; say whether it was, else the form bears the faults."""
    if not form.is_valid():
        return False
    try:
        keep()
    except Refusal as refusal:
        field = field_of(refusal)
        form.add_error(field if field in form.fields else None, said(refusal))
        return False
    return True


def _asked(request: HttpRequest, seen: QuerySet[Any], pk: UUID, permission: str) -> Any:
    """Return what somebody asks to change: unknown where they do not see it, refused where they may not."""
    thing: Model = get_object_or_404(seen, pk=pk)
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied(permission)
    return thing


def _person(request: HttpRequest) -> Person:
    """Return who is signed in; every view here asks for sign-in first."""
    assert isinstance(request.user, Person)
    return request.user
