"""What a cockpit is built from: the line's tags, controls, alarms and gestures, in the reader's language."""

from __future__ import annotations

from typing import Any

from envol.flight.content.line import Intervention, Line
from envol.flight.content.schema import Bilingual
from envol.flight.content.screen import ControlRole
from envol.flight.plan import FlightPlan
from envol.twin.declarations import State
from envol.twin.why import revealing_terms
from envol.web.flightdeck.units import shown_unit
from envol.web.pagekit.language import said_in

SPEEDS = (1, 10, 60, 600, 3600)
"""Process seconds in a second of the clock that the cockpit offers; jumps are faster than any."""


class Meta:
    """The cockpit of one plan in one language.

    Parameters
    ----------
    plan : FlightPlan
    language : str
        "fr" or "en".
    """

    def __init__(self, plan: FlightPlan, language: str) -> None:
        self.plan, self.line, self.language = plan, plan.line, language

    def text(self, bilingual: Bilingual) -> str:
        """Return a text in the reader's language."""
        return said_in(bilingual, self.language)

    def document(self, *, teaching: bool) -> dict[str, Any]:
        """Return everything that does not change during a flight.

        Parameters
        ----------
        teaching : bool
            Whether an instructor reads it: only they see which malfunctions there are, and what would tell of one.
        """
        plan, timing = self.plan, self.plan.compiled.timing
        return {
            "language": self.language,
            "scenario": {"title": self.text(plan.scenario.title)},
            "scanS": timing.control_scan_s,
            "frameS": timing.frame_period_s,
            "startHour": plan.condition.hour,
            "durationH": plan.scenario.duration_h,
            "speeds": list(SPEEDS),
            "tags": self.tags(),
            "controls": self.controls(),
            "alarms": self.alarms(),
            "assays": self.assays(),
            "interventions": self.interventions(),
            "phases": [{"name": each.name, "title": self.text(each.title)} for each in self.line.phases],
            "interlocks": self.interlocks(),
            "synoptic": self.synoptic(),
            "trends": self.trends(),
            "states": self.states(),
            "terms": self.terms(teaching=teaching),
            "truths": self.truths() if teaching else [],
            "malfunctions": self.malfunctions() if teaching else [],
        }

    def tags(self) -> list[dict[str, Any]]:
        """Return the tags, in the order of a frame's values."""
        declared = self.plan.model.declared
        return [
            {
                "tag": tag,
                "title": self.text(shown.title),
                "unit": shown_unit(declared[shown.quantity].unit),
                "decimals": shown.decimals,
                "normal": list(shown.normal),
                "range": list(shown.range),
                "limits": self._limits(tag),
                "control": loop_of(self.line, tag),
            }
            for tag, shown in self.line.tags.items()
        ]

    def _limits(self, tag: str) -> list[dict[str, Any]]:
        return [
            {
                "alarm": each.name,
                "condition": each.condition.value,
                "limit": each.limit,
                "priority": each.priority.value,
            }
            for each in self.line.alarms
            if each.tag == tag
        ]

    def controls(self) -> list[dict[str, Any]]:
        """Return what a hand may move."""
        settable = self.plan.settable
        return [
            {
                "name": name,
                "title": self.text(each.title),
                "unit": shown_unit(settable[name].unit),
                "low": settable[name].low,
                "high": settable[name].high,
                "decimals": each.decimals,
                "step": each.step,
                "role": each.role.value,
                "tag": each.tag,
                "interlocks": [lock.name for lock in self.line.interlocks if lock.blocks.set == name],
            }
            for name, each in self.line.controls.items()
        ]

    def alarms(self) -> list[dict[str, Any]]:
        """Return the alarms as they were rationalised."""
        return [
            {
                "name": each.name,
                "title": self.text(each.title),
                "tag": each.tag,
                "condition": each.condition.value,
                "limit": each.limit,
                "priority": each.priority.value,
                "cause": self.text(each.cause),
                "consequence": self.text(each.consequence),
                "action": self.text(each.action),
                "minutes": each.time_to_respond_min,
            }
            for each in self.line.alarms
        ]

    def assays(self) -> list[dict[str, Any]]:
        """Return what the laboratory measures."""
        return [
            {
                "name": each.name,
                "title": self.text(each.title),
                "delayMin": each.delay_min,
                "volumeML": each.sample_volume_mL,
                "measures": [self._quantity(name) for name in each.measures],
            }
            for each in self.line.assays
        ]

    def _quantity(self, name: str) -> dict[str, Any]:
        known = self.line.quantities.get(name)
        return {
            "name": name,
            "title": self.text(known.title) if known else name,
            "unit": shown_unit(self.plan.model.declared[name].unit),
            "decimals": known.decimals if known else 2,
        }

    def interventions(self) -> list[dict[str, Any]]:
        """Return the gestures of an operator."""
        return [
            {
                "name": each.name,
                "title": self.text(each.title),
                "durationMin": each.duration_min,
                "amount": _amount(each),
                "ends": each.ends,
                "report": each.report is not None,
                "interlocks": [lock.name for lock in self.line.interlocks if lock.blocks.intervention == each.name],
            }
            for each in self.line.interventions
        ]

    def interlocks(self) -> list[dict[str, Any]]:
        """Return what is refused to a hand, and why."""
        return [
            {"name": each.name, "title": self.text(each.title), "why": self.text(each.why)}
            for each in self.line.interlocks
        ]

    def synoptic(self) -> list[dict[str, Any]]:
        """Return the pieces of the drawing."""
        return [
            {
                "piece": each.piece.value,
                "title": self.text(each.title),
                "tags": list(each.tags),
                "controls": list(each.controls),
                "interventions": list(each.interventions),
                "assays": list(each.assays),
            }
            for each in self.line.synoptic
        ]

    def trends(self) -> list[dict[str, Any]]:
        """Return the pages of trends."""
        return [
            {"title": self.text(each.title), "tags": list(each.tags), "assays": list(each.assays)}
            for each in self.line.trends
        ]

    def states(self) -> list[dict[str, Any]]:
        """Return the states of which it may be asked why they move."""
        declared = self.plan.model.declared
        assert all(isinstance(declared[name], State) for name in self.line.explained)
        return [
            {"name": name, "title": self.text(title), "unit": shown_unit(declared[name].unit)}
            for name, title in self.line.explained.items()
        ]

    def terms(self, *, teaching: bool) -> dict[str, str]:
        """Return the titles of the terms of the balances.

        Parameters
        ----------
        teaching : bool
            Whether those are told too that no pilot is shown in flight: a title can give a malfunction away.
        """
        told = set(self.line.terms) if teaching else self._shown_terms()
        return {name: self.text(title) for name, title in self.line.terms.items() if name in told}

    def _shown_terms(self) -> set[str]:
        model = self.plan.model
        return {
            term
            for state in self.line.explained
            for term in set(model.bound.balances[state]) - revealing_terms(model, state)
        }

    def truths(self) -> list[dict[str, Any]]:
        """Return what the true values are called and their units; by their names where the line has no title."""
        titles = titles_of_quantities(self.plan)
        return [
            {"name": name, "title": self.text(titles[name]) if name in titles else name, "unit": shown_unit(each.unit)}
            for name, each in self.plan.model.declared.items()
            if isinstance(each, State) and each.size == 1
        ]

    def malfunctions(self) -> list[dict[str, Any]]:
        """Return what an instructor may let break."""
        return [
            {"name": name, "title": self.text(each.title), "cue": self.text(each.cue)}
            for name, each in self.plan.malfunctions.items()
        ]


def titles_of_quantities(plan: FlightPlan) -> dict[str, Bilingual]:
    """Return the titles of quantities: those with a limit first, then what is explained, then what assays measure."""
    titles = {limit.quantity: limit.title for limit in plan.scenario.limits if limit.title is not None}
    measured = {name: each.title for name, each in plan.line.quantities.items()}
    for others in (plan.line.explained, measured):
        titles = {**titles, **others, **titles}  # the first title stands, and its place
    return titles


def _amount(intervention: Intervention) -> dict[str, Any] | None:
    if intervention.amount is None:
        return None
    return intervention.amount.model_dump(mode="json") | {"unit": shown_unit(intervention.amount.unit)}


def loop_of(line: Line, tag: str) -> dict[str, str] | None:
    """Return the controls of a loop whose measured value a tag shows, by what each is; None where there is no loop."""
    mine = {each.role: (name, each) for name, each in line.controls.items() if each.tag == tag}
    if ControlRole.SETPOINT not in mine:
        return None
    found = {role.value: name for role, (name, _) in mine.items()}
    output = mine.get(ControlRole.OUTPUT)
    return found | ({"shows": output[1].shows} if output and output[1].shows else {})
