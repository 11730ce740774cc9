"""The ledger of published figures: who said what, how far the figures lie apart, and how they fared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from envol.gateways.claims import read_claims
from envol.web.foresight import claim_pages as pages


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Show every claim with its perimeter and horizon, their spread, and the denominators of a share of needs."""
    found, today = read_claims(), timezone.localdate()
    ahead, behind = pages.in_order(found)
    context = {
        "ahead": [pages.told(each, today) for each in ahead],
        "behind": [pages.told(each, today) for each in behind],
        "spread": pages.drawn(found, today),
        "boxes": pages.boxes(found, today),
    }
    return render(request, "foresight/claims.html", context)
