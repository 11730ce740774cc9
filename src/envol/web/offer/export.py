"""The offer of the campus as LHEO 2.3, a part at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from envol.gateways.atomically import whole_file
from envol.gateways.lheo.element import Element
from envol.gateways.lheo.writing import lheo_in_parts
from envol.web.offer.models import Training
from envol.web.offer.selectors import elements_of, trainings_visible_to

PUBLISHER = "Envol"
PART = 1 << 17


def offer_in_parts(trainings: QuerySet[Training]) -> Iterator[bytes]:
    """Yield trainings as a file of LHEO 2.3, in parts of some size.

    Raises
    ------
    EnvolError
        If there is none.
    """
    return _gathered(lheo_in_parts(elements_of(trainings), publisher=PUBLISHER, at=timezone.localtime()))


def write_offer(path: Path) -> int:
    """Write the whole offer to a file, or nothing at all; return how many trainings it holds.

    Raises
    ------
    EnvolError
        If there is none, or the file cannot be written.
    """
    count = 0

    def counted() -> Iterator[Element]:
        nonlocal count
        for element in elements_of(trainings_visible_to(AnonymousUser())):
            count += 1
            yield element

    with whole_file(path) as place, place.open("wb") as out:
        out.writelines(lheo_in_parts(counted(), publisher=PUBLISHER, at=timezone.localtime()))
    return count


def _gathered(parts: Iterator[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= PART:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
