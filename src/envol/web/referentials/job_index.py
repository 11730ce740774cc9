"""What jobs are found by: their titles, and their codes of today and before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse

from envol.web.referentials.models import Job, JobTitle
from envol.web.search.services import Findable, index

KIND = "job"


def index_jobs() -> int:
    """Write down every standing job for the search; return how many."""
    return index(KIND, _findable(), whole=True)


def _findable() -> Iterator[Findable]:
    titles: defaultdict[str, list[str]] = defaultdict(list)
    standing = JobTitle.objects.filter(retired_on=None).order_by("is_rare", "ogr")
    for job, long, short in standing.values_list("job_id", "long", "short"):
        # The long form alone bears a woman's title whole; both are found by, and the long one is what is shown.
        titles[job] += [long, short] if long != short else [long]
    for code, title, parent in (
        Job.objects.filter(retired_on=None).order_by("code").values_list("code", "title", "parent_code")
    ):
        yield Findable(
            key=code,
            title=title,
            path=reverse("referentials:job", args=[code]),
            hint=code,
            former=[each for each in titles[code] if each != title],
            codes=(code, parent),
        )
