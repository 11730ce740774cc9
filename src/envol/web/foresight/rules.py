"""Who may see and change what people keep of foresight; each predicate asks the selector that the pages ask."""

from __future__ import annotations

from rules.permissions import set_perm
from rules.predicates import Predicate

from envol.web.foresight.models import DeclaredNeed, Scenario
from envol.web.foresight.selectors import keeps_needs_of, needs_visible_to, scenarios_visible_to
from envol.web.network.models import Organisation
from envol.web.people.models import Person


def reads_scenario(person: object, scenario: object = None) -> bool:
    """Say whether somebody who is signed in reads a scenario; a link is asked by `scenario_by_link`."""
    known = isinstance(person, Person) and isinstance(scenario, Scenario)
    return known and scenarios_visible_to(person).filter(pk=scenario.pk).exists()  # type: ignore[arg-type, attr-defined]


def owns_scenario(person: object, scenario: object = None) -> bool:
    """Say whether a scenario is somebody's own."""
    known = isinstance(person, Person) and isinstance(scenario, Scenario)
    return known and person.is_active and scenario.person_id == person.pk  # type: ignore[attr-defined]


def reads_need(person: object, need: object = None) -> bool:
    """Say whether somebody reads a need with the name of its organisation."""
    known = isinstance(person, Person) and isinstance(need, DeclaredNeed)
    return known and needs_visible_to(person).filter(pk=need.pk).exists()  # type: ignore[arg-type, attr-defined]


def keeps_needs(person: object, organisation: object = None) -> bool:
    """Say whether somebody declares needs for an organisation; without one, whether for any."""
    if not isinstance(person, Person):
        return False
    kept = keeps_needs_of(person)
    return bool(kept) if organisation is None else isinstance(organisation, Organisation) and organisation.pk in kept


def keeps_need(person: object, need: object = None) -> bool:
    """Say whether somebody keeps a need."""
    known = isinstance(person, Person) and isinstance(need, DeclaredNeed)
    return known and need.organisation_id in keeps_needs_of(person)  # type: ignore[arg-type, attr-defined]


_PERMISSIONS = {
    "foresight.view_scenario": reads_scenario,
    "foresight.change_scenario": owns_scenario,
    "foresight.view_declaredneed": reads_need,
    "foresight.add_declaredneed": keeps_needs,
    "foresight.change_declaredneed": keeps_need,
}


def register() -> None:
    """Set the permissions."""
    for name, asks in _PERMISSIONS.items():
        set_perm(name, Predicate(asks, name))  # type: ignore[no-untyped-call]
