"""Hours and shares as people read them."""

from __future__ import annotations

from django.utils.translation import gettext as _

_ALMOST = 1e-6
"""Hours: an hour such as 72.5 must not fall one minute short by rounding."""


def day_and_time(hour: float) -> str:
    """Return an hour of the process as its day and time; the day of inoculation is day 0."""
    day, minutes = divmod(int((hour + _ALMOST) * 60), 24 * 60)
    return _("day {day}, {time}").format(day=day, time=f"{minutes // 60:02d}:{minutes % 60:02d}")


def percent(share: float | None) -> str:
    """Return a share of one in percent, a dash where there is none."""
    return "–" if share is None else _("{number}%").format(number=f"{100 * share:.0f}")
