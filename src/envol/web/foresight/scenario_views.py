"""Scenarios that people keep: saving, reading, sharing, comparing, downloading."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from envol.errors import Refusal
from envol.web.foresight import scenario_pages as pages
from envol.web.foresight import selectors, services
from envol.web.foresight.forms import ScenarioForm, ShareForm, kept
from envol.web.foresight.models import Scenario
from envol.web.foresight.refusals import said
from envol.web.foresight.scenario_words import outlook_title
from envol.web.foresight.telling import changes_in_words
from envol.web.foresight.throttle import wait
from envol.web.foresight.versions import named_outlook
from envol.web.foresight.viewing import as_file, filled, known_outlook, person_of
from envol.web.foresight.what_if import Changes, WrongChanges, apply
from envol.web.network.now_selectors import organisations_by_id
from envol.web.network.posts import posts_of
from envol.web.pagekit.keyset import keyset_page

MINE, SHARED = "mine", "shared"


@require_safe
@login_required
def scenarios(request: HttpRequest) -> HttpResponse:
    """Show the scenarios that somebody saved, or those that are shared with their organisations."""
    person = person_of(request)
    of = SHARED if request.GET.get("of") == SHARED else MINE
    found = selectors.scenarios_of(person) if of == MINE else selectors.scenarios_shared_with(person)
    found = found.select_related("organisation", "person")
    page = keyset_page(found, order=selectors.NEWEST_FIRST, after=request.GET.get("after", ""))
    titles = {each.outlook: _outlook_title(each.outlook) for each in page.items}
    rows = [{"scenario": each, "outlook": titles[each.outlook]} for each in page.items]
    return render(request, "foresight/scenarios.html", {"page": page, "rows": rows, "of": of, "query": f"of={of}&"})


@filled
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is changed in an outlook: the query names it, and says the changes as its own page does."""
    outlook = known_outlook(request.GET.get("outlook") or request.POST.get("outlook", ""))
    try:
        changes = Changes.from_query(request.GET)
        apply(outlook, changes)
    except WrongChanges as wrong:
        messages.error(request, " ".join(wrong.sentences))
        return redirect("foresight:outlook", outlook.name)
    form, saved = ScenarioForm(request.POST or None), []

    def keep() -> None:
        said_of_it = {"title": form.cleaned_data["title"], "note_text": form.cleaned_data["note"]}
        saved.append(
            services.save_scenario(
                by=person_of(request), outlook=outlook.name, changes=changes.to_query(), **said_of_it
            )
        )

    if request.method == "POST" and kept(form, keep):
        messages.success(request, _("The scenario is saved."))
        return redirect("foresight:scenario", saved[0].pk)
    context = {
        "form": form,
        "outlook": outlook_title(outlook),
        "sentences": changes_in_words(outlook, changes),
        "name": outlook.name,
    }
    return render(request, "foresight/scenario_save.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def scenario(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a scenario to its maker, and to the people of the organisation that it is shared with."""
    shown = _seen(request, pk)
    if (later := wait(request, [shown.changes])) is not None:
        return later
    person = person_of(request)
    is_own = person.has_perm("foresight.change_scenario", shown)
    places = organisations_by_id(posts_of(person).organisations()) if is_own else []
    named = {"organisation": str(shown.organisation_id or "")}
    context = _context(shown) | {
        "is_own": is_own,
        "share": ShareForm(places=places, initial=named) if places else None,
        "link": request.build_absolute_uri(reverse("foresight:shared-scenario", args=[shown.link]))
        if is_own and shown.link
        else "",
        "may_link": is_own and not person.is_fictional and not person.is_pupil,
    }
    return render(request, "foresight/scenario.html", context)


@require_safe
@never_cache
def shared(request: HttpRequest, words: str) -> HttpResponse:
    """Show a scenario to whoever has its link, without whoever made it."""
    shown = selectors.scenario_by_link(words)
    if shown is None:
        raise Http404(_("This link leads to no scenario, or no more: ask whoever gave it to you."))
    if (later := wait(request, [shown.changes])) is not None:
        return later
    answer = render(request, "foresight/scenario.html", _context(shown) | {"is_own": False, "by_link": True})
    answer["X-Robots-Tag"] = "noindex"
    return answer


@filled
@login_required
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a scenario another title and note."""
    shown = _own(request, pk)
    form = ScenarioForm(request.POST or None, initial={"title": shown.title, "note": shown.note})

    def keep() -> None:
        services.change_scenario(
            by=person_of(request),
            scenario=shown,
            title=form.cleaned_data["title"],
            note_text=form.cleaned_data["note"],
        )

    if request.method == "POST" and kept(form, keep):
        messages.success(request, _("It is kept."))
        return redirect("foresight:scenario", pk)
    context = {"form": form, "scenario": shown}
    return render(request, "foresight/scenario_change.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Share a scenario by a link or with an organisation, or no longer."""
    shown, person = _own(request, pk), person_of(request)
    form = ShareForm(request.POST, places=organisations_by_id(posts_of(person).organisations()))
    deed = request.POST.get("link", "")
    try:
        if deed == "make":
            services.share_by_link(by=person, scenario=shown)
        elif deed == "revoke":
            services.revoke_link(by=person, scenario=shown)
        elif form.is_valid():
            services.share_with(by=person, scenario=shown, organisation=form.place)
        else:
            messages.error(request, _("You have no role in this organisation, or no longer: choose one of yours."))
            return redirect("foresight:scenario", pk)
    except Refusal as refused:
        messages.error(request, said(refused))
    else:
        messages.success(request, _("It is kept."))
    return redirect("foresight:scenario", pk)


@require_POST
@login_required
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a scenario to stand on the outlook as it is now."""
    shown = _own(request, pk)
    try:
        services.renew_scenario(by=person_of(request), scenario=shown)
    except Refusal as refused:
        messages.error(request, said(refused))
    else:
        messages.success(request, _("The scenario stands on the outlook as it is now."))
    return redirect("foresight:scenario", pk)


@filled
@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether a scenario is to be deleted; a POST deletes it."""
    shown = _own(request, pk)
    if request.method == "POST":
        services.delete_scenario(by=person_of(request), scenario=shown)
        messages.success(request, _("The scenario is deleted."))
        return redirect("foresight:scenarios")
    return render(request, "foresight/scenario_delete.html", {"scenario": shown})


@require_safe
@login_required
def as_json(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a scenario with its figures as JSON."""
    shown = _seen(request, pk)
    if (later := wait(request, [shown.changes])) is not None:
        return later
    document = pages.as_json(pages.read(shown))
    return as_file(JsonResponse(document, json_dumps_params={"ensure_ascii": False}), f"scenario-{pk.hex[:8]}.json")


@require_safe
@login_required
def as_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the regions of a scenario as CSV."""
    shown = _seen(request, pk)
    if (later := wait(request, [shown.changes])) is not None:
        return later
    text = pages.as_csv(pages.read(shown))
    return as_file(HttpResponse(text, content_type="text/csv; charset=utf-8"), f"scenario-{pk.hex[:8]}.csv")


def _context(shown: Scenario) -> dict[str, object]:
    reading = pages.read(shown)
    return {
        "reading": reading,
        "scenario": shown,
        "rows": pages.region_rows(reading),
        "warning": pages.version_warning() if reading.has_changed else "",
    }


def _outlook_title(name: str) -> str:
    try:
        return outlook_title(named_outlook(name))
    except Refusal:
        return name


def _seen(request: HttpRequest, pk: UUID) -> Scenario:
    found = selectors.scenarios_visible_to(request.user).select_related("organisation", "person")
    return get_object_or_404(found, pk=pk)


def _own(request: HttpRequest, pk: UUID) -> Scenario:
    shown = _seen(request, pk)
    if not request.user.has_perm("foresight.change_scenario", shown):
        raise PermissionDenied("foresight.change_scenario")
    return shown
