"""Hours of the process as people read them."""

from __future__ import annotations

from django.utils.translation import gettext as _

_ALMOST = 1e-6
"""Hours: an hour such as 72.5 must not fall one minute short by rounding."""


def day_and_time(hour: float) -> str:
    """Return an hour of the process as its day and time; the day of inoculation is day 0."""
    day, minutes = divmod(int((hour + _ALMOST) * 60), 24 * 60)
    return _("day {day}, {time}").format(day=day, time=f"{minutes // 60:02d}:{minutes % 60:02d}")


def lasting(hours: float) -> str:
    """Return a length of time in days and hours, hours and minutes, or minutes."""
    minutes = round(hours * 60)
    if minutes >= 24 * 60:
        days, rest = divmod(round(hours), 24)
        return _("{days} d {hours} h").format(days=days, hours=rest)
    if minutes >= 60:
        return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
    return _("{minutes} min").format(minutes=minutes)
