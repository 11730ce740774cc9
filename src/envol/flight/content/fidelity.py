"""The fidelity signature of a line: twelve features, each none, generic, representative or specific."""

from __future__ import annotations

from enum import StrEnum

from envol.flight.content.schema import Entry

LABEL = "Simulated GMP: training record, not a validated GxP system"
"""What every record of a flight says of itself."""


class Level(StrEnum):
    """How faithfully a feature of the plant is reproduced, in increasing order."""

    NONE = "none"
    GENERIC = "generic"
    REPRESENTATIVE = "representative"
    SPECIFIC = "specific"

    @property
    def rank(self) -> int:
        """0 for none up to 3 for specific."""
        return list(Level).index(self)


class Fidelity(Entry):
    """The level that a line reaches on each of the twelve features."""

    cell_biology: Level
    gas_transfer_mixing: Level
    thermal_hydraulics: Level
    instruments_assays: Level
    control_interlocks: Level
    batch_recipe: Level
    screen_replica: Level
    downstream: Level
    product_quality: Level
    contamination_utilities: Level
    field_gestures: Level
    people_documents: Level

    def below(self, need: FidelityNeed) -> dict[str, tuple[Level, Level]]:
        """Return each feature that falls short, with the level that is needed and the one that is reached."""
        levels = {feature: (getattr(need, feature), getattr(self, feature)) for feature in FEATURES}
        return {feature: pair for feature, pair in levels.items() if pair[0].rank > pair[1].rank}


class FidelityNeed(Entry):
    """The level that a scenario needs on the features it names; none on the others."""

    cell_biology: Level = Level.NONE
    gas_transfer_mixing: Level = Level.NONE
    thermal_hydraulics: Level = Level.NONE
    instruments_assays: Level = Level.NONE
    control_interlocks: Level = Level.NONE
    batch_recipe: Level = Level.NONE
    screen_replica: Level = Level.NONE
    downstream: Level = Level.NONE
    product_quality: Level = Level.NONE
    contamination_utilities: Level = Level.NONE
    field_gestures: Level = Level.NONE
    people_documents: Level = Level.NONE


FEATURES: tuple[str, ...] = tuple(Fidelity.model_fields)
