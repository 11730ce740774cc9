"""A class list: looked at first, then taken, with the cards of those whose accounts it made."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from envol.errors import EnvolError, Refusal
from envol.gateways.imports.classlist import ClassList, read_class_list
from envol.web.accountability.services import looked
from envol.web.network.models import Group
from envol.web.network.school import listing as school_listing
from envol.web.network.school.faults import lines_of, told
from envol.web.network.school.once import redeem, ticket
from envol.web.network.school.pages import group_to_change, person_of, refuse, shown_once
from envol.web.network.school.services import PLACES
from envol.web.network.school.upload import CarriedForm, UploadForm, carried, name_of
from envol.web.pagekit.language import page_language
from envol.web.papers.keeping import LOOK
from envol.web.people.models import Language

TEMPLATE = (
    "NOM;PRENOM;NE(E) LE;CLASSE;INE;RESPONSABLE;COURRIEL RESPONSABLE;TELEPHONE RESPONSABLE\r\n"
    "EXEMPLE (fictif);Élodie;31/12/2010;BTS 1;;EXEMPLE (fictif) Claude;claude@example.invalid;\r\n"
)


@require_safe
@login_required
def template(request: HttpRequest) -> HttpResponse:
    """Give a class list to fill in, as spreadsheets open it."""
    response = HttpResponse("\ufeff" + TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="liste-de-classe.csv"'
    return response


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def upload(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask for a class list, and show what it would do."""
    group = group_to_change(request, id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _asked(request, group, UploadForm())
    if not form.is_valid():
        return _asked(request, group, form, status=422)
    file = form.cleaned_data["file"]
    return _look(request, group, file.read(), name_of(file), form)


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
@login_required
def choose(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what one class of a list of several would do."""
    group = group_to_change(request, id)
    form = CarriedForm(request.POST)
    if not form.is_valid():
        return _asked(request, group, UploadForm(), status=422)
    sent = form.cleaned_data
    return _look(request, group, sent["content"], sent["name"], UploadForm(), sent["division"])


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
@login_required
def confirm(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a class list that was looked at, and show the cards once."""
    group = group_to_change(request, id)
    form = CarriedForm(request.POST)
    if not form.is_valid() or not redeem(request):
        messages.error(request, _("This list was taken already, or did not come whole: choose the file again."))
        return redirect("network:group", group.id)
    sent, person = form.cleaned_data, person_of(request)
    listing = read_class_list(sent["content"], name=sent["name"], today=timezone.localdate())
    plan = school_listing.plan_for(listing, group=group, division=sent["division"], by=person)
    if (listing.faults and not sent["others"]) or (plan.nameless and not sent["again"]):
        return _look(request, group, sent["content"], sent["name"], UploadForm(), sent["division"], status=422)
    try:
        taken = school_listing.take(plan, group=group, language=Language(page_language()), by=person)
    except Refusal as refused:
        refuse(request, refused)
        return redirect("network:group", group.id)
    return _cards(request, group, taken)


def _cards(request: HttpRequest, group: Group, taken: list[school_listing.Taken]) -> HttpResponse:
    cards = [
        {
            "enrolment": each.newcomer.enrolment,
            "card": each.newcomer.card,
            "called": f"{each.listed.given_name} {each.listed.family_name}",
        }
        for each in taken
    ]
    return shown_once(request, "network/school/cards.html", {"group": group, "cards": cards})


def _look(
    request: HttpRequest,
    group: Group,
    content: bytes,
    name: str,
    form: UploadForm,
    asked: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show what a list would do, or why it is none."""
    try:
        listing = read_class_list(content, name=name, today=timezone.localdate())
    except EnvolError as error:
        form.add_error("file", str(error)) if form.is_bound else messages.error(request, str(error))
        return _asked(request, group, form, status=422)
    context = {
        "group": group,
        "listing": listing,
        "faults": told(listing.faults),
        "faulty": lines_of(listing.faults),
        "content": carried(content),
        "name": name,
        "once": ticket(request),
        "places": PLACES,
        **_plan(request, group, listing, asked),
    }
    return shown_once(request, "network/school/list_preview.html", context, status=status)


def _plan(request: HttpRequest, group: Group, listing: ClassList, asked: str) -> dict[str, object]:
    division = school_listing.division_of(listing, group, asked)
    if listing.divisions and not division:
        return {"division": "", "plan": None}
    person = person_of(request)
    plan = school_listing.plan_for(listing, group=group, division=division, by=person)
    looked(by=person, pupils=plan.read, what=LOOK, place=request.path)
    return {"division": division, "plan": plan}


def _asked(request: HttpRequest, group: Group, form: UploadForm, status: int = 200) -> HttpResponse:
    return render(request, "network/school/list_upload.html", {"group": group, "form": form}, status=status)
