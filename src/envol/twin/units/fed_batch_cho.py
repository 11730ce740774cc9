"""A stirred 2 000 L fed-batch culture of CHO cells that make an antibody, with its vessel around it.

Biology: the structure of Xing, Bishop, Leister, Li 2010 (Biotechnol. Prog. 26:208, doi 10.1002/btpr.284), extended by a
lumped inhibitor, a lactate switch and the environment's effects. The declared values are the *trainer* set, tuned; the
published set is content (`clone-xing-2010`). Cells, acid and base, gas, jacket, foam and contaminants are rooms of
`envol.twin.bioreactor`, which other bioreactors share; this file holds what is this vessel's own: its volume, pumps and
bags, its instruments, its loops, and how the rooms are joined.
"""

from __future__ import annotations

from typing import Any

from envol.twin.bioreactor import acid_base, cho_cells, contaminant, foam, gas, jacket
from envol.twin.bioreactor.acid_base import AcidBase
from envol.twin.bioreactor.cho_cells import ChoCells
from envol.twin.bioreactor.contaminant import Contaminant
from envol.twin.bioreactor.foam import FoamAndVent
from envol.twin.bioreactor.gas import GasTransfer
from envol.twin.bioreactor.grounds import TEXTBOOK, TRAINER, VESSEL
from envol.twin.bioreactor.jacket import Jacket
from envol.twin.control.pid import PiLoop
from envol.twin.declarations import Event, Stream, actuator, fault, output, parameter, state
from envol.twin.functions import clip, maximum
from envol.twin.instruments.probe import Gauge, Probe
from envol.twin.model import Terms, UnitOperation
from envol.twin.sources import assumed, published

CELLS = ("viable", "dead", "lysed", "bacteria")
MEDIUM = ("glucose", "glutamine", "lactate", "ammonia", "inhibitor", "sodium", "inert_osmolytes", "endotoxin")
GASES = ("oxygen", "inorganic_carbon")
PRODUCT = ("product", "aggregates", "acidic", "galactosylated", "host_protein", "host_dna")
DISSOLVED = (*CELLS, *MEDIUM, *GASES, *PRODUCT)
"""What a litre of broth carries away when it leaves, and what a stream dilutes when it enters."""


