"""How a flight and its grade are told to a reader: titles, numbers and reasons, in French or in English."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from envol.flight.content.schema import Bilingual
from envol.flight.plan import FlightPlan
from envol.flight.state import VALIDITY
from envol.gateways.report_words import WORDS, Language


class Telling:
    """The words for one plan in one language.

    Parameters
    ----------
    plan : FlightPlan
    language : "fr" or "en"
    """

    def __init__(self, plan: FlightPlan, language: Language) -> None:
        self.plan, self.language, self.words = plan, language, WORDS[language]

    def said(self, text: Bilingual) -> str:
        """Return a text in the reader's language."""
        return text.fr if self.language == "fr" else text.en

    def number(self, value: float | None, digits: int = 4) -> str:
        """Return a number to so many significant digits, a dash where there is none."""
        if value is None or not isfinite(value):
            return "–"
        shown = f"{value:.{digits}g}" if abs(value) < 10 ** (digits - 1) else f"{value:.0f}"
        shown = shown.replace("-", "\u2212")
        return shown.replace(".", ",") if self.language == "fr" else shown

    def title(self, name: str) -> str:
        """Return the title that content gives to a name, or the name as words where it gives none."""
        if name in self.words:
            return self.words[name]
        line, scenario = self.plan.line, self.plan.scenario
        titles = {each.name: each.title for each in line.outcome if each.title is not None}
        titles |= {each.quantity: each.title for each in scenario.limits if each.title is not None}
        titles |= {each.name: each.title for each in self.plan.malfunctions.values()}
        titles |= {each.name: each.title for each in line.alarms}
        return self.said(titles[name]) if name in titles else name.replace("_", " ").replace("-", " ")

    def deed(self, verb: str, name: str) -> str:
        """Return the title of what a deed was done with: a control, an intervention, an assay."""
        plan = self.plan
        titles = {
            "set": {each: control.title for each, control in plan.line.controls.items()},
            "intervention": {each: gesture.title for each, gesture in plan.interventions.items()},
            "sample": {each: assay.title for each, assay in plan.assays.items()},
        }
        return self.said(titles[verb][name]) if name in titles[verb] else name

    def because(self, facts: Mapping[str, float]) -> str:
        """Return what a line of the grade rests on, by the facts that it brings."""
        words, number = self.words, self.number
        match dict(facts):
            case {"value": value, "worst": worst, "best": best}:
                return f"{number(value)} ({words['from']} {number(worst)} {words['to']} {number(best)})"
            case {"hours_outside": hours}:
                return f"{number(hours, 3)} h {words['outside']}"
            case {"waited_min": waited, "allowed_min": allowed, "acknowledged": acknowledged}:
                took = f"{words['waited']} {waited:.0f} min" if acknowledged else words["never"]
                return f"{took} ({words['allowed']} {allowed:.0f} min)"
            case {"hours": hours, "deadline_h": deadline, "answered": answered}:
                took = f"{words['answered']} {number(hours, 3)} h" if answered else words["unanswered"]
                return f"{took} ({words['allowed']} {number(deadline)} h)"
            case {"needless": needless, "allowed": free}:
                return f"{number(needless)} ({words['free']} {number(free)})"
            case others:
                return ", ".join(f"{self.title(name)} {number(value)}" for name, value in others.items())

    def missed(self, failed: str) -> str:
        """Return why a flight was not passed: a word of the grading, or a condition of the scenario with its reason."""
        for must in self.plan.scenario.scoring.must:
            if must.when.text == failed:
                return f"{self.said(must.why)} ({failed})"
        return self.title(failed)

    def why_frozen(self, frozen: str) -> str:
        """Return which quantity left the model where a flight froze, and why that is its bound."""
        quantity = frozen.removeprefix(VALIDITY)
        bounds = (bound for bound in self.plan.line.validity if bound.quantity == quantity)
        return next((f"{quantity}, {self.said(bound.why)}" for bound in bounds), quantity)
