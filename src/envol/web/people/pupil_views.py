"""The way in of a pupil: the words on their card."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from envol.web.people import limits
from envol.web.people.account_forms import CardForm
from envol.web.people.next_page import next_page
from envol.web.people.selectors import pupil_of_card
from envol.web.people.sign_in import BACKEND

CARDS = "pupil_card"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("card")
def pupil(request: HttpRequest) -> HttpResponse:
    """Sign a pupil in by the words on their card; one sentence answers every card that opens nothing.

    Only cards that open nothing are counted and refused: nobody shuts a class out by trying many. Sixty bits are what
    keeps a card from being guessed, not the limit.
    """
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return _told(request, CardForm())
    form = CardForm(request.POST)
    found = pupil_of_card(form.cleaned_data["card"]) if form.is_valid() else None
    if found is None:
        return _refused(request, form)
    login(request, found, backend=BACKEND)
    return redirect(next_page(request) or settings.LOGIN_REDIRECT_URL)


def _refused(request: HttpRequest, form: CardForm) -> HttpResponse:
    if not limits.count(request, CARDS):
        form.add_error(None, _("Too many cards were tried. Wait five minutes, then try again."))
        return _told(request, form, 429)
    if form.is_valid():
        form.add_error(
            "card", _("This card opens nothing. Look at its twelve signs again, or ask your teacher for another.")
        )
    return _told(request, form, 422)


def _told(request: HttpRequest, form: CardForm, status: int = 200) -> HttpResponse:
    page = next_page(request)
    return render(request, "people/pupil.html", {"form": form, "next": page}, status=status)
