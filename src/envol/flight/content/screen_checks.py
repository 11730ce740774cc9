"""What a line says to its screen and of its interlocks, checked against the line and its unit operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from envol.flight.content.cockpit import CLOCK, Cockpit
from envol.flight.content.fault import KeyPath
from envol.flight.content.findings import Findings
from envol.flight.content.interlocks import Interlock
from envol.flight.content.line import Line

TAG = "tag of this line"
MEASURED = "quantity that an assay measures"


def check_screen(line: Line, findings: Findings) -> None:
    """Note what the drawing, the controls, the trends and the results name and the line does not have."""
    for name, control in line.controls.items():
        for key, tag in (("tag", control.tag), ("shows", control.shows)):
            if tag is not None:
                findings.known(("controls", name, key), TAG, tag, line.tags)
    _check_synoptic(line, findings)
    measured = {quantity for assay in line.assays for quantity in assay.measures}
    for place, trend in enumerate(line.trends):
        _all_known(("trends", place, "tags"), TAG, trend.tags, line.tags, findings)
        _all_known(("trends", place, "assays"), MEASURED, trend.assays, measured, findings)
    titled = [findings.known(("quantities", name), MEASURED, name, measured) for name in line.quantities]
    if titled and all(titled) and (missing := sorted(measured - line.quantities.keys())):
        findings.add(("quantities",), f"every {MEASURED}", f"nothing for {', '.join(missing)}")


def _check_synoptic(line: Line, findings: Findings) -> None:
    gestures, assays = {each.name for each in line.interventions}, {each.name for each in line.assays}
    placed = _all_known(("beside",), TAG, line.beside, line.tags, findings)
    for place, piece in enumerate(line.synoptic):
        path: KeyPath = ("synoptic", place)
        placed &= _all_known((*path, "tags"), TAG, piece.tags, line.tags, findings)
        _all_known((*path, "controls"), "control of this line", piece.controls, line.controls, findings)
        _all_known((*path, "interventions"), "intervention", piece.interventions, gestures, findings)
        _all_known((*path, "assays"), "assay", piece.assays, assays, findings)
    named = {*line.beside, *(tag for piece in line.synoptic for tag in piece.tags)}
    # A tag that is misspelt on its piece is told once, not as a tag without a piece as well.
    if line.synoptic and placed and (missing := [tag for tag in line.tags if tag not in named]):
        expected = "every tag of the line on a piece, or under beside"
        findings.add(("synoptic",), expected, f"neither for {', '.join(missing)}")


def check_controls_and_interlocks(line: Line, cockpit: Cockpit, findings: Findings) -> None:
    """Note what controls and interlocks name and the unit operation does not have, or does not show."""
    for name in line.controls:
        findings.settable(("controls", name), name, cockpit.inputs)
    for place, interlock in enumerate(line.interlocks):
        _check_interlock(("interlocks", place), interlock, cockpit, findings)


def _check_interlock(path: KeyPath, interlock: Interlock, cockpit: Cockpit, findings: Findings) -> None:
    blocks = interlock.blocks
    settable = blocks.set is not None and findings.settable((*path, "blocks", "set"), blocks.set, cockpit.inputs)
    if blocks.set is not None and settable and blocks.above is not None:
        findings.within((*path, "blocks", "above"), blocks.above, cockpit.inputs.settable[blocks.set])
    if blocks.intervention:
        gesture = blocks.intervention
        findings.known((*path, "blocks", "intervention"), "intervention", gesture, cockpit.interventions)
    # It refuses for what the crew can see: a true value would give malfunctions away.
    findings.expression((*path, "when"), interlock.when, cockpit.shown | CLOCK, {})


def _all_known(path: KeyPath, what: str, names: Sequence[str], known: Collection[str], findings: Findings) -> bool:
    """Note each name of a list that does not exist, and say whether all do."""
    found = [findings.known((*path, place), what, name, known) for place, name in enumerate(names)]
    return all(found)
