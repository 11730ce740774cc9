"""Pages about the person who looks: their choices, and the way in for a demonstration."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from envol.web.people.forms import PreferencesForm
from envol.web.people.next_page import next_page
from envol.web.people.preferences import keep
from envol.web.people.services import fictional_person
from envol.web.people.sign_in import BACKEND


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show the choices of language and look, or keep new ones and go back to `next`."""
    if request.method == "POST":
        return _keep_preferences(request)
    chosen = {"language": translation.get_language(), "theme": getattr(request, "theme", "") or "auto"}
    return render(request, "people/preferences.html", {"form": PreferencesForm(initial=chosen)})


def _keep_preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return render(request, "people/preferences.html", {"form": form}, status=422)
    language, theme = form.cleaned_data["language"], form.cleaned_data["theme"]
    page = next_page(request)
    response = redirect(page or reverse("people:preferences"))
    keep(request.user, response, language, theme)
    if not page:
        with translation.override(language or translation.get_language()):
            messages.success(request, _("Your choices are kept."))
    return response


@require_POST
def enter(request: HttpRequest, who: str) -> HttpResponse:
    """Sign in as a fictional person, where this campus is a demonstration."""
    person = fictional_person(who) if settings.DEMONSTRATION else None
    if person is None:
        raise Http404(who)
    login(request, person, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)
