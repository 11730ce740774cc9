"""The page on which somebody sees, takes away, corrects and erases what is kept about them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from envol.errors import Refusal
from envol.web.accountability.personal import Part, parts
from envol.web.accountability.selectors import readers_of
from envol.web.accountability.sentences import sentence_of
from envol.web.accountability.services import note
from envol.web.pagekit.keyset import keyset_page
from envol.web.people import account_services, consent_services, limits, selectors, services, ties, token_services
from envol.web.people.account_forms import EraseForm, NameForm, TokenForm, word_to_erase
from envol.web.people.columns import called, shown_value
from envol.web.people.models import Person, Purpose
from envol.web.people.personal import parts_of
from envol.web.people.refusals import refusal
from envol.web.people.refused_page import refused_page
from envol.web.people.taking_away import archive_of

MOST_SHOWN = 200
"""Rows of one table on a page; all of them are in what is taken away."""


def _own(request: HttpRequest) -> Person:
    """Return whoever asks.

    Raises
    ------
    Refusal
        If the account is fictional: what it holds is everybody's.
    """
    person = request.user
    assert isinstance(person, Person)
    if person.is_fictional:
        raise refusal("shared-account")
    return person


@login_required
@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Show what is kept about whoever asks, and what they can do about it."""
    return _account(request)


def _account(request: HttpRequest, status: int = 200, **told: Any) -> HttpResponse:
    try:
        person = _own(request)
    except Refusal as refused:
        return refused_page(request, refused)
    context = {
        "parts": parts_of(person),
        "standings": selectors.standings_of(person),
        "consents_alone": selectors.consents_alone(person),
        "name_form": NameForm(initial={"name": person.name}, person=person),
        "token_form": TokenForm(),
        "tokens": [] if person.is_pupil else selectors.tokens_of(person),
        **told,
    }
    return render(request, "people/account.html", context, status=status)


@login_required
@require_POST
def name(request: HttpRequest) -> HttpResponse:
    """Keep another name."""
    try:
        person = _own(request)
        form = NameForm(request.POST, person=person)
        if not form.is_valid():
            return _account(request, 422, name_form=form)
        services.rename(person=person, name=form.cleaned_data["name"])
        if form.cleaned_data.get("says_of_age"):
            services.say_of_age(person=person)
    except Refusal as refused:
        return refused_page(request, refused)
    messages.success(request, _("Your name is kept."))
    return redirect("people:account")


@login_required
@require_POST
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Give or withdraw a consent."""
    if purpose not in Purpose.values:
        raise Http404(purpose)
    try:
        if request.POST.get("deed") == "withdraw":
            consent_services.withdraw_consent(person=_own(request), purpose=Purpose(purpose))
            messages.success(request, _("Your consent is withdrawn."))
        else:
            consent_services.give_consent(person=_own(request), purpose=Purpose(purpose))
            messages.success(request, _("Your consent is written down. You can withdraw it at any time."))
    except Refusal as refused:
        return refused_page(request, refused)
    return redirect("people:account")


@login_required
@require_POST
@never_cache
def make_token(request: HttpRequest) -> HttpResponse:
    """Make a token of the API and show it, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _account(request, 422, token_form=form)
    try:
        made, text = token_services.make_token(
            person=_own(request), name=form.cleaned_data["token_name"], expires_on=form.last_day()
        )
    except Refusal as refused:
        return refused_page(request, refused)
    return _account(request, 201, made=made, token_text=text)


@login_required
@require_POST
def revoke_token(request: HttpRequest, id: UUID) -> HttpResponse:
    """Revoke a token of the API."""
    try:
        token_services.revoke_token(person=_own(request), token=id)
    except Refusal as refused:
        return refused_page(request, refused, status=404)
    messages.success(request, _("The token is revoked: programs that used it are refused from now on."))
    return redirect("people:account")


@login_required
@require_safe
@never_cache
def kept(request: HttpRequest, part: str) -> HttpResponse:
    """Show the rows of one table that are about whoever asks."""
    try:
        person = _own(request)
    except Refusal as refused:
        return refused_page(request, refused)
    found = _part(person, part)
    rows = found.rows(person.pk)
    shown = [[(called(column), shown_value(value)) for column, value in row.items()] for row in rows[:MOST_SHOWN]]
    context = {"part": found, "rows": shown, "left_out": max(0, len(rows) - MOST_SHOWN)}
    return render(request, "people/kept.html", context)


def _part(person: Person, name: str) -> Part:
    for part in parts_of(person):
        if part.name == name:
            return part
    raise Http404(name)


@login_required
@require_safe
@never_cache
def looks(request: HttpRequest) -> HttpResponse:
    """Show a pupil who looked at what is kept about them."""
    try:
        person = _own(request)
    except Refusal as refused:
        return refused_page(request, refused)
    page = keyset_page(selectors.looks_at(person), order=("-id",), after=request.GET.get("after", ""))
    names = readers_of(page.items)
    told = [
        {"look": each, "who": names.get(each.reader) if each.reader else None, "what": sentence_of(each.what, {})}
        for each in page.items
    ]
    return render(request, "people/looks.html", {"page": page, "told": told})


@login_required
@require_POST
@never_cache
def take_away(request: HttpRequest) -> HttpResponse:
    """Give whoever asks everything that is kept about them."""
    try:
        person = _own(request)
    except Refusal as refused:
        return refused_page(request, refused)
    if not limits.count(request, "take_away"):
        messages.error(request, _("You took your data away several times within the hour: try again later."))
        return redirect("people:account")
    note("people.account.taken-away", by=person)
    headers = {"Content-Disposition": 'attachment; filename="envol.zip"'}
    return HttpResponse(archive_of(person), content_type="application/zip", headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password", "card")
def erase(request: HttpRequest) -> HttpResponse:
    """Say what erasing an account means, and erase it once its owner has shown that they mean it."""
    try:
        person = _own(request)
    except Refusal as refused:
        return refused_page(request, refused)
    if request.method != "POST":
        return _before_erasing(request, EraseForm(person=person))
    form = EraseForm(request.POST, person=person)
    if not limits.count(request, "reauthenticate"):
        form.add_error(None, _("Too many attempts. Wait a minute, then try again."))
        return _before_erasing(request, form, 429)
    if not form.is_valid():
        return _before_erasing(request, form, 422)
    account_services.erase(person=person)
    logout(request)
    messages.success(request, _("Your account is erased. What stays is what the page said."))
    return redirect("portal:home")


def _before_erasing(request: HttpRequest, form: EraseForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "word": word_to_erase(),
        "staying": [part for part in parts() if part.stays],
        "warnings": ties.warnings_for(form.person.pk),
    }
    return render(request, "people/erase.html", context, status=status)