class FedBatchCho(ChoCells, Contaminant, AcidBase, GasTransfer, Jacket, FoamAndVent, UnitOperation):
    """CHO fed-batch with loops, instruments and the faults that a pilot meets."""

    time = "h"
    kind = "stirred_culture"
    title = "CHO fed-batch, 2 000 L"
    title_fr = "Fed-batch CHO, 2 000 L"

    # ---- what is in the vessel -------------------------------------------------------------------------------------
    volume = state("L", start=1200.0, low=0, symbol="V")
    inert_osmolytes = state(
        "mmol/L", start=212.0, low=0, symbol="S", about="salts and solids that take part in nothing"
    )

    feed_bag = state("kg", start=600.0, scale=100, about="weight left in the feed bag")
    base_used = state("L", start=0.0, low=0, scale=5, about="base added since the start")

    # ---- what a pilot sets -----------------------------------------------------------------------------------------
    feed_flow = actuator("L/h", start=0.0, low=0, high=12, about="feed pump set-point")
    glucose_flow = actuator("L/h", start=0.0, low=0, high=6, about="pump of concentrated glucose")
    glucose_hold = actuator("mmol/L", start=0.0, low=0, high=60, about="in-line glucose control: 0 is off")
    sample_draw = actuator("L/h", start=0.0, low=0, high=60, pulse=True, about="broth taken as a sample")
    feed_bag_replace = actuator("1", start=0.0, low=0, high=1, pulse=True, about="a fresh feed bag")
    # ---- what can break --------------------------------------------------------------------------------------------
    feed_loss = fault("1", low=0, high=1, about="share of the feed that does not arrive")
    feed_wrong = fault("1", low=0, high=1, about="share of the feed bag that holds base")
    base_stuck = fault("L/h", low=0, high=10, about="base that flows whatever the controller asks")

    # ---- instruments and loops -------------------------------------------------------------------------------------
    temperature_probe = Probe(
        of="temperature", unit="degC", lag_h=15 / 3600, noise=0.01, drift_sd_per_h=0.0002, low=0, high=60,
        resolution=0.01, start=36.8, residual=0.02, source=assumed("Pt100: lag 5 to 30 s, noise 0.01 K"),
    )  # fmt: skip
    oxygen_probe = Probe(
        of="oxygen_saturation", unit="percent", lag_h=15 / 3600, noise=0.2, drift_sd_per_h=0.012, low=0, high=200,
        resolution=0.1, start=92.0, bubble=25.0, bubbles_per_h=1 / 120, residual=0.5,
        source=published("optical probe: t90 under 30 s; drift 0.2 to 1 %/day (bioprocesstools.com)"),
    )  # fmt: skip
    ph_probe = Probe(
        of="ph", unit="1", lag_h=12 / 3600, noise=0.005, drift_sd_per_h=0.0002, low=2, high=12, resolution=0.01,
        start=7.1, residual=0.01, source=published("glass: t90 under 15 s; 0.005 to 0.01 a day (bioprocesstools.com)"),
    )  # fmt: skip
    cell_probe = Probe(
        of="viable", unit="Gcell/L", lag_h=60 / 3600, noise=0.15, drift_sd_per_h=0.002, low=0, high=100,
        resolution=0.01, start=0.5, residual=0.3, source=assumed("capacitance: 60 s, 5 to 10 %; not re-read"),
    )  # fmt: skip
    weight_gauge = Gauge(of="weight", unit="kg", noise=0.3, low=0, high=2500, resolution=0.1, source=TEXTBOOK)
    feed_scale = Gauge(of="feed_bag", unit="kg", noise=0.05, low=0, high=1500, resolution=0.1, source=TEXTBOOK)
    base_totaliser = Gauge(of="base_used", unit="L", noise=0.002, low=0, high=1000, resolution=0.01, source=TEXTBOOK)
    pressure_gauge = Gauge(
        of="headspace_pressure", unit="mbar", noise=1.0, low=0, high=1000, resolution=1.0, source=TEXTBOOK
    )
    foam_gauge = Gauge(of="foam", unit="percent", noise=1.0, low=0, high=150, resolution=1.0, source=TEXTBOOK)
    feed_meter = Gauge(of="feed_gap", unit="L/h", noise=0.02, low=-20, high=20, resolution=0.01, source=TEXTBOOK)
    gas_gap_meter = Gauge(of="gas_gap", unit="L/h", noise=5.0, low=-5000, high=5000, resolution=1.0, source=TEXTBOOK)
    gas_meter = Gauge(of="gas_flow", unit="L/h", noise=5.0, low=0, high=20000, resolution=1.0, source=TEXTBOOK)
    speed_gauge = Gauge(of="agitation", unit="1/min", noise=0.1, low=0, high=200, resolution=0.1, source=TEXTBOOK)
    jacket_gauge = Gauge(of="jacket", unit="degC", noise=0.0, low=0, high=90, resolution=0.1, source=TEXTBOOK)
    offgas_oxygen = Gauge(
        of="oxygen_out", unit="percent", noise=0.05, low=0, high=100, resolution=0.01, source=TEXTBOOK
    )
    offgas_carbon_dioxide = Gauge(
        of="carbon_dioxide_out", unit="percent", noise=0.05, low=0, high=100, resolution=0.01, source=TEXTBOOK
    )
    temperature_loop = PiLoop(
        on="temperature_probe", unit="percent", measures="degC", gain=8.0, integral_h=1200 / 3600, setpoint=36.8,
        setpoint_low=30, setpoint_high=38.5, low=-100, high=100, start=58.0, source=TRAINER,
    )  # fmt: skip
    oxygen_loop = PiLoop(
        on="oxygen_probe", unit="percent", measures="percent", gain=0.5, integral_h=300 / 3600, setpoint=40.0,
        setpoint_low=10, setpoint_high=80, low=0, high=100, source=TRAINER,
    )  # fmt: skip
    ph_loop = PiLoop(
        on="ph_probe", unit="percent", measures="1", gain=80.0, integral_h=1200 / 3600, setpoint=7.0, setpoint_low=6.6,
        setpoint_high=7.4, low=-100, high=100, dead_band=0.03, source=TRAINER,
    )  # fmt: skip

    # ---- the medium ------------------------------------------------------------------------------------------------
    feed_glucose = parameter("mmol/L", 220.0, TRAINER)
    feed_glutamine = parameter("mmol/L", 30.0, TRAINER)
    feed_sodium = parameter("mmol/L", 8.0, TRAINER)
    feed_inert = parameter("mmol/L", 650.0, TRAINER)
    feed_density = parameter("kg/L", 1.03, assumed("dilute"))
    feed_bag_low = parameter("kg", 2.0, assumed("the last of a bag comes slowly, then not at all"))
    feed_bag_full = parameter("kg", 600.0, VESSEL)
    glucose_feed_glucose = parameter("mmol/L", 2220.0, published("400 g/L of anhydrous glucose, 180.16 g/mol"))
    base_sodium = parameter("mmol/L", 2000.0, published("1 M sodium carbonate: two sodium"))
    base_carbon = parameter("mmol/L", 1000.0, published("1 M sodium carbonate: one carbon"))
    density = parameter("kg/L", 1.0, TEXTBOOK)
    # ---- the vessel ------------------------------------------------------------------------------------------------
    base_high = parameter("L/h", 0.5, VESSEL, about="1 % of the volume a day")
    hold_gain = parameter("1/h", 2.0, TRAINER)

    # ---- what the text computes ------------------------------------------------------------------------------------
    osmolality = output("mmol/kg", revealing=True)
    oxygen_uptake = output("mmol/L/h", revealing=True, symbol="OUR")
    carbon_dioxide_evolution = output("mmol/L/h", revealing=True, symbol="CER")
    feed_delivered = output("L/h", revealing=True)
    glucose_delivered = output("L/h")
    base_delivered = output("L/h", revealing=True)
    inflow = output("L/h", revealing=True)
    feed_gap = output("L/h", revealing=True, about="feed that is asked for and does not arrive")
    weight = output("kg")

    def quantities(m: Any) -> dict[str, Any]:
        """Return chemistry, pumps, gas, cells and product quality."""
        broth = acid_base.species(m) | gas.dissolved(m) | _osmolality(m)
        cells = cho_cells.rates(m, broth, m.bacteria_toxicity * m.bacteria)
        breathing = cho_cells.breathing(m)
        uptake, evolution = cho_cells.respiration(m, cells["lactate_making"])
        microbes = m.bacteria_oxygen * m.bacteria * breathing
        whole = {"oxygen_uptake": uptake + microbes, "carbon_dioxide_evolution": evolution + microbes}
        foreign = contaminant.multiplication(m, breathing)
        flows = _pumps(m) | gas.exchange(m) | gas.cascade(m, m.oxygen_loop)
        return broth | flows | cells | whole | foreign | cho_cells.quality(m)

    def balances(m: Any) -> Terms:
        """Return the balances of the broth, with what pipes bring, and of the equipment."""
        broth: Terms = {name: {} for name in DISSOLVED}
        exchanged: Terms = {
            "oxygen": {"transfer": m.oxygen_transfer, "uptake": -m.oxygen_uptake},
            "inorganic_carbon": {"respiration": m.carbon_dioxide_evolution, "transfer": m.carbon_dioxide_transfer},
        }
        for part in (cho_cells.culture(m), cho_cells.antibody(m), contaminant.invasion(m), exchanged):
            for name, terms in part.items():
                broth[name] = broth.get(name, {}) | terms
        for name in DISSOLVED:
            broth[name] |= _diluted(m, name)
        equipment = gas.actuators(m, maximum(-m.ph_loop, 0)) | jacket.heat(m, m.temperature_loop)
        return broth | _contents(m) | equipment | foam.foam_and_vent(m)

    def equations(m: Any) -> dict[str, Any]:
        """Return the charge balance, from which pH follows."""
        return {"ph": acid_base.charge_balance(m)}

    def events(m: Any) -> dict[str, Event]:
        """Return what a pilot does at once: a dose, a fresh filter, a fresh bag."""
        return {
            **foam.gestures(m),
            "fresh feed bag": Event(m.feed_bag_replace > 0, {"feed_bag": m.feed_bag_full}),
        }

    def streams(m: Any) -> dict[str, Stream]:
        """Return the three pumps, and the sample that leaves as it is in the vessel."""
        return _pipes_in(m) | {"sample": Stream(-m.sample_draw, {name: m[name] for name in DISSOLVED})}


