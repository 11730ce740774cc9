"""Joining a class by its code."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from envol.errors import Refusal
from envol.web.network.school import enrolling as school_enrolling
from envol.web.network.school.forms import JoinForm
from envol.web.network.school.pages import shown_once
from envol.web.network.school.refusals import refusal, said
from envol.web.network.school.selectors import places_of
from envol.web.network.school.throttle import guessed_wrong, is_shut_out
from envol.web.pagekit.language import page_language
from envol.web.people.models import Language, Person
from envol.web.people.sign_in import BACKEND

ME, ANOTHER = "me", "another"
"""Whoever types a code where a pupil is signed in: that pupil, or the next one."""


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
        said_no = _counted(request, refused)
        is_too_much = said_no.key == "too-many-guesses"
        form.add_error(None if is_too_much else "code", said(said_no))
        return render(request, "network/school/join.html", {"form": form}, status=429 if is_too_much else 422)


def _counted(request: HttpRequest, refused: Refusal) -> Refusal:
    """Count a wrong code; return what is said of it."""
    if refused.key == "code-no-good" and not guessed_wrong(request):
        return refusal("too-many-guesses")
    return refused


def _let_in(request: HttpRequest, code: str) -> HttpResponse:
    if is_shut_out(request):
        raise refusal("too-many-guesses")
    who = request.POST.get("who")
    if isinstance(request.user, Person) and request.user.is_pupil and who not in (ME, ANOTHER):
        return _asked_who(request, request.user, code)
    if isinstance(request.user, Person) and not (request.user.is_pupil and who == ANOTHER):
        return _join(request, request.user, code)
    return _let_newcomer_in(request, code)


def _asked_who(request: HttpRequest, pupil: Person, code: str) -> HttpResponse:
    """Ask whether whoever types a code is the pupil who is signed in: the next one at a school's computer is not."""
    context = {"group": school_enrolling.group_by_code(code), "code": code, "places": places_of(pupil)}
    return render(request, "network/school/join_who.html", {**context, "me": ME, "another": ANOTHER})


def _join(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    enrolment = school_enrolling.join(code=code, person=person)
    group = {"group": enrolment.group.name, "number": enrolment.number}
    messages.success(request, _("You are in the class %(group)s, as number %(number)s.") % group)
    return redirect("network:group", enrolment.group_id)


def _let_newcomer_in(request: HttpRequest, code: str) -> HttpResponse:
    newcomer = school_enrolling.join_as_pupil(code=code, language=Language(page_language()))
    # Nothing of whoever sat there before is left to whoever sits there now.
    logout(request)
    login(request, newcomer.person, backend=BACKEND)
    return shown_once(request, "network/school/card.html", {"enrolment": newcomer.enrolment, "card": newcomer.card})
