"""CHO cells that make an antibody: kinetics after Xing 2010, extended, and the causes of product quality."""

from __future__ import annotations

from typing import Any

from envol.twin.bioreactor.grounds import QUALITY, TEXTBOOK, TRAINER, XING
from envol.twin.bioreactor.scales import Scales
from envol.twin.declarations import output, parameter, state
from envol.twin.functions import exp, maximum, minimum
from envol.twin.model import Terms
from envol.twin.sources import assumed, tuned


class ChoCells(Scales):
    """A clone; the declared values are the trainer's, tuned."""

    viable = state("Gcell/L", start=0.5, low=0, scale=10, symbol="X_v", about="viable cells, 1e6/mL")
    dead = state("Gcell/L", start=0.01, low=0, scale=1, symbol="X_d", about="dead cells, still whole")
    lysed = state("Gcell/L", start=0.0, low=0, scale=1, symbol="X_l", about="cells that have burst, cumulated")
    glucose = state("mmol/L", start=35.0, low=0, symbol="G")
    glutamine = state("mmol/L", start=6.0, low=0, symbol="Q")
    lactate = state("mmol/L", start=0.5, low=0, scale=10, symbol="L")
    ammonia = state("mmol/L", start=0.3, low=0, scale=3, symbol="A")
    product = state("g/L", start=0.0, low=0, scale=1, symbol="P")
    inhibitor = state("Gcell*d/L", start=0.0, low=0, scale=50, symbol="I", about="lumped by-products that end growth")
    viable_integral = state("Gcell*d/L", start=0.0, low=0, scale=50, about="integral of viable cells, not diluted")
    aggregates = state("g/L", start=0.0, low=0, scale=0.02, about="high molecular weight species")
    acidic = state("g/L", start=0.0, low=0, scale=0.2, about="acidic variants")
    galactosylated = state("g/L", start=0.0, low=0, scale=1, about="product weighted by its galactosylation index")
    host_protein = state("mg/L", start=0.0, low=0, scale=100, about="host cell protein in the broth")
    host_dna = state("mg/L", start=0.0, low=0, scale=3, about="host cell DNA in the broth")
    mu_max = parameter("1/h", 0.040, TRAINER, spread=0.06, symbol=r"\mu_{max}", low=0.01, high=0.08)
    glucose_half = parameter("mmol/L", 1.0, XING, symbol="K_G")
    glutamine_half = parameter("mmol/L", 0.047, XING, symbol="K_Q")
    lactate_inhibition = parameter("mmol/L", 43.0, XING, symbol="K_{I,L}")
    ammonia_inhibition = parameter("mmol/L", 6.51, XING, symbol="K_{I,A}")
    inhibitor_half = parameter("Gcell*d/L", 70.0, TRAINER, spread=0.06, symbol="I_{50}")
    death_basal = parameter("1/h", 0.0004, TRAINER, spread=0.08)
    death_toxic = parameter("1/h", 0.004, XING, symbol="k_{d,max}")
    lactate_toxic = parameter("mmol/L", 45.8, XING)
    ammonia_toxic = parameter("mmol/L", 6.51, XING)
    death_age = parameter("1/h", 0.009, TRAINER, spread=0.08)
    inhibitor_age = parameter("Gcell*d/L", 170.0, TRAINER)
    death_starved = parameter("1/h", 0.03, TRAINER)
    starved_half = parameter("mmol/L", 0.15, TRAINER)
    death_suffocated = parameter("1/h", 0.05, TRAINER)
    suffocated_at = parameter("percent", 2.0, TRAINER)
    lysis_rate = parameter("1/h", 0.004, TRAINER)
    yield_glucose = parameter("Gcell/mmol", 1.0, TRAINER)
    yield_glutamine = parameter("Gcell/mmol", 2.5, TRAINER)
    maintenance_glucose = parameter("mmol/Gcell/h", 0.018, TRAINER)
    maintenance_cold = parameter("1/delta_degC", 0.06, TRAINER)
    maintenance_glutamine = parameter("mmol/Gcell/h", 0.0016, TRAINER)
    maintenance_glutamine_half = parameter("mmol/L", 2.1, XING)
    glucose_guard = parameter("mmol/L", 0.1, TRAINER, about="no uptake from an empty medium")
    glutamine_guard = parameter("mmol/L", 0.001, assumed("keeps glutamine positive; Xing's text has no such factor"))
    glutamine_decay = parameter("1/h", 0.0002, TEXTBOOK)
    lactate_yield = parameter("1", 1.4, TRAINER)
    lactate_switch = parameter("1/h", 0.018, TRAINER, about="growth rate at which lactate turns from made to eaten")
    lactate_uptake = parameter("mmol/Gcell/h", 0.008, TRAINER)
    lactate_uptake_half = parameter("mmol/L", 2.0, TRAINER)
    ammonia_yield = parameter("1", 0.75, TRAINER)
    ammonia_uptake = parameter("mmol/Gcell/h", 0.0012, TRAINER)
    ammonia_uptake_half = parameter("mmol/L", 1.0, TRAINER)
    net_growth_uptake = parameter("1", 0.0, assumed("1 takes growth less death for uptake (Xing's text), 0 growth"))
    ammonia_from_maintenance = parameter("1", 1.0, assumed("1 counts maintenance glutamine, 0 growth's only (Xing)"))
    productivity = parameter("g/Gcell/h", 1.02e-3, TRAINER, spread=0.05, symbol=r"q_{P,0}")
    productivity_cold = parameter("1/delta_degC", 0.05, TRAINER)
    growth_cold = parameter("1/delta_degC", 0.12, TRAINER)
    growth_hot = parameter("1/delta_degC**2", 0.25, TRAINER)
    death_cold = parameter("1/delta_degC", 0.10, TRAINER)
    optimum = parameter("degC", 36.8, TRAINER)
    too_hot = parameter("degC", 37.5, TRAINER)
    heat_unit = parameter("delta_degC", 1.0, assumed("unit of the heat stress term"))
    oxygen_consumption = parameter("mmol/Gcell/h", 0.25, assumed("range 0.15 to 0.45"), symbol="q_{O_2}")
    oxygen_guard = parameter("percent", 2.0, assumed("uptake half-saturation, share of air saturation"))
    respiratory_quotient = parameter("1", 0.9, TEXTBOOK)
    respiratory_growth = parameter("1", 0.15, assumed("added while lactate is made"))
    environment = parameter(
        "1", 1.0, assumed("1 couples osmolality, pH, CO2 and oxygen to the cells; 0 is the ideal broth")
    )
    osmolality_growth = parameter("mmol/kg", 430.0, TRAINER)
    osmolality_width = parameter("mmol/kg", 25.0, TRAINER)
    osmolality_death = parameter("mmol/kg", 480.0, TRAINER)
    osmolality_death_width = parameter("mmol/kg", 20.0, TRAINER)
    oxygen_growth_half = parameter("percent", 1.5, TRAINER)
    oxygen_growth_scale = parameter("1", 1.0375, tuned("1 + 1.5/40: growth is full from 40 % of air saturation on"))
    ph_optimum = parameter("1", 7.0, TRAINER)
    ph_width = parameter("1", 0.45, TRAINER)
    carbon_dioxide_toxic = parameter("mmHg", 180.0, TRAINER)
    protein_per_cell = parameter("mg/Gcell", 250.0, QUALITY, about="250 pg of protein in each burst cell")
    dna_per_cell = parameter("mg/Gcell", 7.0, QUALITY, about="7 pg of DNA in each burst cell")
    aggregates_born = parameter("1", 0.008, QUALITY)
    aggregation = parameter("1/h", 0.0002 / 24, QUALITY, about="0.02 % a day at 36.8 degC")
    aggregation_heat = parameter("1/delta_degC", 0.1733, QUALITY, about="doubles in 4 degC")
    acidic_born = parameter("1", 0.12, QUALITY)
    acidification = parameter("1/h", 0.006 / 24, QUALITY, about="0.6 % a day")
    acidic_ph = parameter("1", 7.1, QUALITY)
    acidic_slope = parameter("1", 5.0, QUALITY)
    galactose_born = parameter("1", 1.0, QUALITY)
    galactose_ammonia = parameter("L/mmol", 0.04, QUALITY, about="4 % lost per mM above the onset")
    galactose_onset = parameter("mmol/L", 3.0, QUALITY)
    growth_rate = output("1/h", revealing=True, symbol=r"\mu")
    death_rate = output("1/h", revealing=True, symbol="k_d")
    lactate_making = output("1", revealing=True, symbol="w")
    glucose_rate = output("mmol/Gcell/h", revealing=True, symbol="q_G")
    glutamine_rate = output("mmol/Gcell/h", revealing=True, symbol="q_Q")
    lactate_rate = output("mmol/Gcell/h", revealing=True, symbol="q_L")
    ammonia_rate = output("mmol/Gcell/h", revealing=True, symbol="q_A")
    product_rate = output("g/Gcell/h", revealing=True, symbol="q_P")
    aggregate_share = output("percent", revealing=True)
    acidic_share = output("percent", revealing=True)
    galactosylation = output("percent", revealing=True)
    host_protein_share = output("mg/g", revealing=True, about="host cell protein per gram of product")
    viability = output("percent", revealing=True)
    product_floor = parameter("g/L", 1e-6, assumed("keeps shares finite before there is any product"))


