"""Jobs that end what has been kept long enough: they anonymise or delete, and say how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise

from envol.web.accountability.stores import everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One retention job.

    Parameters
    ----------
    name : str
        As `processing` annotations name it.
    title : lazy text
    keep : timedelta
        For how long the records are kept.
    end : callable
        End everything that is older than an instant; return how many records were ended. It may be asked again at any
        time, and then ends nothing more.
    """

    name: str
    title: str | Promise
    keep: timedelta
    end: Callable[[datetime], int]


_jobs: dict[str, Job] = {}


def register_job(job: Job) -> None:
    """Register a job; once, when its app is ready."""
    _jobs[job.name] = job


def jobs() -> list[Job]:
    """Return every job, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def run(*, now: datetime | None = None, dry_run: bool = False) -> dict[str, int]:
    """Run every job; return how many records each ended, or would end.

    Each job is done whole, in every store, or not at all; those before one that fails stay done.
    """
    now = now or timezone.now()
    ended = {}
    for job in jobs():
        with everywhere(dry_run=dry_run):
            ended[job.name] = job.end(now - job.keep)
    return ended
