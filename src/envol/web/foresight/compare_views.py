"""Two or three scenarios of one outlook, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from envol.errors import Refusal
from envol.gateways.outlooks import Outlook
from envol.web.foresight import comparing
from envol.web.foresight.models import Scenario
from envol.web.foresight.refusals import refuse, said
from envol.web.foresight.scenario_pages import version_warning
from envol.web.foresight.scenario_words import changes_of, name_of, outlook_title
from envol.web.foresight.selectors import scenarios_visible_to
from envol.web.foresight.telling import changes_in_words
from envol.web.foresight.throttle import wait
from envol.web.foresight.versions import named_outlook, version_of
from envol.web.foresight.what_if import WrongChanges


@require_safe
@login_required
def compare(request: HttpRequest) -> HttpResponse:
    """Compare the scenarios that the query names, each as `s`, with the first of them."""
    chosen = _chosen(request)
    if (later := wait(request, chosen)) is not None:
        return later
    try:
        return render(request, "foresight/compare.html", _context(chosen))
    except Refusal as refused:
        trouble = said(refused)
    except WrongChanges as wrong:
        trouble = " ".join(wrong.sentences)
    return render(request, "foresight/compare.html", {"trouble": trouble}, status=422)


def _chosen(request: HttpRequest) -> list[Scenario]:
    """Return the scenarios in the order in which they were asked for; one that is not seen is none."""
    try:
        keys = [UUID(text) for text in dict.fromkeys(request.GET.getlist("s"))]
    except ValueError:
        raise Http404(_("There is no such scenario.")) from None
    found = scenarios_visible_to(request.user).in_bulk(keys[: comparing.AT_MOST + 1])
    if len(found) < min(len(keys), comparing.AT_MOST + 1):
        raise Http404(_("There is no such scenario."))
    return [found[key] for key in keys if key in found]


def _context(chosen: Sequence[Scenario]) -> dict[str, object]:
    if not comparing.AT_LEAST <= len(chosen) <= comparing.AT_MOST:
        raise refuse("compare-two-or-three")
    first = chosen[0]
    other = next((each for each in chosen if each.outlook != first.outlook), None)
    if other is not None:
        raise refuse("other-outlook", title=other.title)
    outlook = named_outlook(first.outlook)
    changes = [changes_of(each.changes) for each in chosen]
    found = comparing.compared(outlook, tuple(changes))
    version = version_of(outlook)
    return {
        "outlook": outlook,
        "outlook_title": outlook_title(outlook),
        "columns": [
            {"scenario": scenario, "sentences": changes_in_words(outlook, each), "letter": letter}
            for scenario, each, letter in zip(chosen, changes, "ABC", strict=False)
        ],
        "found": found,
        "rows": _rows(found, outlook),
        "warning": version_warning() if any(each.version != version for each in chosen) else "",
    }


def _rows(found: comparing.Comparison, outlook: Outlook) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [{"name": _("All regions"), "cells": found.whole}]
    return rows + [{"name": name_of(outlook, "region", row.code), "cells": row.cells} for row in found.regions]
