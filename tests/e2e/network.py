"""Schools and companies that are not the demonstration's: nobody enters as their people without a password."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import BrowserContext

from .campus import Campus
from .people import PASSWORD, send

SCHOOLS = ("classes", "keys", "staff", "labels", "years", "looks", "mail")
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

    def company(self, key: str) -> str:
        """The address of a company's page."""
        return f"/organisations/{self.companies[key]}/"


def called(key: str) -> str:
    """What an organisation is called."""
    return f"Exemple {key} (example)"


def furnish(campus: Campus) -> Network:
    """Make the schools and the companies in a campus."""
    made = campus.ask("furnish", schools=SCHOOLS, companies=COMPANIES, roles=ROLES, password=PASSWORD)
    return Network(
        schools={key: School(key=key, **each) for key, each in made["schools"].items()},
        companies={key: each["id"] for key, each in made["companies"].items()},
        **{name: made[name] for name in ("relay", "label", "site")},
    )


def come_in(context: BrowserContext, who: str) -> None:
    """Sign in quickly as somebody of the network: `head.staff`.

    Raises
    ------
    AssertionError
        If they are not let in.
    """
    landed = send(context, "/accounts/login/", {"login": f"{who}@example.invalid", "password": PASSWORD})
    assert "/accounts/login" not in landed.url, f"{who} is not let in"
