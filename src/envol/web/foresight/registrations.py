"""What foresight registers when its app is ready: what it keeps about people, who may what, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.personal import Part, Row, register_part
from envol.web.accountability.sentences import register_sentences
from envol.web.foresight import rules
from envol.web.foresight.models import DeclaredNeed, Scenario

SENTENCES: Mapping[str, str | Promise] = {
    "foresight.scenario.saved": _("a scenario of foresight was saved"),
    "foresight.scenario.changed": _("a scenario of foresight was given another title or note"),
    "foresight.scenario.renewed": _("a scenario of foresight was taken to the outlook as it is now"),
    "foresight.scenario.linked": _("a scenario of foresight was shared by a link"),
    "foresight.scenario.unlinked": _("the link of a scenario of foresight was revoked"),
    "foresight.scenario.shared": _("a scenario of foresight was shared with the organisation"),
    "foresight.scenario.unshared": _("a scenario of foresight is no longer shared with the organisation"),
    "foresight.scenario.deleted": _("a scenario of foresight was deleted"),
    "foresight.need.declared": _("a need was declared (people: %(people)s)"),
    "foresight.need.changed": _("a need was changed (people: %(people)s)"),
    "foresight.need.confirmed": _("a need was confirmed (people: %(people)s)"),
    "foresight.need.met": _("a need was said to be met (people: %(people)s)"),
    "foresight.need.withdrawn": _("a need was withdrawn (people: %(people)s)"),
    "foresight.plan.solved": _("the plan %(plan)s was solved"),
    "foresight.backtest.ran": _("the backtest of %(series)s was kept"),
}


def _scenario_rows(person: UUID) -> list[Row]:
    found = Scenario.objects.filter(person=person).select_related("organisation").order_by("saved_at", "id")
    return [
        {
            "title": each.title,
            "note": each.note,
            "outlook": each.outlook,
            "version": each.version,
            "changes": each.changes,
            "saved": each.saved_at.isoformat(),
            "shared_with": each.organisation.name if each.organisation else "",
            "has_a_link": each.link is not None,
        }
        for each in found
    ]


def _erase_scenarios(person: UUID) -> None:
    Scenario.objects.filter(person=person).delete()


def _need_rows(person: UUID) -> list[Row]:
    found = DeclaredNeed.objects.filter(declared_by=person).select_related("organisation").order_by("declared_at", "id")
    return [
        {
            "organisation": each.organisation.name,
            "outlook": each.outlook,
            "region": each.region,
            "occupation": each.occupation,
            "level": each.level,
            "people": each.people,
            "kind": each.kind,
            "state": each.state,
            "declared": each.declared_at.isoformat(),
        }
        for each in found
    ]


def _forget_declarer(person: UUID) -> None:
    DeclaredNeed.objects.filter(declared_by=person).update(declared_by=None)


PARTS = (
    Part(
        name="foresight-scenarios",
        title=_("Scenarios of foresight"),
        rows=_scenario_rows,
        erase=_erase_scenarios,
        models=("foresight.Scenario",),
    ),
    Part(
        name="foresight-needs",
        title=_("Needs declared for organisations"),
        rows=_need_rows,
        erase=_forget_declarer,
        models=("foresight.DeclaredNeed",),
        stays=_("The need itself, which is the organisation’s, without anything that leads to you."),
    ),
)


def register() -> None:
    """Register all of it."""
    rules.register()
    register_sentences(SENTENCES)
    for part in PARTS:
        register_part(part)
