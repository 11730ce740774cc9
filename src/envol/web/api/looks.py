"""Who looked at pupils' data through the API: written down as a look at a page is."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.services import looked
from envol.web.people.models import Person

SENTENCES = {
    "api.looked.flight": _("a flight, read by a program"),
    "api.looked.group": _("a class, read by a program"),
}


def write_down_look(request: HttpRequest, by: Person, shown: Iterable[Person], what: str) -> None:
    """Write down that somebody's program is shown what is kept about people; of those who are no pupils, nothing.

    Parameters
    ----------
    request : HttpRequest
    by : Person
    shown : iterable of Person
    what : str
        The last word of one of `SENTENCES`.
    """
    pupils = sorted(each.pk for each in shown if each.is_pupil)
    if pupils:
        looked(by=by, pupils=pupils, what=f"api.looked.{what}", place=request.path)
