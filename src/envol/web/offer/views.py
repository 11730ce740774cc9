"""The trainings on offer: the list, one of them, and all of them for programs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from envol.web.offer.export import offer_in_parts
from envol.web.offer.forms import SieveForm
from envol.web.offer.selectors import ORDER, sifted, trainings_visible_to, with_all
from envol.web.offer.sheet import listed, sheet_of
from envol.web.pagekit.keyset import keyset_page


@require_safe
def trainings(request: HttpRequest) -> HttpResponse:
    """Show the trainings on offer, those that are looked for."""
    form = SieveForm(request.GET or None)
    found = sifted(trainings_visible_to(request.user), form.sieve()).defer("content").prefetch_related("codes")
    page = keyset_page(found, order=ORDER, after=request.GET.get("after", ""))
    shown = {
        "page": page,
        "rows": listed(page.items),
        "form": form,
        "query": form.query(),
        "today": timezone.localdate(),
    }
    return render(request, "offer/trainings.html", shown)


@require_safe
def training(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one training whole."""
    found = with_all(trainings_visible_to(request.user).filter(pk=key)).first()
    if found is None:
        raise Http404(_("This training is not on offer here, or no more."))
    return render(request, "offer/training.html", {"sheet": sheet_of(found)})


@require_safe
def lheo(request: HttpRequest) -> StreamingHttpResponse:
    """Send the trainings that are looked for as LHEO 2.3, however many there are; filters are those of the list."""
    found = sifted(trainings_visible_to(request.user), SieveForm(request.GET or None).sieve())
    if not found.exists():
        raise Http404(_("No such training is on offer: there is nothing to send."))
    sent = StreamingHttpResponse(_sent(offer_in_parts(found)), content_type="application/xml; charset=utf-8")
    sent["Content-Disposition"] = 'attachment; filename="envol-lheo.xml"'
    return sent


async def _sent(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Hand on parts that ask the database, in the thread where it may be asked."""

    def following() -> bytes:
        return next(parts, b"")

    while part := await sync_to_async(following)():
        yield part
