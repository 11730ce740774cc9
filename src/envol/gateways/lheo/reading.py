"""The formations of an LHEO file, checked: each is a record, or the faults that keep it from being one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from envol.errors import ContentError
from envol.flight.content.fault import Fault
from envol.gateways.lheo.checking import Checker
from envol.gateways.lheo.records import Formation, formation_of
from envol.gateways.lheo.stream import formation_nodes, head_of


def read_lheo(path: Path, *, today: date) -> Iterator[Formation | tuple[Fault, ...]]:
    """Yield every formation of a file, or its faults; memory does not grow with the file.

    The order of elements is not asked for: it is mended. Where the file ceases to be XML, the last thing yielded is
    that fault.

    Parameters
    ----------
    path : Path
    today : date
        A session that ended more than ten years before is a fault.

    Raises
    ------
    EnvolError
        If its beginning says that it is no LHEO 2.2 or 2.3.
    """
    head = head_of(path)
    checker = Checker(file=str(path), namespace=head.namespace, today=today)
    try:
        for node in formation_nodes(path, head.namespace):
            if str(node.tag).endswith("}formation"):
                element = checker.formation(node)
                yield tuple(checker.faults) if element is None else formation_of(element)
            elif stray := checker.stray(node):
                yield (stray,)
    except ContentError as error:
        yield tuple(fault for fault in error.faults if isinstance(fault, Fault))
        return
    if not checker.number:
        yield (Fault(file=str(path), line=1, expected="one formation at least", found="none"),)
