"""Needs that organisations declare: the list of whoever may read them by name, and what their people keep."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from envol.errors import Refusal
from envol.gateways.outlooks import Outlook, outlook_names
from envol.web.foresight import need_services as services
from envol.web.foresight.forms import NeedForm, first_values, kept
from envol.web.foresight.models import DeclaredNeed
from envol.web.foresight.need_pages import need_rows
from envol.web.foresight.refusals import said
from envol.web.foresight.scenario_words import name_of, outlook_title
from envol.web.foresight.selectors import LATEST_FIRST, keeps_needs_of, needs_visible_to
from envol.web.foresight.versions import named_outlook
from envol.web.foresight.viewing import filled, known_outlook, person_of
from envol.web.network.directory.selectors import organisations_visible_to, outlook_of
from envol.web.network.models import Organisation
from envol.web.network.now_selectors import organisations_by_id
from envol.web.pagekit.keyset import keyset_page


@require_safe
@login_required
def needs(request: HttpRequest) -> HttpResponse:
    """Show the needs that somebody reads by name: of where they work, and of programmes that they lead."""
    view = outlook_of(request.user)
    kept_for = keeps_needs_of(view)
    found = needs_visible_to(view).select_related("organisation")
    page = keyset_page(found, order=LATEST_FIRST, after=request.GET.get("after", ""))
    rows = [_row(each, kept_for) for each in page.items]
    context = {"page": page, "rows": rows, "places": organisations_by_id(kept_for)}
    return render(request, "foresight/needs.html", context)


@require_safe
def counts(request: HttpRequest, name: str) -> HttpResponse:
    """Show how many people organisations say they need, by region, occupation and level; nobody is named."""
    outlook = known_outlook(name)
    context = {"rows": need_rows(outlook), "outlook": outlook_title(outlook), "name": name}
    return render(request, "foresight/need_counts.html", context)


@filled
@login_required
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Declare a need of an organisation, in the words of the outlook that the query names, else of the first one."""
    place = get_object_or_404(organisations_visible_to(request.user), pk=pk)
    if not request.user.has_perm("foresight.add_declaredneed", place):
        raise PermissionDenied("foresight.add_declaredneed")
    names = outlook_names()
    outlook = known_outlook(request.GET.get("outlook") or next(iter(names), ""))
    known = place.region in outlook.situation.perimeter.regions
    form = NeedForm(request.POST or None, outlook=outlook, initial={"region": place.region} if known else {})

    def keep() -> None:
        services.declare_need(by=person_of(request), organisation=place, outlook=outlook.name, details=form.details)

    if request.method == "POST" and kept(form, keep):
        messages.success(request, _("The need is declared: it counts for six months, and longer if you confirm it."))
        return redirect("foresight:needs")
    others = [{"name": name, "title": outlook_title(named_outlook(name))} for name in names if name != outlook.name]
    return _form_page(request, form, place, outlook, title=_("Declare a need"), others=others)


@filled
@login_required
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a need, which confirms it."""
    need = _kept_by(request, pk)
    outlook = known_outlook(need.outlook)
    form = NeedForm(request.POST or None, outlook=outlook, initial=first_values(need))

    def keep() -> None:
        services.change_need(by=person_of(request), need=need, details=form.details)

    if request.method == "POST" and kept(form, keep):
        messages.success(request, _("It is kept."))
        return redirect("foresight:needs")
    return _form_page(request, form, need.organisation, outlook, title=_("Change a need"))


@require_POST
@login_required
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a need stands still."""
    need = _kept_by(request, pk)
    sentence = _("The need is confirmed: it counts for six months more.")
    return _done(request, sentence, lambda: services.confirm_need(by=person_of(request), need=need))


@require_POST
@login_required
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a need is met, or withdraw it."""
    need, met = _kept_by(request, pk), request.POST.get("how") == "met"
    sentence = _("The need is met: it counts no longer.") if met else _("The need is withdrawn.")
    return _done(request, sentence, lambda: services.end_need(by=person_of(request), need=need, met=met))


def _done(request: HttpRequest, sentence: str, deed: Callable[[], None]) -> HttpResponse:
    try:
        deed()
    except Refusal as refused:
        messages.error(request, said(refused))
    else:
        messages.success(request, sentence)
    return redirect("foresight:needs")


def _form_page(
    request: HttpRequest,
    form: NeedForm,
    place: Organisation,
    outlook: Outlook,
    *,
    title: str,
    others: list[dict[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "organisation": place,
        "outlook": outlook_title(outlook),
        "name": outlook.name,
        "others": others or [],
    }
    return render(request, "foresight/need_form.html", context, status=422 if form.errors else 200)


def _row(need: DeclaredNeed, kept_for: frozenset[UUID]) -> dict[str, object]:
    try:
        outlook = named_outlook(need.outlook)
    except Refusal:
        outlook = None
    names = {
        axis: name_of(outlook, axis, getattr(need, axis)) if outlook else getattr(need, axis)
        for axis in ("region", "occupation", "level")
    }
    day = timezone.localdate()
    return {"need": need, "standing": need.standing(day), "keeps": need.organisation_id in kept_for, **names}


def _kept_by(request: HttpRequest, pk: UUID) -> DeclaredNeed:
    need = get_object_or_404(needs_visible_to(request.user).select_related("organisation"), pk=pk)
    if not request.user.has_perm("foresight.change_declaredneed", need):
        raise PermissionDenied("foresight.change_declaredneed")
    return need
