"""Who may read of trainings: everybody, while they are offered. What is seen agrees with `trainings_visible_to`."""

from __future__ import annotations

from rules.permissions import add_perm
from rules.predicates import Predicate

from envol.web.offer.models import Training


def is_offered(person: object, training: object = None) -> bool:
    """Say whether a training is offered still."""
    return isinstance(training, Training) and training.retired_on is None


add_perm("offer.view_training", Predicate(is_offered))  # type: ignore[no-untyped-call]
