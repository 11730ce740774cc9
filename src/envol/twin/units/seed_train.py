"""Seed train: from the thawed vial to the N-1 bioreactor, one passage after another."""

from __future__ import annotations

from math import log as natural_log
from typing import Any

from envol.twin.declarations import Event, actuator, mode, output, parameter, state
from envol.twin.functions import both, clip, exp, maximum, minimum, where
from envol.twin.model import Terms, UnitOperation
from envol.twin.sources import assumed, published, tuned

LN2 = natural_log(2.0)
XING = published("Xing et al. 2010, doi 10.1002/btpr.284, as tabulated in Bioengineering 2018, 5(1):25, table 2")
YIELDS = tuned("growth to 10e6 cells/mL on a seed medium, as modern clones do; the published yields stop at 6e6/mL")
STARVING = tuned("cells without glucose or glutamine stop taking it up and begin to die")
CHAIN = assumed("usual vessels of a CHO seed train: 125 mL, 500 mL and 3 L flasks, 10 L bag, 50 L, N-1; not re-read")
HABIT = assumed("usual practice of a CHO seed train; not re-read")
MEDIUM = tuned("a seed medium of usual composition")


class SeedTrain(UnitOperation):
    """A train of batch cultures; each passage takes cells into fresh medium in the next vessel.

    Growth, death and uptake have the structure of Xing, Bishop, Leister, Li 2010 (Biotechnol. Prog. 26:208). Each
    vessel starts with a lag. Cells that were grown too dense come out slower (`recovery`), starved ones lag longer.
    The vial is thawed in the first scan, so that its viability can differ from lot to lot. Passages are commanded
    (`passage`) or happen by themselves at `planned_interval`; in the last vessel, N-1, none follows.
    """

    time = "h"
    kind = "seed_train"
    title = "Seed train"
    title_fr = "Train de semence"

    viable = state("Gcell/L", start=0.0, low=0.0, scale=1.0, symbol="X_v", about="1 Gcell/L is 1e6 cells/mL")
    dead = state("Gcell/L", start=0.0, low=0.0, scale=0.1, symbol="X_d")
    glucose = state("mmol/L", start=35.0, low=0.0, symbol="G")
    glutamine = state("mmol/L", start=8.0, low=0.0, symbol="Q")
    lactate = state("mmol/L", start=0.5, low=0.0, scale=10.0, symbol="L")
    ammonia = state("mmol/L", start=0.3, low=0.0, scale=1.0, symbol="A")
    age = state("h", scale=50.0, about="time in the present vessel")
    generations = state("1", scale=10.0, symbol="G_n", about="population doublings since the thaw")
    peak = state("Gcell/L", scale=1.0, symbol=r"X_\mathrm{max}", about="highest density in the present vessel")
    volume = mode("L", start=0.03, symbol="V")
    passages = mode("1", about="passages made since the thaw")
    recovery = mode("1", start=1.0, about="share of its growth rate that an over-grown culture keeps")
    lag_time = mode(
        "h", start=24.0, symbol=r"\tau_\mathrm{lag}", about="time constant of the lag in the present vessel"
    )
    thawed = mode("1", about="1 once the vial is in the first flask")

    passage = actuator("1", low=0.0, high=1.0, pulse=True, about="transfer to the next vessel now")
    planned_interval = actuator("h", start=84.0, low=24.0, high=240.0, about="age at which a passage happens by itself")
    split_target = actuator(
        "Gcell/L", start=0.4, low=0.1, high=2.0, about="density to split to, where there are cells enough"
    )

    vial_cells = parameter("Gcell", 0.015, HABIT, about="viable and dead cells in one vial of the bank")
    thaw_viability = parameter("1", 0.90, HABIT, spread_sd=0.04)
    thaw_lag = parameter("h", 24.0, HABIT, about="lag after a thaw or after starvation")
    passage_lag = parameter("h", 6.0, HABIT, about="lag after an ordinary passage")
    sample_share = parameter("1", 0.015, HABIT, about="share of the culture that samples take at each passage")
    vessel_2 = parameter("L", 0.12, CHAIN)
    vessel_3 = parameter("L", 1.0, CHAIN)
    vessel_4 = parameter("L", 10.0, CHAIN)
    vessel_5 = parameter("L", 50.0, CHAIN)
    vessel_6 = parameter("L", 350.0, CHAIN, about="the N-1 bioreactor")
    last_passage = parameter("1", 5.0, CHAIN, about="passages from the first flask to N-1")
    medium_glucose = parameter("mmol/L", 35.0, MEDIUM)
    medium_glutamine = parameter("mmol/L", 8.0, MEDIUM)
    medium_lactate = parameter("mmol/L", 0.5, MEDIUM)
    medium_ammonia = parameter("mmol/L", 0.3, MEDIUM)

    mu_max = parameter("1/h", 0.039, XING, spread=0.04, symbol=r"\mu_\mathrm{max}")
    K_glucose = parameter("mmol/L", 1.0, XING, symbol="K_G")
    K_glutamine = parameter("mmol/L", 0.047, XING, symbol="K_Q")
    KI_lactate = parameter("mmol/L", 43.0, XING, symbol="K_{I,L}")
    KI_ammonia = parameter("mmol/L", 6.51, XING, symbol="K_{I,A}")
    KD_lactate = parameter("mmol/L", 45.8, XING, symbol="K_{D,L}")
    KD_ammonia = parameter("mmol/L", 6.51, XING, symbol="K_{D,A}")
    death_max = parameter("1/h", 0.004, XING, symbol=r"k_{d,\mathrm{max}}")
    death_basal = parameter("1/h", 0.0004, STARVING)
    death_starving = parameter("1/h", 0.03, STARVING)
    K_starving = parameter("mmol/L", 0.15, STARVING)
    K_uptake = parameter("mmol/L", 0.05, STARVING, about="below it, uptake stops")
    lysis = parameter("1/h", 0.004, STARVING, symbol=r"k_\mathrm{lys}")
    yield_glucose = parameter("Gcell/mmol", 1.0, YIELDS, symbol="Y_{X,G}")
    yield_glutamine = parameter("Gcell/mmol", 2.5, YIELDS, symbol="Y_{X,Q}")
    maintenance_glucose = parameter("mmol/(Gcell*h)", 0.018, YIELDS, symbol="m_G")
    maintenance_glutamine = parameter("mmol/(Gcell*h)", 0.0016, YIELDS, symbol="m_Q")
    yield_lactate = parameter("1", 1.4, YIELDS, symbol="Y_{L,G}")
    yield_ammonia = parameter("1", 0.75, YIELDS, symbol="Y_{A,Q}")
    glutamine_decay = parameter("1/h", 0.0002, YIELDS)

    dense = parameter("Gcell/L", 8.0, HABIT, about="density beyond which cells are over-grown")
    debt = parameter(
        "1", 0.1, HABIT, about="growth lost in the next vessel for each time that the peak exceeds `dense`"
    )
    least_recovery = parameter("1", 0.6, HABIT)
    starved = parameter("mmol/L", 5.0, HABIT, about="glucose below which cells are passaged starved")
    peak_lag = parameter("h", 0.5, tuned("follows the density closely"))
    generation_loss = parameter("1", 1e-3, HABIT, about="specific productivity lost at each doubling")
    timer_resolution = parameter("h", 1e-3, assumed("what the planning clock distinguishes"))
    hundred = parameter("percent", 100.0, published("by definition"))

    growth_rate = output("1/h", symbol=r"\mu", about="lag and recovery included")
    death_rate = output("1/h", symbol="k_d")
    viability = output("percent")
    viable_cells = output("Gcell", about="in the whole vessel")
    productivity = output("1", about="share of the specific productivity that is left after so many doublings")
    glucose_uptake = output("mmol/(Gcell*h)", symbol="q_G")
    glutamine_uptake = output("mmol/(Gcell*h)", symbol="q_Q")

    def quantities(m: Any) -> dict[str, Any]:
        """Return the specific rates and what is counted."""
        nutrients = m.glucose / (m.K_glucose + m.glucose) * m.glutamine / (m.K_glutamine + m.glutamine)
        by_products = m.KI_lactate / (m.KI_lactate + m.lactate) * m.KI_ammonia / (m.KI_ammonia + m.ammonia)
        mu = m.mu_max * nutrients * by_products * m.recovery * (1 - exp(-m.age / m.lag_time))
        poison = m.lactate / (m.KD_lactate + m.lactate) * m.ammonia / (m.KD_ammonia + m.ammonia)
        hunger = m.K_starving / (m.K_starving + m.glucose)
        every = m.viable + m.dead
        trace = 1e-9 * m.split_target
        return {
            "growth_rate": mu,
            "death_rate": m.death_basal + m.death_max * poison + m.death_starving * hunger,
            "viability": m.hundred * (m.viable + trace) / (every + trace),
            "viable_cells": m.viable * m.volume,
            "productivity": (1 - m.generation_loss) ** m.generations,
            "glucose_uptake": (mu / m.yield_glucose + m.maintenance_glucose) * m.glucose / (m.K_uptake + m.glucose),
            "glutamine_uptake": (mu / m.yield_glutamine + m.maintenance_glutamine)
            * m.glutamine
            / (m.K_uptake + m.glutamine),
        }

    def balances(m: Any) -> Terms:
        """Return the batch culture in one vessel."""
        decayed = m.glutamine_decay * m.glutamine
        return {
            "viable": {"growth": m.growth_rate * m.viable, "death": -m.death_rate * m.viable},
            "dead": {"death": m.death_rate * m.viable, "lysis": -m.lysis * m.dead},
            "glucose": {"uptake": -m.glucose_uptake * m.viable},
            "glutamine": {"uptake": -m.glutamine_uptake * m.viable, "decay": -decayed},
            "lactate": {"glycolysis": m.yield_lactate * m.glucose_uptake * m.viable},
            "ammonia": {"glutaminolysis": m.yield_ammonia * m.glutamine_uptake * m.viable, "decay": decayed},
            "age": {"running": 1},
            "generations": {"division": m.growth_rate / LN2},
            "peak": {"rise": maximum(m.viable - m.peak, 0) / m.peak_lag},
        }

    def events(m: Any) -> dict[str, Event]:
        """Return the thaw and the two ways to a passage."""
        in_flask = m.vial_cells / m.volume
        alive = clip(m.thaw_viability, 0.5, 0.99)
        thaw = {"thawed": 1, "viable": in_flask * alive, "dead": in_flask * (1 - alive), "age": 0 * m.age}
        possible = m.passages < m.last_passage
        planned = m.age + m.timer_resolution > m.planned_interval
        return {
            "thaw": Event(m.thawed < 0.5, thaw | {"lag_time": m.thaw_lag}),
            "passage": Event(both(possible, m.passage > 0.5), _transfer(m)),
            "planned passage": Event(both(possible, planned), _transfer(m)),
        }