def _pipes_in(m: Any) -> dict[str, Stream]:
    right = 1 - m.feed_wrong
    return {
        "feed": Stream(
            _feed_flow(m),
            {
                "glucose": m.feed_glucose * right,
                "glutamine": m.feed_glutamine * right,
                "sodium": m.feed_sodium * right + m.base_sodium * m.feed_wrong,
                "inorganic_carbon": m.base_carbon * m.feed_wrong,
                "inert_osmolytes": m.feed_inert * right,
            },
        ),
        "glucose_feed": Stream(_glucose_flow(m), {"glucose": m.glucose_feed_glucose}),
        "base": Stream(_base_flow(m), {"sodium": m.base_sodium, "inorganic_carbon": m.base_carbon}),
    }


def _osmolality(m: Any) -> dict[str, Any]:
    ions = m.sodium + m.lactate + m.ammonia + acid_base.bicarbonate(m) + acid_base.carbonate(m)
    return {"osmolality": (m.inert_osmolytes + m.glucose + m.glutamine + ions) / m.density}


def _feed_flow(m: Any) -> Any:
    return m.feed_flow * (1 - m.feed_loss) * clip(m.feed_bag / m.feed_bag_low, 0, 1)


def _glucose_flow(m: Any) -> Any:
    held = m.volume * m.hold_gain * maximum(m.glucose_hold - m.glucose, 0) / m.glucose_feed_glucose
    return m.glucose_flow + held


