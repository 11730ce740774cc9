"""What content files say of each other, checked: every name exists, every setting is within its range."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from envol.flight.content.catalogue import Catalogue, Document, UnitVocabulary
from envol.flight.content.cockpit import CLOCK, Cockpit, cockpit_of, together
from envol.flight.content.conditions import InitialCondition
from envol.flight.content.fault import Fault, KeyPath
from envol.flight.content.findings import Findings
from envol.flight.content.line import Line
from envol.flight.content.malfunctions import Answer, Malfunction
from envol.flight.content.parameters import ParameterSet
from envol.flight.content.pilots import Action, Pilot
from envol.flight.content.scenario import Scenario, Trigger
from envol.flight.content.screen_checks import check_controls_and_interlocks, check_screen
from envol.flight.scoring.registry import criteria


def check_catalogue(catalogue: Catalogue, others: Collection[Document] = ()) -> list[Fault]:
    """Return every fault of every document, then of others that no document may refer to, in their order."""
    documents = (*catalogue.documents, *others)
    faults = check_duplicates(documents)
    for document in documents:
        faults += check_document(catalogue, document)
    return faults


def check_duplicates(documents: Collection[Document]) -> list[Fault]:
    """Return a fault for each document whose kind and name another one bore before."""
    first: dict[tuple[str, str], Document] = {}
    faults = []
    for document in documents:
        if document.key in first:
            kind, name = document.key
            found = f"{name!r} again, already in {first[document.key].file or 'another file'}"
            faults.append(document.fault(("name",), f"a name that no other {kind} bears", found))
        first.setdefault(document.key, document)
    return faults


def check_document(catalogue: Catalogue, document: Document) -> list[Fault]:
    """Return the faults of one document against the rest of the catalogue."""
    findings = Findings(document)
    leans_on_lines = isinstance(document.content, Malfunction | Pilot)
    if leans_on_lines and any(kind == Line.kind for kind, _ in catalogue.unread):
        return []
    _CHECKS[document.content.kind](catalogue, document.content, findings)
    return findings.faults


def check_pilot_on_line(catalogue: Catalogue, document: Document, line: Line) -> list[Fault]:
    """Return what keeps a pilot from flying a line; `check_document` asks only that the lines together suit it."""
    findings = Findings(document)
    assert isinstance(document.content, Pilot)
    _check_actions(document.content, cockpit_of(line, catalogue.vocabulary[line.unit]), findings)
    return findings.faults


def _check_parameters(catalogue: Catalogue, content: ParameterSet, findings: Findings) -> None:
    if unit := _unit(catalogue, content.unit, findings):
        for name, entry in content.values.items():
            if findings.known(("values", name), "parameter", name, unit.parameters):
                declared = unit.parameters[name]
                if entry.unit != declared.unit:
                    findings.add(("values", name, "unit"), f"the declared unit, {declared.unit}", repr(entry.unit))
                findings.within(("values", name, "value"), entry.value, (declared.low, declared.high))


def _check_condition(catalogue: Catalogue, content: InitialCondition, findings: Findings) -> None:
    if unit := _unit(catalogue, content.unit, findings):
        _check_start(content, unit, findings)
        findings.settings(("settings",), content.settings, unit.inputs)


def _check_start(content: InitialCondition, unit: UnitVocabulary, findings: Findings) -> None:
    for name, value in content.states.items():
        if findings.known(("states", name), "state", name, unit.states):
            given, size = len(value) if isinstance(value, tuple) else 1, unit.states[name].size
            if given not in (1, size):
                findings.add(("states", name), f"one number or {size}", str(given))
    for place, name in enumerate(content.left_at_start):
        findings.known(("left_at_start", place), "state", name, unit.states)
    named = {*content.states, *content.left_at_start}
    forgotten = [name for name, state in unit.states.items() if not state.from_zero and name not in named]
    if forgotten:
        expected = "every state that does not start from zero, or its name under left_at_start"
        findings.add(("states",), expected, f"neither for {', '.join(forgotten)}")


def _check_line(catalogue: Catalogue, content: Line, findings: Findings) -> None:
    for place, name in enumerate(content.parameter_sets):
        path = ("parameter_sets", place)
        findings.known(path, "parameter set", name, catalogue.names(ParameterSet.kind))
        if constants := catalogue.find(ParameterSet, name):
            _same_unit(constants.unit, content.unit, name, path, findings)
    for place, alarm in enumerate(content.alarms):
        if findings.known(("alarms", place, "tag"), "tag of this line", alarm.tag, content.tags):
            findings.within(("alarms", place, "limit"), alarm.limit, content.tags[alarm.tag].range)
    check_screen(content, findings)
    if unit := _unit(catalogue, content.unit, findings):
        _check_line_on_unit(content, unit, findings)


def _check_line_on_unit(line: Line, unit: UnitVocabulary, findings: Findings) -> None:
    cockpit = cockpit_of(line, unit)
    findings.settings(("settings",), line.settings, unit.inputs)
    for name, tag in line.tags.items():
        path = ("tags", name, "quantity")
        if findings.known(path, "output", tag.quantity, unit.outputs) and tag.quantity in unit.revealing:
            found = f"{tag.quantity!r}, a true value that would give malfunctions away"
            findings.add(path, "an output that an instrument or a controller shows", found)
    # A phase, like a trigger, is looked for in whole stretches of telemetry: it reads quantities and the clock only.
    for place, phase in enumerate(line.phases):
        findings.expression(("phases", place, "when"), phase.when, cockpit.quantities | CLOCK, {})
    for place, quantity in enumerate(line.outcome):
        findings.expression(("outcome", place, "value"), quantity.value, cockpit.quantities | CLOCK, {})
    for place, assay in enumerate(line.assays):
        for output in assay.measures:
            findings.known(("assays", place, "measures", output), "quantity", output, cockpit.quantities)
    for place, bound in enumerate(line.validity):
        findings.known(("validity", place, "quantity"), "quantity", bound.quantity, cockpit.quantities)
    _check_interventions(line, cockpit, findings)
    check_controls_and_interlocks(line, cockpit, findings)


def _check_interventions(line: Line, cockpit: Cockpit, findings: Findings) -> None:
    for place, gesture in enumerate(line.interventions):
        path = ("interventions", place)
        # A pulse is an amount, not a setting: its input's range says nothing of it.
        for name in gesture.pulse:
            findings.pulsed((*path, "pulse", name), name, cockpit.inputs)
        findings.settings((*path, "settings"), gesture.settings, cockpit.inputs)
        if gesture.report:
            quantity = gesture.report.quantity
            findings.known((*path, "report", "quantity"), "quantity", quantity, cockpit.quantities)
        for name, value in gesture.settings.items():
            if value == "amount" and gesture.amount and name in cockpit.inputs.settable:
                findings.within((*path, "amount", "low"), gesture.amount.low, cockpit.inputs.settable[name])
                findings.within((*path, "amount", "high"), gesture.amount.high, cockpit.inputs.settable[name])


def _check_malfunction(catalogue: Catalogue, content: Malfunction, findings: Findings) -> None:
    unit = _unit(catalogue, content.unit, findings)
    if not unit:
        return
    lines = [line for line in catalogue.every(Line) if line.unit == content.unit]
    gestures = {gesture.name for line in lines for gesture in line.interventions}
    path: KeyPath
    inputs = unit.inputs.every
    for place, effect in enumerate(content.effects):
        path = ("effects", place)
        if findings.known((*path, "input"), "input", effect.input, inputs):
            findings.within((*path, "value"), effect.value, inputs[effect.input])
    for place, answer in enumerate(content.response.any_of):
        path = ("response", "any_of", place)
        if answer.intervention:
            findings.known((*path, "intervention"), "intervention", answer.intervention, gestures)
        if answer.set:
            findings.settable((*path, "set"), answer.set, unit.inputs)
        names = unit.quantities | CLOCK | {"value"}
        findings.expression((*path, "when"), answer.when, names, {"setting": frozenset(unit.inputs.settable)})
    for place, name in enumerate(content.cleared_by):
        findings.known(("cleared_by", place), "intervention", name, gestures)


def _check_scenario(catalogue: Catalogue, content: Scenario, findings: Findings) -> None:
    findings.known(("condition",), "condition", content.condition, catalogue.names(InitialCondition.kind))
    for place, armed in enumerate(content.malfunctions):
        path = ("malfunctions", place, "malfunction")
        findings.known(path, "malfunction", armed.malfunction, catalogue.names(Malfunction.kind))
        if armed.trigger.latest_h > content.duration_h:
            found = f"hour {armed.trigger.latest_h:g} of a flight of {content.duration_h:g} h"
            findings.add(("malfunctions", place, "trigger"), "an hour of the flight", found)
    _check_criteria(content, findings)
    findings.known(("line",), "line", content.line, catalogue.names(Line.kind))
    if line := catalogue.find(Line, content.line):
        _check_scenario_and_line(catalogue, content, line, findings)
    elif content.line not in catalogue.names(Line.kind):
        # the other names are told all the same: those that no line at all knows
        _check_scenario_on_line(catalogue, content, _everywhere(catalogue), findings)


def _check_criteria(content: Scenario, findings: Findings) -> None:
    known = criteria()
    for name in content.scoring.weights:
        findings.known(("scoring", "weights", name), "criterion", name, known)
    for name, given in content.scoring.arguments.items():
        path: KeyPath = ("scoring", "arguments", name)
        if findings.known(path, "criterion", name, known):
            declared = known[name].ARGUMENTS
            for argument, value in given.items():
                if findings.known((*path, argument), f"argument of {name}", argument, declared):
                    findings.within((*path, argument), value, (declared[argument].low, declared[argument].high))


def _check_scenario_and_line(catalogue: Catalogue, content: Scenario, line: Line, findings: Findings) -> None:
    if condition := catalogue.find(InitialCondition, content.condition):
        _same_unit(condition.unit, line.unit, content.condition, ("condition",), findings)
    for feature, (needed, reached) in line.fidelity.below(content.fidelity_need).items():
        expected = f"at most {reached}, which {line.name} reaches"
        findings.add(("fidelity_need", feature), expected, needed)
    if unit := catalogue.vocabulary.get(line.unit):
        _check_scenario_on_line(catalogue, content, cockpit_of(line, unit), findings)


def _check_scenario_on_line(catalogue: Catalogue, scenario: Scenario, cockpit: Cockpit, findings: Findings) -> None:
    path: KeyPath
    findings.settings(("settings",), scenario.settings, cockpit.inputs)
    for place, armed in enumerate(scenario.malfunctions):
        path = ("malfunctions", place)
        _check_trigger((*path, "trigger"), armed.trigger, cockpit, findings)
        malfunction, line = catalogue.find(Malfunction, armed.malfunction), catalogue.find(Line, scenario.line)
        if malfunction and line:
            _check_armed((*path, "malfunction"), malfunction, line, findings)
    for place, limit in enumerate(scenario.limits):
        findings.known(("limits", place, "quantity"), "quantity", limit.quantity, cockpit.quantities)
    for place, outcome in enumerate(scenario.scoring.outcome):
        path = ("scoring", "outcome", place, "quantity")
        findings.known(path, "outcome quantity of the line", outcome.quantity, cockpit.outcomes)
    for place, must in enumerate(scenario.scoring.must):
        findings.expression(("scoring", "must", place, "when"), must.when, cockpit.outcomes, {})


def _check_trigger(path: KeyPath, trigger: Trigger, cockpit: Cockpit, findings: Findings) -> None:
    findings.expression((*path, "when"), trigger.when, cockpit.quantities | CLOCK, {})
    if trigger.phase:
        findings.known((*path, "phase"), "phase", trigger.phase, cockpit.phases)
    if trigger.after and trigger.after.set:
        findings.settable((*path, "after", "set"), trigger.after.set, cockpit.inputs)
    if trigger.after and trigger.after.intervention:
        gesture = trigger.after.intervention
        findings.known((*path, "after", "intervention"), "intervention", gesture, cockpit.interventions)


def _check_armed(path: KeyPath, malfunction: Malfunction, line: Line, findings: Findings) -> None:
    """Note a malfunction of another unit operation, or one that nobody on this line could answer."""
    if not _same_unit(malfunction.unit, line.unit, malfunction.name, path, findings):
        return
    gestures = {gesture.name for gesture in line.interventions}

    def possible(answer: Answer) -> bool:
        return answer.set is not None or answer.intervention in gestures

    if not any(possible(answer) for answer in malfunction.response.any_of):
        found = f"{malfunction.name!r}, none of whose responses the line offers"
        findings.add(path, f"a malfunction that {line.name} can answer", found)


def _check_pilot(catalogue: Catalogue, content: Pilot, findings: Findings) -> None:
    _check_actions(content, _everywhere(catalogue), findings)


def _everywhere(catalogue: Catalogue) -> Cockpit:
    """Return what at least one line offers."""
    vocabulary = catalogue.vocabulary
    lines = [line for line in catalogue.every(Line) if line.unit in vocabulary]
    return together(cockpit_of(line, vocabulary[line.unit]) for line in lines)


def _check_actions(pilot: Pilot, cockpit: Cockpit, findings: Findings) -> None:
    for place, planned in enumerate(pilot.plan):
        for rank, action in enumerate(planned.do):
            _check_action(("plan", place, "do", rank), action, cockpit, findings)
    for place, rule in enumerate(pilot.rules):
        path: KeyPath = ("rules", place)
        findings.expression((*path, "when"), rule.when, cockpit.shown | CLOCK, cockpit.functions)
        for rank, action in enumerate(rule.do):
            _check_action((*path, "do", rank), action, cockpit, findings)


def _check_action(path: KeyPath, action: Action, cockpit: Cockpit, findings: Findings) -> None:
    for key in ("to", "amount"):
        value = getattr(action, key)
        findings.expression((*path, key), value, cockpit.shown | CLOCK, cockpit.functions)
    if action.set:
        settable = findings.settable((*path, "set"), action.set, cockpit.inputs)
        if settable and isinstance(action.to, float):
            findings.within((*path, "to"), action.to, cockpit.inputs.settable[action.set])
    if action.follow and findings.settable((*path, "follow"), action.follow, cockpit.inputs):
        for place, (_, value) in enumerate(action.points):
            findings.within((*path, "points", place), value, cockpit.inputs.settable[action.follow])
    if action.intervene:
        _check_gesture(path, action, cockpit, findings)
    if action.sample:
        findings.known((*path, "sample"), "assay", action.sample, cockpit.assays)
    if action.acknowledge:
        findings.known((*path, "acknowledge"), "alarm", action.acknowledge, cockpit.alarms | {"all"})


def _check_gesture(path: KeyPath, action: Action, cockpit: Cockpit, findings: Findings) -> None:
    name = action.intervene or ""
    if not findings.known((*path, "intervene"), "intervention", name, cockpit.interventions):
        return
    allowed = cockpit.interventions[name].amount
    if action.amount is not None and allowed is None:
        findings.add((*path, "amount"), f"no amount, since {name} takes none", "one")
    elif isinstance(action.amount, float) and allowed:
        findings.within((*path, "amount"), action.amount, (allowed.low, allowed.high))


def _unit(catalogue: Catalogue, unit: str, findings: Findings) -> UnitVocabulary | None:
    findings.known(("unit",), "unit operation", unit, catalogue.vocabulary)
    return catalogue.vocabulary.get(unit)


def _same_unit(unit: str, wanted: str, name: str, path: KeyPath, findings: Findings) -> bool:
    if unit != wanted:
        findings.add(path, f"content of the unit operation {wanted}", f"{name!r}, of {unit}")
    return unit == wanted


_CHECKS: Mapping[str, Callable[[Catalogue, Any, Findings], None]] = {
    ParameterSet.kind: _check_parameters,
    InitialCondition.kind: _check_condition,
    Line.kind: _check_line,
    Malfunction.kind: _check_malfunction,
    Scenario.kind: _check_scenario,
    Pilot.kind: _check_pilot,
}
