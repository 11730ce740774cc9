"""What is taken away and cut of deeds and looks when a person asks, and what ends of them by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from envol.web.accountability.models import AccessRecord, Activity
from envol.web.accountability.personal import Part, Row, register_part
from envol.web.accountability.retention import Job, register_job
from envol.web.accountability.sentences import sentence_of

THREE_YEARS = timedelta(days=3 * 365 + 1)
ONE_YEAR = timedelta(days=365)


def activity_rows(person: UUID) -> list[Row]:
    """Return what somebody did, with its sentence."""
    done = Activity.objects.filter(actor=person).order_by("id")
    return [
        {"at": each.at.isoformat(), "what": each.name, "sentence": sentence_of(each.name, each.params)}
        for each in done.iterator()
    ]


def cut_actor(person: UUID) -> None:
    """Take a person out of what they did."""
    Activity.objects.filter(actor=person).update(actor=None)


def end_activities(before: datetime) -> int:
    """Delete the activities from before an instant."""
    return Activity.objects.filter(at__lt=before).delete()[0]


def look_rows(person: UUID) -> list[Row]:
    """Return the looks of somebody, without whose data it was, and those at them, without who looked."""
    theirs = AccessRecord.objects.filter(reader=person).order_by("id")
    at_them = AccessRecord.objects.filter(pupil=person).order_by("id")
    return [
        {"at": each.at.isoformat(), "what": each.what, "place": place, "whose": whose}
        for found, whose in ((theirs, "another's"), (at_them, "mine"))
        for each in found.iterator()
        # The page of another person's data would name them by their place in a class.
        for place in ([each.place] if whose == "mine" else [""])
    ]


def keep_looks(person: UUID) -> None:
    """Erase nothing of the looks: what whoever looked could undo by leaving would be no record."""


def end_looks(before: datetime) -> int:
    """Delete the looks from before an instant."""
    return AccessRecord.objects.filter(at__lt=before).delete()[0]


def register_keeping() -> None:
    """Register the parts and the jobs of this app."""
    register_part(
        Part(
            name="activity",
            title=_("What you did on the campus"),
            rows=activity_rows,
            erase=cut_actor,
            models=("accountability.Activity",),
            stays=_("What was done stays for three years, without saying by whom: others answer for it too."),
        )
    )
    register_part(
        Part(
            name="access-log",
            title=_("Looks at pupils' data: yours at others', and others' at yours"),
            rows=look_rows,
            erase=keep_looks,
            models=("accountability.AccessRecord",),
            stays=_(
                "That somebody looked stays for one year. Of whoever looked and of whose data it was it keeps an opaque"
                " identifier, yours included: nothing here says any more whose it was, yet the looks of one person"
                " can still be told to be those of one person."
            ),
        )
    )
    register_job(
        Job(name="activity", title=_("activities older than three years"), keep=THREE_YEARS, end=end_activities)
    )
    register_job(Job(name="access-log", title=_("looks older than one year"), keep=ONE_YEAR, end=end_looks))
