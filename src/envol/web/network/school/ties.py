"""What ties people to the campus through the network: a role or a class that lasts."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from envol.web.network.models import Enrolment, Membership, Role, Teaching
from envol.web.network.school.selectors import not_over
from envol.web.network.staffing.membership_selectors import is_last_head
from envol.web.people.ties import Tie


def _hold(people: Collection[UUID]) -> set[UUID]:
    day = timezone.localdate()
    roles = Membership.objects.filter(not_over(day), person__in=people).values_list("person", flat=True)
    taught = Teaching.objects.filter(not_over(day), group__year__ends_on__gte=day, person__in=people)
    joined = Enrolment.objects.filter(not_over(day), group__year__ends_on__gte=day, person__in=people)
    return {*roles, *taught.values_list("person", flat=True), *joined.values_list("person", flat=True)}


def _warn(person: UUID) -> list[str]:
    day = timezone.localdate()
    headed = Membership.objects.filter(not_over(day), person=person, role=Role.HEAD).select_related("organisation")
    sentence = _("Nobody would head %(organisation)s any more: name another head first.")
    return [sentence % {"organisation": role.organisation} for role in headed if is_last_head(role, day)]


TIE = Tie(name="network", holds=_hold, warnings=_warn)
