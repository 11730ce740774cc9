"""The paper of a pupil, for a teacher of the group and the head of the school; every look is written down."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from envol.errors import Refusal
from envol.web.accountability.services import looked
from envol.web.network.models import Enrolment
from envol.web.network.oversight.paper_forms import PaperForm, ParentForm, Parents, forms_of
from envol.web.network.oversight.paper_selectors import papers_visible_to
from envol.web.papers.keeping import LOOK
from envol.web.papers.models import CivilFile
from envol.web.papers.refusals import said
from envol.web.papers.selectors import MAJORITY, age_on, is_minor, needs_representative, paper_of
from envol.web.papers.services import forget_paper, keep_paper
from envol.web.people.models import Person


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def paper(request: HttpRequest, group: UUID, number: int) -> HttpResponse:
    """Show the paper of a pupil, keep it, or delete it where the form says `forget`."""
    person = _person(request)
    place = get_object_or_404(papers_visible_to(person), group=group, number=number)
    looked(by=person, pupils=[place.person_id], what=LOOK, place=request.path)
    if request.method == "POST" and "forget" in request.POST:
        return _forget(request, person, place)
    if request.method == "POST":
        return _keep(request, person, place)
    kept = _paper_at(place)
    return _shown(request, place, kept, *forms_of(kept))


def _keep(request: HttpRequest, person: Person, place: Enrolment) -> HttpResponse:
    form, parents = PaperForm(request.POST), Parents(request.POST, prefix="parents")
    if not (form.is_valid() and parents.is_valid()):
        return _shown(request, place, _paper_at(place), form, parents, status=422)
    try:
        kept = keep_paper(
            by=person,
            school=place.group.organisation_id,
            pupil=place.person_id,
            representatives=[row.parent for row in parents if row.parent],
            **form.cleaned_data,
        )
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        return _shown(request, place, _paper_at(place), form, parents, status=422)
    messages.success(request, _("The paper is kept until %(day)s.") % {"day": date_format(kept.kept_until, "j F Y")})
    return redirect(request.path)


def _forget(request: HttpRequest, person: Person, place: Enrolment) -> HttpResponse:
    try:
        forget_paper(by=person, school=place.group.organisation_id, pupil=place.person_id)
    except Refusal as refusal:
        messages.error(request, said(refusal))
    else:
        messages.success(request, _("The paper is deleted, with its representatives and signatures."))
    return redirect(request.path)


def _paper_at(place: Enrolment) -> CivilFile | None:
    return paper_of(place.person_id, [place.group.organisation_id])


def _shown(
    request: HttpRequest,
    place: Enrolment,
    kept: CivilFile | None,
    form: PaperForm,
    parents: forms.BaseFormSet[ParentForm],
    status: int = 200,
) -> HttpResponse:
    context = {"place": place, "paper": kept, "form": form, "parents": parents, "majority": MAJORITY}
    if kept is not None:
        today = timezone.localdate()
        context |= {
            "age": age_on(kept.birth_date, today),
            "is_minor": is_minor(kept.birth_date, today),
            "needs_representative": needs_representative(kept.birth_date, today),
        }
    return render(request, "network/paper.html", context, status=status)


def _person(request: HttpRequest) -> Person:
    """Return who is signed in; the view asks for sign-in first."""
    assert isinstance(request.user, Person)
    return request.user
