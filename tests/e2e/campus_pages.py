"""The pages of the campus around the flights, by who opens them: whoever looks at all of them takes them from here."""

from __future__ import annotations

from collections.abc import Mapping

from .network import Network
from .registers import IN_FORCE, JOB, OUT_OF_DATE

FOR_EVERYBODY = (
    "/join/",
    "/pupil/",
    "/search/",
    "/search/?q=remplisseuse",
    "/search/?q=rien-de-tel",
    "/network/",
    "/network/?region=28",
    "/programmes/",
    "/programmes/exemple/",
    "/jobs/",
    f"/jobs/{JOB}/",
    "/certifications/",
    "/certifications/1/",
    "/certifications/2/",
    f"/rncp/{IN_FORCE}/",
    f"/rncp/{OUT_OF_DATE}/",
    "/skills/",
    "/skills/aseptic-fill-finish/",
    "/trainings/",
    "/register/",
    "/duties/",
    "/api/",
)


def pages_of(network: Network) -> Mapping[str, tuple[str, ...]]:
    """The pages of the roles, by somebody who has the role; `anybody` signs in as nobody."""
    school, maker = network.schools["looks"], network.company("maker")
    group, people = f"/groups/{school.group}/", f"{school.path}people/"
    return {
        "anybody": (*FOR_EVERYBODY, maker, f"/relays/{network.relay}/"),
        "head.looks": (
            "/",
            "/groups/",
            "/groups/new/",
            "/groups/roll-over/",
            group,
            f"/groups/{school.old}/",
            f"{group}list/",
            people,
            f"{people}?ended=1",
            f"{people}import/",
            "/delegations/",
            school.path,
            f"{school.path}change/",
            f"{school.path}competitors/",
            "/activity/",
            f"/activity/?of={school.id}",
        ),
        "teacher.looks": ("/", group, f"{group}pupils/1/paper/", "/deck/"),
        "contact.maker": ("/", maker, f"{maker}offerings/add/"),
        "head.maker": (
            maker,
            f"{maker}conventions/add/",
            f"{maker}sites/add/",
            f"{maker}labels/add/",
            f"/sites/{network.site}/change/",
            f"/labels/{network.label}/remove/",
        ),
        "keeper.maker": ("/", f"/relays/{network.relay}/", f"/relays/{network.relay}/resources/add/"),
        "learner.looks": ("/", group, "/join/", "/account/", "/account/kept/account/", "/account/erase/"),
        "officer": ("/", "/access-log/", "/activity/"),
        "administrator": ("/", "/activity/?of=all"),
    }
