"""What was solved and tried elsewhere, and is shown here: the newest plan, the newest backtests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from envol.web.foresight.backtest_pages import backtest_page
from envol.web.foresight.selectors import newest_backtests, newest_plan


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan that was solved last, or how one is made."""
    return render(request, "foresight/plan.html", {"kept": newest_plan()})


@require_safe
def backtests(request: HttpRequest) -> HttpResponse:
    """Show the last figures of each backtest, or how they are made."""
    return render(request, "foresight/backtests.html", {"runs": [backtest_page(run) for run in newest_backtests()]})
