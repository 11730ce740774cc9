"""How far a flight that was flown again agrees with what its journal was sealed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from envol.flight.engine import Flight
from envol.flight.journal import Event, seal_of

TOLERANCE = 0.01
"""Largest difference of a final state, as a share of its typical magnitude or of its value, whichever is larger.

Another machine rounds otherwise, and the noise of the loops carries it on; a hundredth is what the fixed step itself is
held to.
"""


class Verdict(StrEnum):
    """What the comparison comes to."""

    SAME = "same bits"
    WITHIN = "within the tolerance"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A final state that is not what was sealed.

    Parameters
    ----------
    state : str
    sealed : float
    reached : float or None
        None where the twin has no such state any more, or where it is no number.
    share : float or None
        Of the larger of the typical magnitude and the sealed value; None with `reached`.
    """

    state: str
    sealed: float
    reached: float | None
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A replay beside the seal.

    Parameters
    ----------
    verdict : Verdict
    worst : Difference or None
        The state that is furthest off; None where the bits are the same or no state can be compared.
    hour, sealed_hour : float
        Where the replay and the flight ended.
    """

    verdict: Verdict
    worst: Difference | None
    hour: float
    sealed_hour: float

    @property
    def sentence(self) -> str:
        """The comparison in one sentence."""
        if self.verdict is Verdict.SAME:
            return "against the seal: the same bits"
        told = f"against the seal: {self.verdict}"
        if self.verdict is Verdict.WITHIN:
            told += f" of {TOLERANCE:.0%}"
        if self.hour != self.sealed_hour:
            told += f"; it ends at {self.hour:g} h where {self.sealed_hour:g} h was flown"
        if (worst := self.worst) is not None:
            reached = "no number" if worst.reached is None else f"{worst.reached:.6g}"
            told += f"; {worst.state} ends at {reached} where {worst.sealed:.6g} was flown"
            told += "" if worst.share is None else f" ({worst.share:.2g} of its magnitude apart)"
        return told


def against_seal(flight: Flight, events: Sequence[Event]) -> Agreement | None:
    """Compare a flight that was flown again to its end with the seal of its journal; None where there is no seal."""
    seal = seal_of(events)
    if seal is None:
        return None
    hours = {"hour": flight.hour, "sealed_hour": flight.plan.hour(seal.scan)}
    if seal.data["state"] == flight.state_hash:
        return Agreement(verdict=Verdict.SAME, worst=None, **hours)
    final: Mapping[str, float] = seal.data.get("final", {})
    differences = [_difference(flight, name, value) for name, value in final.items()]
    worst = max(differences, key=_size, default=None)
    alike = worst is not None and _size(worst) <= TOLERANCE and flight.scan == seal.scan
    return Agreement(verdict=Verdict.WITHIN if alike else Verdict.DIFFERENT, worst=worst, **hours)


def _difference(flight: Flight, name: str, sealed: float) -> Difference:
    model = flight.plan.model
    reached = flight.read(name) if name in model.states.slices else float("nan")
    if not isfinite(reached):
        return Difference(state=name, sealed=sealed, reached=None, share=None)
    share = abs(reached - sealed) / max(abs(sealed), model.declared[name].typical)
    return Difference(state=name, sealed=sealed, reached=reached, share=share)


def _size(difference: Difference) -> float:
    return float("inf") if difference.share is None else difference.share
