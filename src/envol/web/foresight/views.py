"""The pages of outlooks: what comes, how sure it is, and what would change it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from envol.gateways.outlooks import Outlook, outlook_names, read_outlook
from envol.web.foresight.controls import controls_of
from envol.web.foresight.counting import DRAWS_OF_SPLIT, answer
from envol.web.foresight.doubt import doubt_in_words, sources_of
from envol.web.foresight.export import document_of, table_of
from envol.web.foresight.page import Asked, answered, asked_of, projects_of, statuses_of
from envol.web.foresight.throttle import has_room, too_many, wait
from envol.web.foresight.viewing import as_file


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what foresight is, and show its outlooks."""
    outlooks = [read_outlook(name) for name in outlook_names()]
    return render(request, "foresight/home.html", {"outlooks": outlooks})


@require_safe
def outlook(request: HttpRequest, name: str) -> HttpResponse:
    """Show an outlook: gaps by region, courses over the years, what can be changed, and all that it assumes."""
    found = _found(name)
    asked = asked_of(found, request.GET)
    if (later := wait(request, [asked.changes])) is not None:
        return later
    shown = answered(found, asked) | {
        "form": asked.form,
        "faults": asked.faults,
        "controls": controls_of(found, asked.changes),
        "projects": projects_of(found, asked.changes),
        "statuses": statuses_of(found),
        "split": sources_of(found),
        "doubt": doubt_in_words(found),
        "split_draws": DRAWS_OF_SPLIT,
    }
    return render(request, "foresight/outlook.html", shown)


@require_safe
def answer_in_page(request: HttpRequest, name: str) -> JsonResponse:
    """Answer sliders: the part of the page that they change, and the same in a sentence."""
    found = _found(name)
    asked = asked_of(found, request.GET)
    if asked.faults:
        return JsonResponse({"faults": asked.faults}, status=400)
    if asked.changes and not has_room(request):
        return JsonResponse({"faults": [too_many()]}, status=429)
    shown = answered(found, asked)
    html = render_to_string("foresight/answer.html", shown, request)
    said = " ".join(filter(None, (str(shown["gap"]), str(shown["change"]))))
    return JsonResponse({"html": html, "said": said, "query": asked.query})


@require_safe
def figures_json(request: HttpRequest, name: str) -> HttpResponse:
    """Send the figures of a page as JSON."""
    found = _found(name)
    asked = _understood(found, request)
    if isinstance(asked, HttpResponse):
        return asked
    document = document_of(found, asked.changes, answer(found, asked.changes, asked.chosen))
    return as_file(JsonResponse(document, json_dumps_params={"ensure_ascii": False}), f"{name}.json")


@require_safe
def figures_csv(request: HttpRequest, name: str) -> HttpResponse:
    """Send the figures of a page as CSV."""
    found = _found(name)
    asked = _understood(found, request)
    if isinstance(asked, HttpResponse):
        return asked
    table = table_of(answer(found, asked.changes, asked.chosen))
    return as_file(HttpResponse(table, content_type="text/csv; charset=utf-8"), f"{name}.csv")


def _found(name: str) -> Outlook:
    if name not in outlook_names():
        raise Http404(_("There is no such outlook here."))
    return read_outlook(name)


def _understood(outlook: Outlook, request: HttpRequest) -> Asked | HttpResponse:
    """Return what is asked; a sentence where a file would answer another question than the one that was put."""
    asked = asked_of(outlook, request.GET)
    if asked.faults:
        return HttpResponse("\n".join(asked.faults), status=400, content_type="text/plain; charset=utf-8")
    return wait(request, [asked.changes]) or asked
