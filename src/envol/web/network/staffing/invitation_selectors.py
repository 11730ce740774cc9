"""What is read of invitations, by whoever may, and how each stands."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import pgettext_lazy

from envol.web.network.models import Invitation, Role
from envol.web.network.posts import posts_of
from envol.web.network.school.selectors import within_reach
from envol.web.network.staffing.invitation_secret import digest_of
from envol.web.people.models import Person


class Standing(TextChoices):
    """How an invitation stands."""

    OPEN = "open", pgettext_lazy("invitation", "waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    EXPIRED = "expired", pgettext_lazy("invitation", "expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")


def standing_of(invitation: Invitation, now: datetime) -> Standing:
    """Return how an invitation stands at an instant."""
    if invitation.accepted_at is not None:
        return Standing.ACCEPTED
    if invitation.expires_at <= invitation.created_at:
        # `withdraw` puts the end at the beginning: no invitation expires there by itself.
        return Standing.WITHDRAWN
    return Standing.OPEN if now < invitation.expires_at else Standing.EXPIRED


def invitations_visible_to(person: Person) -> QuerySet[Invitation]:
    """Return the invitations that somebody may see: a head, those of the place; an administrator, those they sent."""
    posts = posts_of(person)
    seen = Q(organisation__in=posts.organisations(Role.HEAD))
    if posts.administers:
        seen |= Q(invited_by=person)
    return Invitation.objects.filter(seen & within_reach(person))


def invitation_by(token: str) -> Invitation | None:
    """Return the invitation of a secret link, None where there is none."""
    found = Invitation.objects.filter(digest=digest_of(token))
    return found.select_related("organisation", "site", "invited_by").first()
