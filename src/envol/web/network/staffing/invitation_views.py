"""Inviting somebody to a role, and taking an invitation up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from envol.errors import Refusal
from envol.web.network.models import Invitation, Role
from envol.web.network.school.pages import allowed, found, person_of, refuse
from envol.web.network.school.refusals import said
from envol.web.network.staffing import invitation_services
from envol.web.network.staffing.invitation_mail import link_of, send
from envol.web.network.staffing.invitation_selectors import Standing, invitation_by, invitations_visible_to, standing_of
from envol.web.network.staffing.invitation_services import Sent
from envol.web.network.staffing.membership_forms import InviteForm
from envol.web.network.staffing.membership_selectors import roles_given_by
from envol.web.network.staffing.membership_views import organisation_kept_by, people_page
from envol.web.people.mail import is_configured
from envol.web.people.models import Person


@require_POST
@login_required
def invite(request: HttpRequest, id: UUID) -> HttpResponse:
    """Send an invitation into an organisation."""
    place = organisation_kept_by(request, id)
    person = person_of(request)
    form = InviteForm(request.POST, organisation=place, roles=roles_given_by(person, place))
    if not form.is_valid():
        return people_page(request, place, form, status=422)
    asked = form.cleaned_data
    try:
        sent = invitation_services.invite(
            organisation=place,
            email=asked["email"],
            name=asked["name"],
            role=Role(asked["role"]),
            site=asked.get("site"),
            by=person,
        )
    except Refusal as refused:
        form.add_error(None, said(refused))
        return people_page(request, place, form, status=422)
    _deliver(request, sent)
    return redirect("network:people", place.id)


@require_POST
@login_required
def send_again(request: HttpRequest, id: UUID, invitation: UUID) -> HttpResponse:
    """Send an invitation again, with a new link."""
    held = _held(request, id, invitation)
    try:
        _deliver(request, invitation_services.send_again(invitation=held, by=person_of(request)))
    except Refusal as refused:
        refuse(request, refused)
    return redirect("network:people", id)


@require_POST
@login_required
def withdraw(request: HttpRequest, id: UUID, invitation: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    held = _held(request, id, invitation)
    try:
        invitation_services.withdraw(invitation=held, by=person_of(request))
        messages.success(request, _("The invitation is withdrawn: its link opens nothing."))
    except Refusal as refused:
        refuse(request, refused)
    return redirect("network:people", id)


def _held(request: HttpRequest, id: UUID, invitation: UUID) -> Invitation:
    place = organisation_kept_by(request, id)
    person = person_of(request)
    held = found(invitations_visible_to(person).filter(organisation=place), id=invitation)
    allowed(person, "network.change_invitation", held)
    return held


def _deliver(request: HttpRequest, sent: Sent) -> None:
    """Send an invitation, and tell truly whether it left; where no mail leaves, its link is shown this once."""
    link = link_of(request, sent)
    if send(sent, link):
        messages.success(request, _("The invitation left for %(email)s.") % {"email": sent.invitation.email})
    elif person_of(request).is_fictional:
        messages.info(request, _("This is a demonstration: no e-mail left. The link is %(link)s") % {"link": link})
    elif not is_configured():
        sentence = _("No e-mail leaves this campus. Hand this link over yourself, it is shown this once: %(link)s")
        messages.warning(request, sentence % {"link": link})
    else:
        messages.error(request, _("The e-mail could not be sent: send the invitation again in a while."))


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an invitation is for; a POST takes it up."""
    held = invitation_by(token)
    if held is None:
        raise Http404
    if request.method == "POST":
        return _accept(request, held)
    return _told(request, held)


def _accept(request: HttpRequest, held: Invitation) -> HttpResponse:
    if not isinstance(request.user, Person):
        return redirect_to_login(request.path)
    try:
        invitation_services.accept(invitation=held, person=request.user)
    except Refusal as refused:
        return _told(request, held, refused=said(refused), status=422)
    place = {"role": held.get_role_display(), "organisation": str(held.organisation)}
    messages.success(request, _("You have this role at %(organisation)s now: %(role)s.") % place)
    return redirect("portal:home")


def _told(request: HttpRequest, held: Invitation, refused: str = "", status: int = 200) -> HttpResponse:
    standing = standing_of(held, timezone.now())
    come_back = urlencode({"next": request.path})
    context = {
        "invitation": held,
        "standing": standing,
        "is_open": standing is Standing.OPEN,
        "refused": refused,
        "sign_in": f"{reverse('account_login')}?{come_back}",
        "sign_up": f"{reverse('account_signup')}?{come_back}",
    }
    return render(request, "network/school/invitation.html", context, status=status)