def _base_flow(m: Any) -> Any:
    return maximum(m.base_high * maximum(m.ph_loop, 0) / m.hundred, m.base_stuck)


def _pumps(m: Any) -> dict[str, Any]:
    feed, glucose, base = _feed_flow(m), _glucose_flow(m), _base_flow(m)
    return {
        "feed_delivered": feed,
        "glucose_delivered": glucose,
        "base_delivered": base,
        "inflow": feed + glucose + base,
        "feed_gap": m.feed_flow - feed,
        "weight": m.volume * m.density,
    }


def _diluted(m: Any, name: str) -> dict[str, Any]:
    """Return what each stream brings of a dissolved state, and by how much all of them dilute it."""
    terms = {
        stream: pipe.flow / m.volume * pipe.carries[name]
        for stream, pipe in _pipes_in(m).items()
        if name in pipe.carries
    }
    return terms | {"dilution": -m.inflow / m.volume * m[name]}


def _contents(m: Any) -> Terms:
    """Return the balances of what holds and what feeds the broth."""
    return {
        "volume": {
            "feed": m.feed_delivered,
            "glucose_feed": m.glucose_delivered,
            "base": m.base_delivered,
            "sample": -m.sample_draw,
        },
        "feed_bag": {"pumping": -m.feed_delivered * m.feed_density},
        "base_used": {"pumping": m.base_delivered},
    }
