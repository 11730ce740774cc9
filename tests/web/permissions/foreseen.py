"""What people keep of foresight, on each side of the world: scenarios of one's own and shared ones, needs."""

from __future__ import annotations

from typing import Any

from envol.web.foresight.models import DeclaredNeed, Scenario
from envol.web.network.models import Organisation
from envol.web.people.models import Person

OUTLOOK = "france"


def add_foreseen(things: dict[str, Any], name: str) -> None:
    """Add a scenario that is shared with nobody, one with the organisation, one by a link; and a need."""
    place: Organisation = things["organisation"]
    things |= {
        "scenario": scenario(things["director"]),
        "shared_scenario": scenario(things["director"], organisation=place),
        "linked": scenario(things["colleague"], link=f"a-link-of-{name}"),
        "need": DeclaredNeed.objects.create(
            organisation=place,
            outlook=OUTLOOK,
            region="28",
            occupation="production-operator",
            level="bac",
            people=5,
            wanted_by=things["soon"],
        ),
    }


def scenario(person: Person, **more: Any) -> Scenario:
    """Write a scenario that changes nothing."""
    return Scenario.objects.create(person=person, outlook=OUTLOOK, version="of-tests", title="A scenario", **more)
