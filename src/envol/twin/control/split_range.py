"""One controller output shared out between several actuators, one after the other."""

from __future__ import annotations

from typing import Any

from envol.twin.functions import clip


def share(output: Any, low: Any, high: Any) -> Any:
    """Return how far an actuator opens, 0 to 1, when the controller output goes from `low` to `high`."""
    return clip((output - low) / (high - low), 0, 1)
