"""Who may read of trainings: everybody, while they are offered."""

from __future__ import annotations

import rules

from envol.web.offer.models import Training


@rules.predicate
def is_offered(person: object, training: Training | None) -> bool:
    """Say whether a training is offered still."""
    return training is not None and training.retired_on is None


rules.add_perm("offer.view_training", is_offered)
