"""The jobs that certifications lead to: they go on citing codes that ROME has split, so each is followed to today's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from envol.web.referentials.models import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLink:
    """A job that something leads to.

    Parameters
    ----------
    code : str
        Of today; where ROME knows the cited one no more and nothing came of it, that one.
    title : str
        Empty where ROME was not imported, or does not know it.
    cited : str
        The code that the register cites.
    """

    code: str
    title: str
    cited: str

    @property
    def has_moved(self) -> bool:
        """Whether ROME has another code for it today."""
        return self.code != self.cited


def jobs_of(cited: Iterable[str]) -> list[JobLink]:
    """Return the jobs of today for codes as a register cites them, in their order."""
    codes = list(dict.fromkeys(cited))
    became: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    found = Job.objects.filter(Q(code__in=codes) | Q(parent_code__in=codes), retired_on=None).order_by("code")
    for code, parent, title in found.values_list("code", "parent_code", "title"):
        became[parent if parent in codes else code].append((code, title))
    return [
        JobLink(code=code, title=title, cited=each) for each in codes for code, title in became.get(each, [(each, "")])
    ]


def cited_for(code: str) -> Sequence[str]:
    """Return the codes that registers may cite for a job: its own, and the one that it was part of before."""
    parent = Job.objects.filter(code=code).values_list("parent_code", flat=True).first()
    return list(dict.fromkeys(filter(None, (code, parent))))
