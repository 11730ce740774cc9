"""The flight at the instant of a command: what deciding looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from envol.flight.plan import FlightPlan
from envol.flight.state import FlightState

Reading: TypeAlias = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Now:
    """The flight at the instant of a command.

    Parameters
    ----------
    plan : FlightPlan
    state : FlightState
    scan : int
    read : callable
        Gives the present value of a quantity of the unit operation.
    actor : str
        The pseudonymous id of whoever gives the command; its role decides what may be asked.
    """

    plan: FlightPlan
    state: FlightState
    scan: int
    read: Reading
    actor: str
