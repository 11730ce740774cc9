"""Recorded flights, flown again once and then kept: the first look takes a second or two, every further one none."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from envol.flight.engine import Flight
from envol.gateways.replaying import Recording
from envol.web.flightdeck.debrief.rewind import Rewind

REWINDS = 6
"""Rewinds kept: each holds the snapshots of one flight, a few megabytes for fourteen days."""
_flying, _finding = Lock(), Lock()
_rewinds: OrderedDict[UUID, Rewind] = OrderedDict()


def flown_again(recording: Recording) -> Flight:
    """Return a recording flown again to its end; one at a time is flown, those flown before are not waited for.

    Raises
    ------
    EnvolError
        If it cannot be flown again here, or does not reach what was sealed.
    """
    if "whole" in vars(recording):
        return recording.whole
    with _flying:
        return recording.whole


def rewind_of(flight: UUID, recording: Recording) -> Rewind:
    """Return the rewind of a recording, with the snapshots of earlier questions where it is still the same one."""
    with _finding:
        kept = _rewinds.pop(flight, None)
        if kept is None or kept.recording is not recording:
            kept = Rewind(recording)
        _rewinds[flight] = kept
        while len(_rewinds) > REWINDS:
            _rewinds.popitem(last=False)
        return kept
