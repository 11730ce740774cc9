"""School years: from 1 September to 31 August, the same for every organisation."""

from __future__ import annotations

from datetime import date, timedelta

from envol.web.network.models import SchoolYear

A_DAY = timedelta(days=1)


def year_of(day: date) -> SchoolYear:
    """Return the school year of a day, made if need be."""
    if standing := SchoolYear.objects.filter(starts_on__lte=day, ends_on__gte=day).first():
        return standing
    first = day.year if day.month >= 9 else day.year - 1
    year, _ = SchoolYear.objects.get_or_create(
        name=f"{first}-{first + 1}", defaults={"starts_on": date(first, 9, 1), "ends_on": date(first + 1, 8, 31)}
    )
    return year


def next_year(year: SchoolYear) -> SchoolYear:
    """Return the school year that follows another, made if need be."""
    return year_of(year.ends_on + A_DAY)


def last_end_before(day: date) -> date:
    """Return the last day of the newest school year that is over on a day; it need not be in the database."""
    standing = SchoolYear.objects.filter(ends_on__lt=day).order_by("-ends_on").values_list("ends_on", flat=True).first()
    counted = date(day.year if day > date(day.year, 8, 31) else day.year - 1, 8, 31)
    return max(standing, counted) if standing else counted
