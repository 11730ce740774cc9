"""What of the network ends by itself: invitations that served, and the accounts of pupils whose classes are over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, F, Max, Q, QuerySet, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.personal import erase_everything
from envol.web.accountability.retention import Job
from envol.web.network.models import Invitation
from envol.web.network.school.years import last_end_before
from envol.web.people.models import Person


def _end_invitations(before: datetime) -> int:
    over = Q(accepted_at__lt=before) | Q(accepted_at=None, expires_at__lt=before)
    ended, _by_model = Invitation.objects.filter(over).delete()
    return ended


def _end_pupils(now: datetime) -> int:
    """Erase each pupil whose last class was over before the last day of the school year that ended last.

    So a pupil who left during a year is erased after its end; one who stayed to its last day, a year later. Papers stay
    to their own last day: the job of papers ends them.
    """
    # Read whole: what is erased would change the list under the reader.
    gone = list(pupils_over_before(last_end_before(timezone.localdate(now))))
    for pupil in gone:
        erase_everything(pupil, time_is_over=True)
    return len(gone)


def _end_visitors(before: datetime) -> int:
    """Erase the fictional pupils who joined before: visitors of a demonstration, who do not come back."""
    visitors = Person.objects.filter(is_fictional=True, date_joined__lt=before).exclude(card=None)
    gone = list(visitors.values_list("id", flat=True))
    for visitor in gone:
        erase_everything(visitor)
    return len(gone)


def pupils_over_before(day: date) -> QuerySet[Person, UUID]:
    """Return the ids of the pupils who were in no class on a day or after it, nor came to the campus since."""
    ends = F("enrolments__group__year__ends_on")
    last = Max(Case(When(enrolments__until=None, then=ends), default=Least("enrolments__until", ends)))
    pupils = Person.objects.exclude(card=None).annotate(last_class=Coalesce(last, F("date_joined__date")))
    return pupils.filter(last_class__lt=day).values_list("id", flat=True)


JOBS = (
    Job(
        name="invitations",
        title=_("Invitations, ninety days after they were taken up or expired"),
        keep=timedelta(days=90),
        end=_end_invitations,
    ),
    Job(
        name="pupils",
        title=_("Pupils’ accounts, at the end of the school year after their last class"),
        keep=timedelta(0),
        end=_end_pupils,
    ),
    Job(
        name="visitors",
        title=_("Fictional pupils, whom visitors of a demonstration make, seven days after they joined"),
        keep=timedelta(days=7),
        end=_end_visitors,
    ),
)