def _next_volume(m: Any) -> Any:
    """Return the volume of the vessel that follows the present one."""
    chain = [m.vessel_2, m.vessel_3, m.vessel_4, m.vessel_5, m.vessel_6]
    found = chain[-1]
    for made, volume in reversed(list(enumerate(chain[:-1]))):
        found = where(m.passages < made + 0.5, volume, found)
    return found


def _transfer(m: Any) -> dict[str, Any]:
    """Return the culture after a passage: cells split to the target as far as they suffice, medium made up."""
    volume = _next_volume(m)
    at_hand = m.volume * (1 - m.sample_share)
    wanted = m.split_target * volume / maximum(m.viable, 1e-6 * m.split_target)
    share = minimum(minimum(wanted, at_hand), volume) / volume
    kept = {name: m[name] * share for name in ("viable", "dead")}
    kept |= {
        name: m[name] * share + m[f"medium_{name}"] * (1 - share)
        for name in ("glucose", "glutamine", "lactate", "ammonia")
    }
    return kept | {
        "volume": volume,
        "passages": m.passages + 1,
        "age": 0 * m.age,
        "peak": m.viable * share,
        "recovery": clip(1 - m.debt * (m.peak / m.dense - 1), m.least_recovery, 1),
        "lag_time": where(m.glucose < m.starved, m.thaw_lag, m.passage_lag),
    }
