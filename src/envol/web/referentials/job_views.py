"""The pages of jobs: the list by domain, one job, and an old code with what became of it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from envol.web.pagekit.keyset import keyset_page
from envol.web.referentials import job_selectors as selectors
from envol.web.referentials.job_sheet import sheet_of
from envol.web.referentials.models import Job

JOBS_A_PAGE = 60
_CODE = re.compile(r"[A-Za-z][0-9]{4}")
INTERESTS = {
    "R": _("realistic"),
    "I": _("investigative"),
    "A": _("artistic"),
    "S": _("social"),
    "E": _("enterprising"),
    "C": _("conventional"),
}
"""Holland's six interests, by their letters."""


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Show the jobs by their domains."""
    tree = selectors.domains()
    known = {each.code for large, within in tree for each in (large, *within)}
    asked = request.GET.get("domain", "").upper()
    domain = asked if asked in known else ""
    page = keyset_page(selectors.jobs(domain), order=("code",), after=request.GET.get("after", ""), size=JOBS_A_PAGE)
    query = urlencode({"domain": domain}) + "&" if domain else ""
    context = {"page": page, "domains": tree, "domain": domain, "query": query}
    return render(request, "referentials/jobs/jobs.html", context)


@require_safe
def job(request: HttpRequest, code: str) -> HttpResponse:
    """Show one job, or what became of an old code."""
    if not _CODE.fullmatch(code):
        raise Http404(f"{code} is no code of ROME")
    if code != code.upper():
        return redirect("referentials:job", code.upper(), permanent=True)
    found = selectors.job_of(code)
    successors, heirs = selectors.successors_of(code), selectors.title_heirs_of(code)
    if found is None or found.retired_on:
        return _former(request, code, found, [*successors], heirs)
    context = {
        "job": found,
        "titles": [title for title in selectors.titles_of(found) if title.long != found.title],
        "sheet": sheet_of(found),
        "near": selectors.near_jobs_of(found),
        "split": [each for each in successors if each.code != code],
        "heirs": heirs,
        "traits": _traits(found),
        "interests": [INTERESTS[each] for each in (found.riasec_major, found.riasec_minor) if each in INTERESTS],
    }
    return render(request, "referentials/jobs/job.html", context)


def _former(
    request: HttpRequest, code: str, found: Job | None, successors: list[Job], heirs: list[selectors.Heir]
) -> HttpResponse:
    if found is None and not successors and not heirs:
        raise Http404(f"ROME has no job {code}, and had none")
    provenance = found or next(iter(successors), None)
    context = {"code": code, "job": found, "successors": successors, "heirs": heirs, "record": provenance}
    return render(request, "referentials/jobs/former.html", context)


def _traits(job: Job) -> list[Promise]:
    """Return what ROME says of a job in a word or two."""
    said = (
        (job.is_regulated, _("regulated")),
        (job.is_executive, _("executive")),
        (job.is_digital, _("changed by the digital transition")),
        (job.is_demographic, _("changed by the demographic transition")),
    )
    return [word for holds, word in said if holds]
