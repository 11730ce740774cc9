"""What is read of jobs: by the pages, the interface of the campus, and whatever cites a ROME code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from envol.web.referentials.models import Job, JobDomain, JobMobility, JobTitle


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """A job that took titles over from another one.

    Parameters
    ----------
    job : Job
    titles : int
        How many.
    """

    job: Job
    titles: int


def jobs(domain: str = "") -> QuerySet[Job]:
    """Return the standing jobs, all or of one domain.

    Parameters
    ----------
    domain : str
        ``H`` or ``H23``; empty for all.
    """
    standing = Job.objects.filter(retired_on=None).select_related("domain")
    return standing.filter(_begins_with(domain)) if domain else standing


def domains() -> list[tuple[JobDomain, list[JobDomain]]]:
    """Return each domain of a letter with the professional domains within, in the order of their codes."""
    found = list(JobDomain.objects.filter(retired_on=None).order_by("code"))
    return [
        (large, [each for each in found if len(each.code) > 1 and each.code.startswith(large.code)])
        for large in found
        if len(large.code) == 1
    ]


def job_of(code: str) -> Job | None:
    """Return a job by its code, also one that is retired; None where ROME never had it."""
    return Job.objects.select_related("domain", "provenance").filter(code=code).first()


def successors_of(code: str) -> list[Job]:
    """Return the jobs of today that a code stood for before ROME 4.0, the job that kept it first.

    Diplomas and registers go on citing such codes: H2301 was four jobs of today.
    """
    heirs = Job.objects.filter(parent_code=code, retired_on=None).select_related("provenance").order_by("code")
    return sorted(heirs, key=lambda job: job.code != code)


def title_heirs_of(code: str) -> list[Heir]:
    """Return the other jobs that took single titles over from a code before ROME 4.0, those with the most first."""
    moved = JobTitle.objects.filter(parent_code=code, retired_on=None, job__retired_on=None)
    moved = moved.exclude(job__code=code).exclude(job__parent_code=code)
    counts = dict(moved.values_list("job").annotate(titles=Count("pk")).order_by("-titles", "job"))
    found = Job.objects.in_bulk(list(counts))
    return [Heir(job=found[each], titles=count) for each, count in counts.items()]


def titles_of(job: Job) -> list[JobTitle]:
    """Return the names by which a job is called, its own first, the rarely used ones last."""
    return list(JobTitle.objects.filter(job=job, retired_on=None).order_by("-is_main", "is_rare", "long"))


def near_jobs_of(job: Job) -> list[Job]:
    """Return the jobs that people of one go on to, the nearest first."""
    moves = JobMobility.objects.filter(job=job, retired_on=None, target__retired_on=None)
    return [move.target for move in moves.select_related("target").order_by("order", "target_id")]


def jobs_by_code(codes: Iterable[str]) -> dict[str, Job]:
    """Return the jobs of some codes, retired ones too; codes that ROME never had are left out."""
    return Job.objects.in_bulk(list(dict.fromkeys(codes)))


def _begins_with(domain: str) -> Q:
    """Return the condition of a range of codes, which the index of the key answers."""
    return Q(code__gte=domain, code__lt=domain[:-1] + chr(ord(domain[-1]) + 1))
