"""The page of the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from envol.web.search.finding import find

KINDS = {
    "job": _("Jobs"),
    "certification": _("Certifications"),
    "training": _("Trainings"),
    "skill": _("Skills"),
    "organisation": _("Organisations"),
}
LONGEST_QUESTION = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what bears the words of `q`, of one kind where `kind` names it."""
    question = request.GET.get("q", "")[:LONGEST_QUESTION].strip()
    kind = request.GET.get("kind", "")
    finds = find(question, kinds=[kind] if kind in KINDS else [])
    context = {"question": question, "kind": kind if kind in KINDS else "", "kinds": KINDS, "finds": finds}
    return render(request, "search/search.html", context)