def _coupled(m: Any, factor: Any) -> Any:
    """Return an environmental factor, or 1 where the broth is taken as ideal."""
    return 1 - m.environment * (1 - factor)


def _environment(m: Any, chemistry: Any) -> Any:
    """Return by how much oxygen, osmolality, pH and CO2 slow growth."""
    breath = maximum(chemistry["oxygen_saturation"], 0)
    oxygen = minimum(m.oxygen_growth_scale * breath / (breath + m.oxygen_growth_half), 1)
    salt = 1 / (1 + exp(minimum((chemistry["osmolality"] - m.osmolality_growth) / m.osmolality_width, 30)))
    acid = exp(-(((m.ph - m.ph_optimum) / m.ph_width) ** 2))
    gas = 1 / (1 + (chemistry["carbon_dioxide_pressure"] / m.carbon_dioxide_toxic) ** 4)
    return _coupled(m, oxygen * salt * acid * gas)


def _growth(m: Any, chemistry: Any) -> Any:
    cold, hot = maximum(m.optimum - m.temperature, 0), maximum(m.temperature - m.optimum, 0)
    warmth = exp(-m.growth_cold * cold) * maximum(1 - m.growth_hot * hot**2, 0)
    food = m.glucose / (m.glucose_half + m.glucose) * m.glutamine / (m.glutamine_half + m.glutamine)
    waste = (
        m.lactate_inhibition
        / (m.lactate_inhibition + m.lactate)
        * m.ammonia_inhibition
        / (m.ammonia_inhibition + m.ammonia)
    )
    age = 1 / (1 + (m.inhibitor / m.inhibitor_half) ** 3)
    return m.mu_max * warmth * food * waste * age * _environment(m, chemistry)


