"""What must be conserved, for each kind of unit operation. The unit operation does not choose.

A ledger says what is kept (its content), what a stream carries of it, and what is made of it inside; the books then
close if content at the end, less content at the start, is the integral of the rest. The integrands come from the
streams and from the unit operation's rates, never from its balances.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from envol.twin.declarations import Stream
from envol.twin.model import Model


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """One conserved thing.

    Parameters
    ----------
    content : callable
        How much of it there is, from the symbols.
    carried : callable
        How much of it one stream brings per unit of time, from the symbols, the stream's name and the stream.
    made : callable
        How much of it is made inside per unit of time.
    """

    name: str
    content: Callable[[Any], Any]
    carried: Callable[[Any, str, Stream], Any] = lambda m, name, stream: 0.0
    made: Callable[[Any], Any] = lambda m: 0.0

    def integrand(self, model: Model) -> Any:
        """What comes in and what is made, per unit of time."""
        m = model.bound.symbols
        return sum((self.carried(m, name, pipe) for name, pipe in model.bound.streams.items()), self.made(m))


def dissolved(*states: str, made: Callable[[Any], Any] = lambda m: 0.0) -> Ledger:
    """The ledger of what is dissolved or suspended in a well-mixed volume; `made` is per litre."""
    return Ledger(
        name=" + ".join(states),
        content=lambda m: m.volume * sum(m[state] for state in states),
        carried=lambda m, name, pipe: pipe.flow * sum(pipe.carries.get(state, 0.0) for state in states),
        made=lambda m: m.volume * made(m),
    )


def through_a_bed(component: str) -> Ledger:
    """The ledger of one component of a packed bed: what is in it comes in at one end and leaves at the other."""
    return Ledger(
        name=component,
        content=lambda m: m[f"held_{component}"],
        carried=lambda m, name, pipe: pipe.flow * pipe.carries[f"bulk_{component}"],
    )


STIRRED_CULTURE = (
    Ledger(name="volume", content=lambda m: m.volume, carried=lambda m, name, pipe: pipe.flow),
    dissolved("viable", "dead", "lysed", made=lambda m: m.growth_rate * m.viable),
    dissolved("oxygen", made=lambda m: m.oxygen_transfer - m.oxygen_uptake),
    dissolved("inorganic_carbon", made=lambda m: m.carbon_dioxide_evolution + m.carbon_dioxide_transfer),
    dissolved("sodium"),
    dissolved("inert_osmolytes"),
    dissolved("product", made=lambda m: m.product_rate * m.viable),
    dissolved("glucose", made=lambda m: -m.glucose_rate * m.viable),
    dissolved("lactate", made=lambda m: m.lactate_rate * m.viable),
    # glutamine decays to ammonia: the decay is in neither rate, and cancels in the sum
    dissolved("glutamine", "ammonia", made=lambda m: (m.ammonia_rate - m.glutamine_rate) * m.viable),
    Ledger(
        name="feed bag",
        content=lambda m: m.feed_bag,
        carried=lambda m, name, pipe: -pipe.flow * m.feed_density if name == "feed" else 0.0,
    ),
    Ledger(
        name="base used",
        content=lambda m: m.base_used,
        carried=lambda m, name, pipe: pipe.flow if name == "base" else 0.0,
    ),
)
VESSEL = (Ledger(name="volume", content=lambda m: m.volume, carried=lambda m, name, pipe: pipe.flow),)
CHROMATOGRAPHY = tuple(through_a_bed(component) for component in ("salt", "lysozyme", "cytochrome", "ribonuclease"))
SEED_TRAIN = (
    # within one vessel: nothing enters or leaves between two passages
    Ledger(
        name="cells",
        content=lambda m: m.viable + m.dead,
        made=lambda m: m.growth_rate * m.viable - m.lysis * m.dead,
    ),
    Ledger(name="glucose", content=lambda m: m.glucose, made=lambda m: -m.glucose_uptake * m.viable),
    Ledger(name="lactate out of glucose", content=lambda m: m.lactate + m.yield_lactate * m.glucose),
)
LEDGERS: dict[str, tuple[Ledger, ...]] = {
    "stirred_culture": STIRRED_CULTURE,
    "vessel": VESSEL,
    "chromatography": CHROMATOGRAPHY,
    "seed_train": SEED_TRAIN,
}
WINDOW: dict[str, tuple[int, int | None]] = {"seed_train": (1, 500)}
"""Rows between which the books are kept, where not from the first to the last: the first vessel, once thawed."""
