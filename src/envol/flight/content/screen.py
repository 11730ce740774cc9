"""What a line says to its screen: controls and their faceplates, the pieces of the drawing, trends, quantities."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from envol.flight.content.schema import Bilingual, Count, Entry, Identifier, Name, Positive, Tag, unmet

Decimals = Annotated[Count, Field(le=9)]


class ControlRole(StrEnum):
    """What a control does for the hand on it."""

    SETPOINT = "setpoint"
    """Of a loop; its tag shows what the loop measures."""
    MODE = "mode"
    """Of a loop: 1 is automatic, 0 is manual."""
    OUTPUT = "output"
    """Of a loop in manual."""
    FLOW = "flow"
    """A pump that a hand sets, or what a pump is to hold."""
    SWITCH = "switch"
    """On or off."""


class Control(Entry):
    """A settable input as the screen offers it.

    `tag` is the point whose faceplate it belongs to; `shows`, of a manual output, the point that shows that output.
    """

    title: Bilingual
    role: ControlRole
    tag: Tag | None = None
    shows: Tag | None = None
    decimals: Decimals
    step: Positive

    @model_validator(mode="after")
    def _tags_suit_the_role(self) -> Self:
        if self.role is ControlRole.SETPOINT and self.tag is None:
            raise unmet("the key tag, of what the loop measures", "none")
        if self.shows is not None and self.role is not ControlRole.OUTPUT:
            raise unmet("shows only where the role is output", f"shows where it is {self.role}")
        return self


class PieceKind(StrEnum):
    """The pieces that a drawing is made of; the screen has a drawing of each."""

    VESSEL = "vessel"
    AGITATOR = "agitator"
    SPARGER = "sparger"
    JACKET = "jacket"
    VENT = "vent"
    GAS_INLET = "gas-inlet"
    FEED_PUMP = "feed-pump"
    FEED_BAG = "feed-bag"
    GLUCOSE_PUMP = "glucose-pump"
    BASE_PUMP = "base-pump"
    ANTIFOAM_PUMP = "antifoam-pump"
    PROBE_PORT = "probe-port"
    FOAM_PROBE = "foam-probe"
    LOAD_CELL = "load-cell"
    SAMPLE_PORT = "sample-port"
    HARVEST_PORT = "harvest-port"


class Piece(Entry):
    """A piece of the drawing, with what is read, moved, done and sampled there."""

    piece: PieceKind
    title: Bilingual
    tags: tuple[Tag, ...] = ()
    controls: tuple[Identifier, ...] = ()
    interventions: tuple[Name, ...] = ()
    assays: tuple[Name, ...] = ()


class TrendGroup(Entry):
    """A page of trends: measured points, and quantities that the laboratory measures."""

    title: Bilingual
    tags: tuple[Tag, ...] = ()
    assays: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _something_is_drawn(self) -> Self:
        if not (self.tags or self.assays):
            raise unmet("at least one entry under tags or assays", "none")
        return self


class AssayQuantity(Entry):
    """A quantity that the laboratory measures, as a result is shown."""

    title: Bilingual
    decimals: Decimals
