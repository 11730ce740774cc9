"""Schools and companies that are not the demonstration's: nobody enters as their people without a password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext

from .campus import Campus
from .people import PASSWORD, send

SCHOOLS = ("classes", "keys", "staff", "labels", "years", "looks")
"""One for each test that changes what it finds there."""
COMPANIES = ("maker", "rival")
"""They compete."""
ROLES = ("head", "teacher", "contact", "learner")


@dataclass(frozen=True, kw_only=True)
class School:
    """A school with two sites, a class of this year and one of last year that nobody took on.

    Parameters
    ----------
    key : str
        The name of it, and of its people: the head's address is `head.KEY@example.invalid`.
    card : str
        Of the first pupil of this year's class.
    """

    key: str
    id: str
    group: str
    old: str
    card: str

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/organisations/{self.id}/"

    @property
    def name(self) -> str:
        """What it is called."""
        return called(self.key)


@dataclass(frozen=True, kw_only=True)
class Network:
    """What was furnished: schools and companies by their keys, and the ids of what belongs to the first company."""

    schools: dict[str, School]
    companies: dict[str, str]
    relay: str
    label: str
    site: str
    _sessions: dict[str, list[Any]] = field(default_factory=dict)

    def company(self, key: str) -> str:
        """The address of a company's page."""
        return f"/organisations/{self.companies[key]}/"

    def come_in(self, context: BrowserContext, who: str) -> None:
        """Sign in quickly as somebody of it, `head.staff` say; again by the cookie, as sign-ins a minute are limited.

        Raises
        ------
        AssertionError
            If they are not let in.
        """
        if who not in self._sessions:
            landed = send(context, "/accounts/login/", {"login": f"{who}@example.invalid", "password": PASSWORD})
            assert "/accounts/login" not in landed.url, f"{who} is not let in"
            self._sessions[who] = [each for each in context.cookies() if each["name"] == "sessionid"]
        context.add_cookies(self._sessions[who])


def called(key: str) -> str:
    """What an organisation is called."""
    return f"Exemple {key} (example)"


def furnish(campus: Campus, schools: Sequence[str] = SCHOOLS, companies: Sequence[str] = COMPANIES) -> Network:
    """Make schools and companies in a campus, one of each at least."""
    made = campus.ask("furnish", schools=schools, companies=companies, roles=ROLES, password=PASSWORD)
    return Network(
        schools={key: School(key=key, **each) for key, each in made["schools"].items()},
        companies={key: each["id"] for key, each in made["companies"].items()},
        **{name: made[name] for name in ("relay", "label", "site")},
    )
