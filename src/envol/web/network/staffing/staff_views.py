"""A staff list of one organisation: looked at first, then imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from envol.errors import EnvolError
from envol.gateways.imports.staff import COLUMNS
from envol.web.accountability.services import note
from envol.web.network.models import Organisation, Site
from envol.web.network.school.faults import told
from envol.web.network.school.pages import person_of
from envol.web.network.school.upload import CarriedForm, UploadForm, carried, name_of
from envol.web.network.staffing.invitation_mail import link_of, send
from envol.web.network.staffing.membership_views import organisation_kept_by
from envol.web.network.staffing.staff_hand import Hand, hand_of
from envol.web.network.staffing.staff_import import ROLES, staff_importer
from envol.web.network.staffing.staff_people import INVITED
from envol.web.people.taking_away import cell_of
from envol.web.provenance.importing import ImportRefused, Outcome, run_import
from envol.web.provenance.upsert import Tally


@require_safe
@login_required
def template(request: HttpRequest, id: UUID) -> HttpResponse:
    """Give a staff list to fill in, with a line for each site of the organisation."""
    place = organisation_kept_by(request, id)
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    name = place.siret or place.uai or str(place.id)
    sites = [site.name for site in Site.objects.filter(organisation=place)] or [""]
    for number, site in enumerate(sites, 1):
        cells = [f"exemple{number}@example.invalid", _("Example (fictional)"), "teacher", name, site, "", ""]
        table.writerow([cell_of(cell) for cell in cells])
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="personnels.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def staff_import(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask for a staff list, and show what it would do."""
    place = organisation_kept_by(request, id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _asked(request, place, UploadForm())
    if not form.is_valid():
        return _asked(request, place, form, status=422)
    file = form.cleaned_data["file"]
    return _look(request, place, file.read(), name_of(file), form)


@require_POST
@login_required
def confirm(request: HttpRequest, id: UUID) -> HttpResponse:
    """Import a staff list that was looked at."""
    place = organisation_kept_by(request, id)
    form = CarriedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The file did not come whole: choose it again."))
        return redirect("network:staff-import", place.id)
    sent = form.cleaned_data
    hand = hand_of(person_of(request), place, sent["name"])
    try:
        outcome = _run(hand, sent["content"], keep_going=sent["others"])
    except ImportRefused:
        return _look(request, place, sent["content"], sent["name"], UploadForm(), status=422)
    total = outcome.tallies.get(ROLES, Tally())
    note(
        "network.staff.imported",
        by=person_of(request),
        about=place,
        organisation=place.id,
        place=str(place),
        created=total.created,
        updated=total.updated,
    )
    messages.success(request, _told(outcome))
    _deliver(request, hand)
    return redirect("network:people", place.id)


def _deliver(request: HttpRequest, hand: Hand) -> None:
    """Send the invitations of a list, and tell truly how many left."""
    stayed = sum(not send(sent, link_of(request, sent)) for sent in hand.letters)
    if gone := len(hand.letters) - stayed:
        sentence = ngettext("%(n)d invitation left by e-mail.", "%(n)d invitations left by e-mail.", gone)
        messages.info(request, sentence % {"n": gone})
    if stayed:
        sentence = ngettext(
            "%(n)d invitation waits, but its e-mail did not leave: send it again below, or hand its link over.",
            "%(n)d invitations wait, but their e-mails did not leave: send them again below, or hand their links over.",
            stayed,
        )
        messages.warning(request, sentence % {"n": stayed})


def _look(
    request: HttpRequest, place: Organisation, content: bytes, name: str, form: UploadForm, status: int = 200
) -> HttpResponse:
    try:
        outcome = _run(hand_of(person_of(request), place, name), content, dry_run=True, keep_going=True)
    except EnvolError as error:
        form.add_error("file", str(error)) if form.is_bound else messages.error(request, str(error))
        return _asked(request, place, form, status=422)
    context = {
        "place": place,
        "outcome": outcome,
        "roles": _roles(outcome),
        "faults": told(outcome.faults),
        "content": carried(content),
        "name": name,
    }
    return render(request, "network/school/staff_preview.html", context, status=status)


def _run(hand: Hand, content: bytes, *, dry_run: bool = False, keep_going: bool = False) -> Outcome:
    with _aside(content) as path:
        return run_import(staff_importer(hand), path, dry_run=dry_run, keep_going=keep_going)


def _roles(outcome: Outcome) -> Tally:
    """Return what is done with roles, given and offered together: apart, they would tell who has an account."""
    total = Tally()
    for table in (ROLES, INVITED):
        total.add(outcome.tallies.get(table, Tally()))
    return total


@contextmanager
def _aside(content: bytes) -> Iterator[Path]:
    """Give a file that is gone at the end, in a folder that nobody else reads."""
    with TemporaryDirectory(prefix="envol-staff-") as folder:
        path = Path(folder) / "staff.csv"
        path.write_bytes(content)
        yield path


def _asked(request: HttpRequest, place: Organisation, form: UploadForm, status: int = 200) -> HttpResponse:
    return render(request, "network/school/staff_upload.html", {"place": place, "form": form}, status=status)


def _told(outcome: Outcome) -> str:
    roles = outcome.tallies.get(ROLES, Tally())
    numbers = {
        "created": roles.created,
        "updated": roles.updated,
        "unchanged": roles.unchanged,
        "refused": outcome.refused,
    }
    return _("Roles: %(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(refused)d refused.") % numbers
