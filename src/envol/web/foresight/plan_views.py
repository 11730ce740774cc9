"""What was solved and tried elsewhere, and is shown here: the newest plan, the newest backtests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from envol.web.foresight.backtest_pages import backtest_page
from envol.web.foresight.plan_pages import KINDS, plan_page
from envol.web.foresight.selectors import newest_backtests, newest_plan


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan that was solved last, of a region or a kind of decision where asked, or how one is made."""
    kept = newest_plan()
    if kept is None:
        return render(request, "foresight/plan.html", {"plan": None})
    whole = plan_page(kept)
    region = _one_of(request.GET.get("region", ""), [code for code, _ in whole.regions])
    kind = _one_of(request.GET.get("kind", ""), [each.value for each in KINDS])
    shown = plan_page(kept, region=region, kind=kind) if region or kind else whole
    return render(request, "foresight/plan.html", {"plan": shown, "region": region, "kind": kind})


@require_safe
def backtests(request: HttpRequest) -> HttpResponse:
    """Show the last figures of each backtest, or how they are made."""
    return render(request, "foresight/backtests.html", {"runs": [backtest_page(run) for run in newest_backtests()]})


def _one_of(text: str, known: list[str]) -> str:
    return text if text in known else ""
