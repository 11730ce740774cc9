"""What a line offers to those who fly it: the names that triggers, rules and scoring may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from envol.flight.content.catalogue import Bounds, Inputs, UnitVocabulary
from envol.flight.content.line import Intervention, Line

CLOCK = frozenset({"hour", "elapsed_h"})
"""Names every expression may use: the hour of the process, and the hours since the flight began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cockpit:
    """The names of one line, or of several together.

    Attributes
    ----------
    inputs : Inputs
        What can be set, pulsed or broken, with its lowest and highest value.
    quantities : frozenset of str
        Outputs and states: what triggers, limits and scoring may read.
    shown : frozenset of str
        The outputs that a tag shows: what a pilot may read.
    measured : frozenset of str
        The outputs that an assay measures.
    alarms, assays, phases, outcomes : frozenset of str
        Their names.
    interventions : mapping of str to Intervention
        By name.
    """

    inputs: Inputs
    quantities: frozenset[str]
    shown: frozenset[str]
    measured: frozenset[str]
    alarms: frozenset[str]
    assays: frozenset[str]
    phases: frozenset[str]
    outcomes: frozenset[str]
    interventions: Mapping[str, Intervention]

    @property
    def functions(self) -> dict[str, frozenset[str]]:
        """The functions of expressions, each with the arguments it accepts.

        ``alarm(name)`` is true while the alarm stands; ``assay(quantity)`` is the last result received, NaN
        before the first; ``done(intervention)`` is true once it was carried out; ``phase(name)`` is true
        during the phase; ``positive(intervention)`` is true once its report came back positive;
        ``setting(input)`` is the set-point.
        """
        reports = (name for name, gesture in self.interventions.items() if gesture.report)
        return {
            "alarm": self.alarms,
            "assay": self.measured,
            "done": frozenset(self.interventions),
            "phase": self.phases,
            "positive": frozenset(reports),
            "setting": frozenset(self.inputs.settable),
        }


def cockpit_of(line: Line, unit: UnitVocabulary) -> Cockpit:
    """Return what a line offers, its unit operation being known."""
    return Cockpit(
        inputs=unit.inputs,
        quantities=unit.quantities,
        shown=frozenset(tag.quantity for tag in line.tags.values()),
        measured=frozenset(output for assay in line.assays for output in assay.measures),
        alarms=frozenset(alarm.name for alarm in line.alarms),
        assays=frozenset(assay.name for assay in line.assays),
        phases=frozenset(phase.name for phase in line.phases),
        outcomes=frozenset(quantity.name for quantity in line.outcome),
        interventions={gesture.name: gesture for gesture in line.interventions},
    )


def together(cockpits: Iterable[Cockpit]) -> Cockpit:
    """Return what at least one of several lines offers."""
    all_of = tuple(cockpits)
    return Cockpit(
        inputs=Inputs(
            settable=_widest(each.inputs.settable for each in all_of),
            pulses=_widest(each.inputs.pulses for each in all_of),
            faults=_widest(each.inputs.faults for each in all_of),
        ),
        quantities=frozenset[str]().union(*(each.quantities for each in all_of)),
        shown=frozenset[str]().union(*(each.shown for each in all_of)),
        measured=frozenset[str]().union(*(each.measured for each in all_of)),
        alarms=frozenset[str]().union(*(each.alarms for each in all_of)),
        assays=frozenset[str]().union(*(each.assays for each in all_of)),
        phases=frozenset[str]().union(*(each.phases for each in all_of)),
        outcomes=frozenset[str]().union(*(each.outcomes for each in all_of)),
        interventions={name: gesture for each in all_of for name, gesture in each.interventions.items()},
    )


def _widest(ranges: Iterable[Mapping[str, Bounds]]) -> dict[str, Bounds]:
    """Return each name of several lines with the range that holds all of its ranges."""
    found: dict[str, Bounds] = {}
    for each in ranges:
        for name, (low, high) in each.items():
            known_low, known_high = found.get(name, (low, high))
            found[name] = min(low, known_low), max(high, known_high)
    return found
