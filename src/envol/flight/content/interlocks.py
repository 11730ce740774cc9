"""Interlocks: what a line refuses to a hand while its instruments show that it would do harm."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from envol.flight.content.schema import Bilingual, Choice, Condition, Entry, Identifier, Name, Number, unmet


class Blocked(Choice):
    """What an interlock refuses: an intervention, or an input moved at all or to more than `above`."""

    one_of: ClassVar[tuple[str, ...]] = ("set", "intervention")

    set: Identifier | None = None
    above: Number | None = None
    intervention: Name | None = None

    @model_validator(mode="after")
    def _above_goes_with_set(self) -> Self:
        if self.above is not None and self.set is None:
            raise unmet("above only beside set", "above beside intervention")
        return self


class Interlock(Entry):
    """A command that is refused while a condition over what the screen shows holds.

    It stops a command, never a flow that runs already: that is what its alarm calls for.
    """

    name: Name
    title: Bilingual
    blocks: Blocked
    when: Condition
    why: Bilingual