def _death(m: Any, chemistry: Any) -> Any:
    toxic = m.lactate / (m.lactate_toxic + m.lactate) * m.ammonia / (m.ammonia_toxic + m.ammonia)
    aged = m.inhibitor**4 / (m.inhibitor_age**4 + m.inhibitor**4)
    starved = m.starved_half / (m.starved_half + m.glucose)
    suffocated = exp(-maximum(chemistry["oxygen_saturation"], 0) / m.suffocated_at)
    rate = (
        m.death_basal
        + m.death_toxic * toxic
        + m.death_age * aged
        + m.death_starved * starved
        + m.death_suffocated * m.environment * suffocated
    )
    salt = exp(minimum((chemistry["osmolality"] - m.osmolality_death) / m.osmolality_death_width, 4))
    cold = maximum(m.optimum - m.temperature, 0)
    hot = maximum(m.temperature - m.too_hot, 0) / m.heat_unit
    return rate * exp(-m.death_cold * cold) * (1 + m.environment * salt) * (1 + hot**2)


def rates(m: Any, broth: dict[str, Any], poisoned: Any) -> dict[str, Any]:
    """Return growth, death and the specific rates of uptake and production.

    Needs `temperature`, `ph` and, in `broth`, `oxygen_saturation`, `osmolality` and `carbon_dioxide_pressure`;
    `poisoned` is added to the death rate.
    """
    growth, death = _growth(m, broth), _death(m, broth) + poisoned
    building = growth - m.net_growth_uptake * death
    cold = maximum(m.optimum - m.temperature, 0)
    resting = m.maintenance_glucose * exp(-m.maintenance_cold * cold)
    glucose = (building / m.yield_glucose + resting) * m.glucose / (m.glucose_guard + m.glucose)
    present = m.glutamine / (m.glutamine_guard + m.glutamine)
    for_growth = building / m.yield_glutamine * present
    for_rest = m.maintenance_glutamine * m.glutamine / (m.maintenance_glutamine_half + m.glutamine)
    making = growth**4 / (growth**4 + m.lactate_switch**4)
    eaten = m.lactate_uptake * (1 - making) * m.lactate / (m.lactate_uptake_half + m.lactate)
    freed = m.ammonia_yield * (for_growth + m.ammonia_from_maintenance * for_rest)
    return {
        "growth_rate": growth,
        "death_rate": death,
        "lactate_making": making,
        "glucose_rate": glucose,
        "glutamine_rate": for_growth + for_rest,
        "lactate_rate": m.lactate_yield * glucose * making - eaten,
        "ammonia_rate": freed - m.ammonia_uptake * m.ammonia / (m.ammonia_uptake_half + m.ammonia),
        "product_rate": m.productivity * exp(m.productivity_cold * cold),
    }


