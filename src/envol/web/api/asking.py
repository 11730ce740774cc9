"""A question to the API, and who asks it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from envol.web.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks.

    Parameters
    ----------
    viewer : Person or AnonymousUser
        As the selectors of pages take them.
    counted_by : str
        Their token or their address: what their questions are counted by.
    """

    viewer: Person | AnonymousUser
    counted_by: str

    @property
    def has_token(self) -> bool:
        """Whether it is somebody known."""
        return isinstance(self.viewer, Person)

    @property
    def person(self) -> Person:
        """Whoever asks, on a route that needs a token."""
        assert isinstance(self.viewer, Person)
        return self.viewer


class Asking(HttpRequest):
    """A request whose asker is known."""

    auth: Caller
