"""What pages of others show of certifications: those that lead to a job, and how a number stands."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from envol.web.referentials.certification_selectors import for_job, standing_of_number

MOST_FOR_A_JOB = 20

register = template.Library()


@register.inclusion_tag("referentials/certifications/for_job_list.html")
def certifications_for_job(job_code: str) -> dict[str, Any]:
    """Show the certifications that lead to a job, those out of date last and marked so."""
    items, has_more = for_job(job_code, timezone.localdate(), MOST_FOR_A_JOB)
    return {"job_code": job_code, "items": items, "has_more": has_more}


@register.inclusion_tag("referentials/certifications/standing.html")
def sheet_standing(number: str) -> dict[str, Any]:
    """Show how the sheet of a number stands, nothing where no register knows it; it asks the database each time."""
    return {"standing": standing_of_number(number, timezone.localdate()), "brief": True}
