"""The pages of certifications and of the sheets that register them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from envol.gateways.imports.certification_cells import sheet_number
from envol.web.pagekit.keyset import keyset_page
from envol.web.referentials import certification_pages, certification_selectors
from envol.web.referentials.certification_forms import NarrowingForm
from envol.web.referentials.certification_succession import listed


@require_safe
def certifications(request: HttpRequest) -> HttpResponse:
    """List certifications, narrowed by level, type, standing and job."""
    form = NarrowingForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    day = timezone.localdate()
    found = certification_selectors.narrowed(
        certification_selectors.certifications(),
        level=asked.get("level"),
        type_code=asked.get("type", ""),
        state=asked.get("standing") or None,
        job=asked.get("job", ""),
        day=day,
    )
    page = keyset_page(found, order=("title", "code"), after=request.GET.get("after", ""))
    kept = {name: str(value) for name, value in asked.items() if value}
    context = {
        "form": form,
        "page": page,
        "items": listed(page.items, day),
        "job": certification_pages.job_asked(asked.get("job", "")),
        "query": f"{urlencode(kept)}&" if kept else "",
        "is_narrowed": bool(kept),
    }
    return render(request, "referentials/certifications/certifications.html", context)


@require_safe
def certification(request: HttpRequest, code: str) -> HttpResponse:
    """Show one certification: how it stands, what follows it, how one comes to it and where it leads."""
    found = certification_selectors.certification_of(code)
    if found is None:
        raise Http404(_("No certification has this code."))
    page = certification_pages.certification_page(found, timezone.localdate())
    return render(request, "referentials/certifications/certification.html", {"page": page})


@require_safe
def sheet(request: HttpRequest, number: str) -> HttpResponse | HttpResponsePermanentRedirect:
    """Show a sheet of the RNCP or RS: its validity, its blocks, what it replaces and what replaces it."""
    proper = sheet_number(number)
    page = certification_pages.sheet_page(proper, timezone.localdate()) if proper else None
    if page is None:
        raise Http404(_("No imported register has a sheet of this number."))
    if proper != number:
        return redirect("referentials:sheet", number=proper, permanent=True)
    return render(request, "referentials/certifications/sheet.html", {"page": page})
