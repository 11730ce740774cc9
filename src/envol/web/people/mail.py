"""Whether mail leaves this campus."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from envol.web.people.mail_server import STAYS_HERE

log = structlog.get_logger(__name__)


def is_configured() -> bool:
    """Say whether a mail that is sent reaches anybody."""
    return settings.EMAIL_BACKEND not in STAYS_HERE


class NoMail(BaseEmailBackend):
    """Where no server of mail is told: says that nothing left, and writes neither address nor text, which has links."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send nothing, and say so."""
        if email_messages:
            log.warning("no mail leaves this campus: ENVOL_EMAIL_URL names no server", mails=len(email_messages))
        return 0
