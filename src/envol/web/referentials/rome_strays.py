"""Lines that name what is not there, told so that one missing record does not bury the rest in its consequences."""

from __future__ import annotations

from dataclasses import dataclass, field

from envol.flight.content.fault import Fault
from envol.gateways.imports.reading import fault_at
from envol.web.provenance.importing import Intake

MOST_ALIKE = 10
"""Lines that name the same missing record and are told one by one; more are told by the first one."""


@dataclass(slots=True)
class _Missed:
    table: str
    first: list[Fault] = field(default_factory=list)
    lines: int = 0


class Strays:
    """Collects the lines that name something missing, and tells them at the end."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._missed: dict[tuple[str, str, str], _Missed] = {}

    def add(self, file: str, line: int, column: str, *, expected: str, found: str, table: str) -> None:
        """Refuse one line."""
        missed = self._missed.setdefault((file, expected, found), _Missed(table))
        missed.lines += 1
        if len(missed.first) < MOST_ALIKE:
            missed.first.append(fault_at(file, line, column, expected, found))

    def tell(self) -> None:
        """Hand every fault to the intake."""
        for missed in self._missed.values():
            if missed.lines <= MOST_ALIKE:
                for fault in missed.first:
                    self._intake.refuse(fault, table=missed.table)
            else:
                self._intake.refuse(_summed_up(missed), records=missed.lines, table=missed.table)


def _summed_up(missed: _Missed) -> Fault:
    one = missed.first[0]
    lines = ", ".join(str(fault.line) for fault in missed.first[1:])
    more = missed.lines - len(missed.first)
    hint = f"so do lines {lines} and {more} more: its own line may be missing"
    return fault_at(one.file, one.line, one.key, one.expected, one.found, hint)
