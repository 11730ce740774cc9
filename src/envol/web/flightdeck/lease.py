"""One writer a flight: a runner holds it for a few seconds at a time, and any other may take it when that lapses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from envol.web.flightdeck.models import Flight, Status

LASTS = timedelta(seconds=6)
RENEWED_EVERY_S = 2.0
WRITTEN_EVERY_S = 10.0
"""Seconds between two notes of how far flights were flown: after a crash they go on from the last."""


def take(flight: UUID, runner: str) -> bool:
    """Take a flight in the air that nobody holds, or whose lease has lapsed; say whether it is ours now."""
    now = timezone.now()
    free = Q(runner="") | Q(runner=runner) | Q(runner_until__lt=now)
    found = Flight.objects.filter(free, id=flight, status=Status.AIRBORNE)
    return found.update(runner=runner, runner_until=now + LASTS) == 1


def renew(runner: str, reached: Collection[UUID], coming: Collection[UUID] = ()) -> set[UUID]:
    """Hold the flights of a runner for longer; return those in the air that are still held.

    Parameters
    ----------
    reached : collection of UUID
        The flights in the air.
    coming : collection of UUID
        Those that are being made ready.
    """
    ours = Flight.objects.filter(runner=runner, id__in=[*reached, *coming])
    ours.update(runner_until=timezone.now() + LASTS)
    return set(Flight.objects.filter(runner=runner, id__in=reached).values_list("id", flat=True))


def write_down(runner: str, reached: Mapping[UUID, int]) -> None:
    """Write down how far each flight was flown; never less than what is written already."""
    moved = list(Flight.objects.filter(runner=runner, id__in=reached).only("id", "scan"))
    for flight in moved:
        flight.scan = max(flight.scan, reached[flight.id])
    Flight.objects.bulk_update(moved, ["scan"], batch_size=200)


def release(flight: UUID, runner: str, scan: int) -> None:
    """Let a flight go, for whoever comes next."""
    Flight.objects.filter(id=flight, runner=runner).update(runner="", runner_until=None, scan=scan)
