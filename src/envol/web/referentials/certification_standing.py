"""How a certification or a sheet stands on a day: whether one may still set out for it, and what follows it.

Pure: facts and a day in, a standing out. `certification_outlook` gathers the facts, `certification_filters` says the
same to the database.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EXPIRING_MONTHS = 6
FIRST_MONTH = 9
"""The month in which a school year begins."""


class State(TextChoices):
    """How something stands on a day."""

    CURRENT = "current", gettext_lazy("in force")
    LAST_SESSION = "last-session", gettext_lazy("last session")
    EXPIRING = "expiring", gettext_lazy("expires soon")
    STALE = "stale", gettext_lazy("out of date")
    UNKNOWN = "unknown", gettext_lazy("validity unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the imported registers say; None where they say nothing.

    Parameters
    ----------
    opens, closes : int or None
        The years of the first and the last session, supplementary ones included.
    registered_until : date or None
        The last day of the sheet's registration.
    is_registered : bool or None
        Whether the register called the sheet active on the day of the data.
    followed_from : int or None
        The year of the first session of what replaces it; 0 where nobody says, None where nothing is known to.
    withdrawn_on : date or None
        The day of the import in which it stood no more in its register.
    is_archived : bool
        Whether the source itself archived it.
    successors : tuple of str
        Numbers of the sheets that replace it.
    """

    opens: int | None = None
    closes: int | None = None
    registered_until: date | None = None
    is_registered: bool | None = None
    followed_from: int | None = None
    withdrawn_on: date | None = None
    is_archived: bool = False
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How something stands on a day, and why.

    Parameters
    ----------
    state : State
    reason : str
        A sentence in the language of the page.
    successors : tuple of str
        Numbers of the sheets that replace it.
    is_followed : bool
        Whether something is known to replace it, be it without a number.
    """

    state: State
    reason: str
    successors: tuple[str, ...] = ()
    is_followed: bool = False

    @property
    def is_stale(self) -> bool:
        """Whether nobody may set out for it any more."""
        return self.state is State.STALE

    @property
    def is_to_be_looked_up(self) -> bool:
        """Whether it ends, and no imported register says what follows."""
        is_ending = self.state in (State.STALE, State.LAST_SESSION, State.EXPIRING)
        return is_ending and not self.successors and not self.is_followed


def standing_of(facts: Facts, day: date) -> Standing:
    """Return how something stands on a day.

    The last session comes before the registration: classes that are under way sit it though their sheet has expired,
    and after it no sheet is of any use.
    """
    verdict = _ended(facts, session_of(day)) or _registered(facts, day) or _open(facts, session_of(day))
    state, reason = verdict or (State.UNKNOWN, _("No imported register says how long it runs."))
    is_followed = facts.followed_from is not None
    return Standing(state=state, reason=reason, successors=facts.successors, is_followed=is_followed)


def session_of(day: date) -> int:
    """Return the year of the session that ends the school year of a day."""
    return day.year + (day.month >= FIRST_MONTH)


def expiring_by(day: date) -> date:
    """Return the last day that counts as soon."""
    years, month = divmod(day.month - 1 + EXPIRING_MONTHS, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


_Verdict = tuple[State, str] | None


def _ended(facts: Facts, session: int) -> _Verdict:
    if facts.withdrawn_on:
        return State.STALE, _("It is in its register no more since %(day)s.") % {"day": _said(facts.withdrawn_on)}
    if facts.is_archived:
        return State.STALE, _("Its register has archived it.")
    if facts.closes is not None and facts.closes < session:
        return State.STALE, _("Its last session was in %(year)s.") % {"year": facts.closes}
    if facts.closes == session:
        return State.LAST_SESSION, _("Its last session is that of this school year, in %(year)s.") % {"year": session}
    return None


def _registered(facts: Facts, day: date) -> _Verdict:
    until = facts.registered_until
    said = {"day": _said(until) if until else ""}
    if until and until < day:
        return State.STALE, _("Its registration ended on %(day)s.") % said
    if facts.is_registered is False:
        return State.STALE, _("Its register calls it inactive.")
    if until and until <= expiring_by(day):
        return State.EXPIRING, _("Its registration ends on %(day)s.") % said
    if until:
        return State.CURRENT, _("It is registered until %(day)s.") % said
    return None


def _open(facts: Facts, session: int) -> _Verdict:
    if facts.closes is not None:
        return State.CURRENT, _("Its last session will be in %(year)s.") % {"year": facts.closes}
    if facts.followed_from is not None and facts.followed_from <= session:
        return State.STALE, _("It has been replaced.")
    if facts.is_registered:
        return State.CURRENT, _("Its register calls it active.")
    if facts.opens is not None:
        return State.CURRENT, _("Its sessions began in %(year)s, and no last one is announced.") % {"year": facts.opens}
    return None


def _said(day: date) -> str:
    return date_format(day, "j F Y")
