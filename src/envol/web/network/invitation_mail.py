"""The e-mail that carries an invitation."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from envol.web.network.invitation_services import Sent
from envol.web.people.models import Person

_log = logging.getLogger(__name__)


def send(sent: Sent, link: str) -> bool:
    """Send an invitation in the language of whoever it goes to, where they have an account; say whether it left.

    Nothing leaves for an address that a fictional person gave: no mail reaches it.
    """
    invitation = sent.invitation
    if invitation.invited_by is not None and invitation.invited_by.is_fictional:
        return False
    known = Person.objects.filter(email__iexact=invitation.email).first()
    with translation.override((known and known.language) or translation.get_language()):
        place = str(invitation.organisation)
        subject = _("An invitation to %(organisation)s on Envol") % {"organisation": place}
        text = render_to_string("network/school/invitation_mail.txt", {"invitation": invitation, "link": link})
    try:
        send_mail(subject, text, None, [invitation.email])
    except (SMTPException, OSError):
        # It stands in the list, from where it can be sent again: nothing is lost.
        _log.exception("an invitation could not be sent")
        return False
    return True
