"""Gather the faults of one document: unknown names, values out of range."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from envol.flight.content.catalogue import Bounds, Document, Inputs
from envol.flight.content.expression import Expression
from envol.flight.content.fault import Fault, KeyPath, did_you_mean


@dataclass(slots=True)
class Findings:
    """The faults of one document, as they are found."""

    document: Document
    faults: list[Fault] = field(default_factory=list)

    def add(self, path: KeyPath, expected: str, found: str, hint: str = "") -> None:
        """Note a fault at a key."""
        self.faults.append(self.document.fault(path, expected, found, hint))

    def known(self, path: KeyPath, what: str, name: str, known: Collection[str]) -> bool:
        """Note a name that does not exist, and say whether it does."""
        if name not in known:
            self.add(path, f"a known {what}", repr(name), did_you_mean(name, known) or _listed(known))
        return name in known

    def settable(self, path: KeyPath, name: str, inputs: Inputs) -> bool:
        """Note an input that does not exist or that nobody sets, and say whether it may be set."""
        if name in inputs.settable or not inputs.nature(name):
            return self.known(path, "input", name, inputs.settable)
        self.add(path, "an input that may be set", f"{name!r}, {inputs.nature(name)}")
        return False

    def pulsed(self, path: KeyPath, name: str, inputs: Inputs) -> None:
        """Note an input that does not exist or that takes no pulse."""
        if name not in inputs.pulses and inputs.nature(name):
            self.add(path, "an input that takes a pulse", f"{name!r}, {inputs.nature(name)}")
        else:
            self.known(path, "pulse", name, inputs.pulses)

    def settings(self, path: KeyPath, settings: Mapping[str, Any], inputs: Inputs) -> None:
        """Note the inputs that do not exist or that nobody sets, and the values out of range."""
        for name, value in settings.items():
            if self.settable((*path, name), name, inputs) and isinstance(value, float):
                self.within((*path, name), value, inputs.settable[name])

    def within(self, path: KeyPath, value: float, bounds: Bounds) -> None:
        """Note a value out of its range."""
        if not bounds[0] <= value <= bounds[1]:
            self.add(path, f"a value between {bounds[0]:g} and {bounds[1]:g}", f"{value:g}")

    def expression(
        self,
        path: KeyPath,
        value: object,
        names: Collection[str],
        functions: Mapping[str, Collection[str]],
    ) -> None:
        """Note what an expression uses and nobody offers; numbers are left alone."""
        if isinstance(value, Expression):
            for unknown in value.unknown(names, functions):
                hint = did_you_mean(unknown.name, unknown.known) or _listed(unknown.known)
                self.add(path, f"a known {unknown.what}", repr(unknown.name), hint)


def _listed(known: Collection[str]) -> str:
    return f"known: {', '.join(sorted(known)[:8])}" if known else "there is none"
