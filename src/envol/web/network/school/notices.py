"""What a pupil is told when they sign in: that somebody gave out a new card for their account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from envol.web.network.school.sentences import RENEWED
from envol.web.people.models import Person
from envol.web.people.selectors import looks_at

TOLD_FOR = timedelta(days=14)


def register() -> None:
    """Tell at every way in: Django says of each that somebody signed in, the apps below know nothing of classes."""
    user_logged_in.connect(_tell, dispatch_uid="network.school_notices")


def _tell(sender: object, request: HttpRequest, user: Person, **named: Any) -> None:
    """Tell a pupil of a new card at each sign-in for a while: whoever has it without right may be the first to come."""
    if not user.is_pupil:
        return
    given = looks_at(user).filter(what=RENEWED, at__gt=timezone.now() - TOLD_FOR).order_by("-at").first()
    if given is None:
        return
    day = date_format(timezone.localdate(given.at), "j N Y")
    sentence = _(
        "A new card was made for you on %(day)s, and the one before opens nothing. "
        "If you did not ask for it, tell a teacher whom you trust."
    )
    messages.warning(request, sentence % {"day": day}, fail_silently=True)
