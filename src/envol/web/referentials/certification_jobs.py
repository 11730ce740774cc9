"""The jobs that certifications lead to: they go on citing codes that ROME has split, so each is followed to today's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from envol.web.referentials.models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedJob:
    """A job that a register cites.

    Parameters
    ----------
    code : str
        As the register cites it.
    job : Job or None
        The job that has this code today; None where none has, or ROME was not imported.
    split_off : sequence of Job
        Jobs of today that the code stood for before ROME 4.0, too: the register may mean any of them.
    """

    code: str
    job: Job | None
    split_off: Sequence[Job]


def cited_jobs(cited: Iterable[str]) -> list[CitedJob]:
    """Return what codes that a register cites are today, in their order; all of them with one question."""
    codes = list(dict.fromkeys(cited))
    today: dict[str, Job] = {}
    split: defaultdict[str, list[Job]] = defaultdict(list)
    found = Job.objects.filter(Q(code__in=codes) | Q(parent_code__in=codes), retired_on=None)
    for job in found.order_by("code"):
        today[job.code] = job
        if job.parent_code != job.code:
            split[job.parent_code].append(job)
    return [CitedJob(code=code, job=today.get(code), split_off=split.get(code, [])) for code in codes]


def cited_for(code: str) -> Sequence[str]:
    """Return the codes that registers may cite for a job: its own, and the one that it was part of before."""
    parent = Job.objects.filter(code=code).values_list("parent_code", flat=True).first()
    return list(dict.fromkeys(filter(None, (code, parent))))
