"""Joining a class by its code."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from envol.errors import Refusal
from envol.web.network import school_enrolling
from envol.web.network.school_forms import JoinForm
from envol.web.network.school_pages import shown_once
from envol.web.network.school_refusals import refusal, said
from envol.web.network.school_throttle import guessed_wrong, may_guess
from envol.web.pagekit.language import page_language
from envol.web.people.models import Language, Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a class, and let whoever has it in."""
    if request.method != "POST":
        form = JoinForm(initial={"code": request.GET.get("code", "")})
        return render(request, "network/school/join.html", {"form": form})
    form = JoinForm(request.POST)
    if not form.is_valid():
        return render(request, "network/school/join.html", {"form": form}, status=422)
    try:
        return _let_in(request, form.cleaned_data["code"])
    except Refusal as refused:
        if refused.key == "code-no-good":
            guessed_wrong(request)
        form.add_error(None if refused.key == "too-many-guesses" else "code", said(refused))
        status = 429 if refused.key == "too-many-guesses" else 422
        return render(request, "network/school/join.html", {"form": form}, status=status)


def _let_in(request: HttpRequest, code: str) -> HttpResponse:
    if not may_guess(request):
        raise refusal("too-many-guesses")
    if isinstance(request.user, Person):
        enrolment = school_enrolling.join(code=code, person=request.user)
        group = {"group": enrolment.group.name, "number": enrolment.number}
        messages.success(request, _("You are in the class %(group)s, as number %(number)s.") % group)
        return redirect("network:group", enrolment.group_id)
    newcomer = school_enrolling.join_as_pupil(code=code, language=Language(page_language()))
    login(request, newcomer.person, backend=BACKEND)
    return shown_once(request, "network/school/card.html", {"enrolment": newcomer.enrolment, "card": newcomer.card})