def breathing(m: Any) -> Any:
    """Return by how much uptake of oxygen is held back where little is left; needs `oxygen` and `saturation`."""
    air = m.oxygen / m.saturation * m.hundred
    return air / (air + m.oxygen_guard)


def respiration(m: Any, making: Any) -> tuple[Any, Any]:
    """Return oxygen uptake and carbon dioxide evolution of the cells; `making` is the share that makes lactate."""
    uptake = m.oxygen_consumption * m.viable * breathing(m)
    return uptake, (m.respiratory_quotient + m.respiratory_growth * making) * uptake


def quality(m: Any) -> dict[str, Any]:
    """Return viability and what the product is like."""
    made = m.product + m.product_floor
    return {
        "viability": m.hundred * m.viable / (m.viable + m.dead),
        "aggregate_share": m.hundred * m.aggregates / made,
        "acidic_share": m.hundred * m.acidic / made,
        "galactosylation": m.hundred * m.galactosylated / made,
        "host_protein_share": m.host_protein / made,
    }


def culture(m: Any) -> Terms:
    """Return what the cells do to the broth, without what pipes bring."""
    dying, bursting = m.death_rate * m.viable, m.lysis_rate * m.dead
    decay = m.glutamine_decay * m.glutamine
    return {
        "viable": {"growth": m.growth_rate * m.viable, "death": -dying},
        "dead": {"death": dying, "lysis": -bursting},
        "lysed": {"lysis": bursting},
        "glucose": {"uptake": -m.glucose_rate * m.viable},
        "glutamine": {"uptake": -m.glutamine_rate * m.viable, "decay": -decay},
        "lactate": {"metabolism": m.lactate_rate * m.viable},
        "ammonia": {"metabolism": m.ammonia_rate * m.viable, "decay": decay},
        "inhibitor": {"accumulation": m.viable / m.day},
        "viable_integral": {"accumulation": m.viable / m.day},
    }


def antibody(m: Any) -> Terms:
    """Return what the cells make and what becomes of it: product, variants, impurities; needs `ph`."""
    secretion = m.product_rate * m.viable
    bursting = m.lysis_rate * m.dead
    warmth = exp(m.aggregation_heat * (m.temperature - m.optimum))
    alkaline = 1 + m.acidic_slope * maximum(m.ph - m.acidic_ph, 0)
    sweet = m.galactose_born * (1 - m.galactose_ammonia * maximum(m.ammonia - m.galactose_onset, 0))
    return {
        "product": {"secretion": secretion},
        "aggregates": {"born": m.aggregates_born * secretion, "aggregation": m.aggregation * warmth * m.product},
        "acidic": {"born": m.acidic_born * secretion, "deamidation": m.acidification * warmth * alkaline * m.product},
        "galactosylated": {"secretion": maximum(sweet, 0) * secretion},
        "host_protein": {"lysis": m.protein_per_cell * bursting},
        "host_dna": {"lysis": m.dna_per_cell * bursting},
    }
