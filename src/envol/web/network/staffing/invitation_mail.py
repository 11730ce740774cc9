"""The e-mail that carries an invitation."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from envol.web.network.models import Invitation
from envol.web.network.staffing.invitation_services import Sent, mail_left
from envol.web.network.web_addresses import without_addresses
from envol.web.people.mail import is_configured
from envol.web.people.models import Person

_log = logging.getLogger(__name__)


def link_of(request: HttpRequest, sent: Sent) -> str:
    """Return the address of an invitation, with its secret."""
    return request.build_absolute_uri(reverse("network:invitation", args=[sent.secret]))


def send(sent: Sent, link: str) -> bool:
    """Send an invitation in the language of whoever it goes to, where they have an account; say whether it left.

    Nothing leaves for an address that a fictional person gave, which no mail reaches, nor where the campus was told of
    no server of mail.
    """
    invitation = sent.invitation
    if not is_configured():
        return False
    if invitation.invited_by is not None and invitation.invited_by.is_fictional:
        return False
    known = Person.objects.filter(email__iexact=invitation.email).first()
    with translation.override((known and known.language) or translation.get_language()):
        place = without_addresses(str(invitation.organisation))
        subject = " ".join((_("An invitation to %(organisation)s on Envol") % {"organisation": place}).split())
        text = _text(invitation, link)
    try:
        send_mail(subject, text, None, [invitation.email])
    except (SMTPException, OSError):
        # It stands in the list, from where it can be sent again: nothing is lost.
        _log.exception("an invitation could not be sent")
        return False
    mail_left(invitation=invitation)
    return True


def _text(invitation: Invitation, link: str) -> str:
    until = date_format(timezone.localtime(invitation.expires_at), "j N Y, H:i")
    what = [_("Role: %(role)s") % {"role": invitation.get_role_display()}]
    if invitation.site:
        what.append(_("Site: %(site)s") % {"site": without_addresses(str(invitation.site))})
    parts = [
        _("Hello,"),
        _("%(organisation)s invites you to a role on Envol, the campus of bioproduction.")
        % {"organisation": without_addresses(invitation.organisation.name)},
        "\n".join(what),
        _("To take it up, open this link before %(until)s, and sign in or make an account:") % {"until": until},
        link,
        _("The link serves once. If you expected no invitation, leave it: nothing happens."),
    ]
    return "\n\n".join(parts) + "\n"
