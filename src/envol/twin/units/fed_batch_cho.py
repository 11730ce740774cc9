"""A stirred 2 000 L fed-batch culture of CHO cells that make an antibody, with its vessel around it.

Biology: the structure of Xing, Bishop, Leister, Li 2010 (Biotechnol. Prog. 26:208, doi 10.1002/btpr.284), extended by a
lumped inhibitor, a lactate switch and the environment's effects. The declared values are the *trainer* set, tuned; the
published set is content (`clone-xing-2010`). Vessel: gas transfer after van't Riet 1979 (Ind. Eng. Chem. Process Des.
Dev. 18:357), total inorganic carbon, pH by charge balance, heat and jacket, foam and vent filter.

The file is long because a unit operation is one file: it reads top down as states, inputs, parameters, then text.
"""

from __future__ import annotations

from typing import Any

from envol.twin.control.pid import PiLoop
from envol.twin.control.split_range import share
from envol.twin.declarations import Event, Stream, actuator, algebraic, fault, output, parameter, state
from envol.twin.functions import clip, exp, kelvin, maximum, minimum
from envol.twin.instruments.probe import Gauge, Probe
from envol.twin.model import Terms, UnitOperation
from envol.twin.sources import assumed, published, tuned

XING = published("Xing 2010, as tabulated in Bioengineering 2018, 5(1):25, table 2")
TRAINER = tuned("trainer set: output checked against the usual range of industrial fed-batches")
RIET = assumed("van't Riet 1979, coalescing, as usually quoted; not re-read")
TEXTBOOK = assumed("textbook value, not re-read")
VESSEL = tuned("a 2 000 L single-impeller-pair vessel at a volumetric power fit for CHO cells")
QUALITY = assumed("order of magnitude of industrial experience")
LN10 = 2.302585092994046
CELLS = ("viable", "dead", "lysed", "bacteria")
MEDIUM = ("glucose", "glutamine", "lactate", "ammonia", "inhibitor", "sodium", "inert_osmolytes", "endotoxin")
GASES = ("oxygen", "inorganic_carbon")
PRODUCT = ("product", "aggregates", "acidic", "galactosylated", "host_protein", "host_dna")
DISSOLVED = (*CELLS, *MEDIUM, *GASES, *PRODUCT)
"""What a litre of broth carries away when it leaves, and what a stream dilutes when it enters."""


class FedBatchCho(UnitOperation):
    """CHO fed-batch with loops, instruments and the faults that a pilot meets."""

    time = "h"
    kind = "stirred_culture"
    title = "CHO fed-batch, 2 000 L"
    title_fr = "Fed-batch CHO, 2 000 L"

    # ---- what is in the vessel -------------------------------------------------------------------------------------
    volume = state("L", start=1200.0, low=0, symbol="V")
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
    oxygen = state("mmol/L", start=0.2, low=0, scale=0.1, symbol="O_2", about="dissolved oxygen")
    inorganic_carbon = state("mmol/L", start=13.6, low=0, symbol="C_T", about="CO2, bicarbonate and carbonate")
    sodium = state("mmol/L", start=18.3, symbol="Na", about="strong cations less strong anions other than lactate")
    inert_osmolytes = state(
        "mmol/L", start=212.0, low=0, symbol="S", about="salts and solids that take part in nothing"
    )
    aggregates = state("g/L", start=0.0, low=0, scale=0.02, about="high molecular weight species")
    acidic = state("g/L", start=0.0, low=0, scale=0.2, about="acidic variants")
    galactosylated = state("g/L", start=0.0, low=0, scale=1, about="product weighted by its galactosylation index")
    host_protein = state("mg/L", start=0.0, low=0, scale=100, about="host cell protein in the broth")
    host_dna = state("mg/L", start=0.0, low=0, scale=3, about="host cell DNA in the broth")
    bacteria = state("g/L", start=0.0, low=0, scale=1, about="contaminating biomass, dry")
    endotoxin = state("EU/mL", start=0.0, low=0, scale=100)

    # ---- the vessel around it --------------------------------------------------------------------------------------
    temperature = state("degC", start=36.8, scale=1, symbol="T")
    jacket = state("degC", start=36.6, scale=1, symbol="T_j", about="jacket temperature")
    agitation = state("1/min", start=50.0, low=0, symbol="N", about="impeller speed, turns per minute")
    air_flow = state("L/h", start=360.0, low=0, about="air through the sparger")
    oxygen_flow = state("L/h", start=0.0, low=0, scale=500, about="oxygen through the sparger")
    carbon_dioxide_flow = state("L/h", start=0.0, low=0, scale=50, about="carbon dioxide through the sparger")
    foam = state("percent", start=0.0, low=0, scale=50, about="height of the foam; 100 reaches the vent")
    antifoam = state("ppm", start=0.0, low=0, scale=1)
    filter_wetting = state("1", start=0.0, low=0, scale=1, about="share of the vent filter that is wet")
    headspace_pressure = state("mbar", start=20.0, low=0, about="above atmosphere")
    feed_bag = state("kg", start=600.0, scale=100, about="weight left in the feed bag")
    base_used = state("L", start=0.0, low=0, scale=5, about="base added since the start")
    ph = algebraic("1", start=7.1, symbol="pH")

    # ---- what a pilot sets -----------------------------------------------------------------------------------------
    feed_flow = actuator("L/h", start=0.0, low=0, high=12, about="feed pump set-point")
    glucose_flow = actuator("L/h", start=0.0, low=0, high=6, about="pump of concentrated glucose")
    glucose_hold = actuator("mmol/L", start=0.0, low=0, high=60, about="in-line glucose control: 0 is off")
    antifoam_automatic = actuator("1", start=1.0, low=0, high=1, about="foam probe doses antifoam by itself")
    antifoam_dose = actuator("ppm", start=0.0, low=0, high=20, pulse=True, about="antifoam by hand")
    sample_draw = actuator("L/h", start=0.0, low=0, high=60, pulse=True, about="broth taken as a sample")
    filter_replace = actuator("1", start=0.0, low=0, high=1, pulse=True, about="a fresh vent filter")
    feed_bag_replace = actuator("1", start=0.0, low=0, high=1, pulse=True, about="a fresh feed bag")
    # ---- what can break --------------------------------------------------------------------------------------------
    agitator_loss = fault("1", low=0, high=1, about="share of the drive that is lost")
    feed_loss = fault("1", low=0, high=1, about="share of the feed that does not arrive")
    feed_wrong = fault("1", low=0, high=1, about="share of the feed bag that holds base")
    sparger_blockage = fault("1", low=0, high=1, about="share of the gas that does not pass")
    cooling_loss = fault("1", low=0, high=1, about="share of the jacket circulation that is lost")
    base_stuck = fault("L/h", low=0, high=10, about="base that flows whatever the controller asks")
    antifoam_loss = fault("1", low=0, high=1, about="share of the automatic antifoam that is lost")
    foam_surge = fault("1", low=0, high=20, about="extra foaming, as a multiple")
    contamination = fault("g/L/h", low=0, high=1, about="entry of foreign microbes")

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

    # ---- the clone -------------------------------------------------------------------------------------------------
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
    # ---- product quality, caused upstream --------------------------------------------------------------------------
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
    product_floor = parameter("g/L", 1e-6, assumed("keeps shares finite before there is any product"))
    # ---- contaminants ----------------------------------------------------------------------------------------------
    bacteria_growth = parameter("1/h", 0.9, assumed("doubling in 0.77 h"))
    bacteria_fermenting = parameter("1", 0.2, assumed("share of the growth rate that is left without oxygen"))
    bacteria_limit = parameter("g/L", 5.0, assumed("what the vessel can carry"))
    bacteria_oxygen = parameter("mmol/g/h", 8.0, assumed("fast respiration"))
    bacteria_glucose = parameter("mmol/g/h", 6.0, assumed("fast uptake"))
    bacteria_acid = parameter("mmol/g/h", 4.0, assumed("acid, counted as lactate"))
    bacteria_toxicity = parameter("L/g/h", 0.2, assumed("toxins"))
    endotoxin_yield = parameter("EU/mL/(g/L)", 1.0e6, assumed("per gram of Gram-negative biomass"))
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
    buffer = parameter("mmol/L", 12.5, assumed("phosphate, HEPES, amino acids: 10 to 15"))
    buffer_pk = parameter("1", 7.2, TEXTBOOK)
    pk_1 = parameter("1", 6.10, TEXTBOOK)
    pk_2 = parameter("1", 10.2, TEXTBOOK)
    pk_water = parameter("1", 13.6, TEXTBOOK)
    pk_ammonia = parameter("1", 8.95, TEXTBOOK)
    molar = parameter("mmol/L", 1000.0, published("1 mol/L"))
    density = parameter("kg/L", 1.0, TEXTBOOK)
    # ---- the vessel ------------------------------------------------------------------------------------------------
    power_number = parameter("1", 3.0, VESSEL, about="two impellers of 1.5")
    impeller = parameter("m", 0.5, VESSEL)
    section = parameter("m**2", 1.131, VESSEL)
    liquid_density = parameter("kg/m**3", 1000.0, TEXTBOOK)
    litres = parameter("L/m**3", 1000.0, published("definition"))
    seconds = parameter("s/h", 3600.0, published("definition"))
    turns = parameter("s/min", 60.0, published("definition"))
    watt = parameter("kJ/h/W", 3.6, published("definition"))
    transfer_factor = parameter("1/s", 0.026, RIET, symbol="K")
    transfer_power = parameter("1", 0.4, RIET)
    transfer_gas = parameter("1", 0.5, RIET)
    power_unit = parameter("W/m**3", 1.0, RIET)
    speed_unit = parameter("m/s", 1.0, RIET)
    power_floor = parameter("W/m**3", 0.05, assumed("keeps the slope finite where the impeller stands still"))
    speed_floor = parameter("m/s", 1e-7, assumed("keeps the slope finite without gas"))
    medium_factor = parameter("1", 0.8, tuned("between 0.6 and 1 for media with surfactant"))
    antifoam_penalty = parameter("1", 0.4, tuned("a dose takes 40 % of the transfer"))
    antifoam_half = parameter("ppm", 1.0, TRAINER)
    surface_transfer = parameter("1/h", 0.3, assumed("0.2 to 0.5 at 2 000 L"))
    stripping = parameter("1", 0.25, assumed("0.1 to 0.3 at large scale: bubbles saturate"))
    carbon_transfer_ratio = parameter(
        "1", 0.9, TEXTBOOK, about="of carbon dioxide against oxygen, by their diffusivities"
    )
    henry_oxygen = parameter("mmol/L/atm", 1.03, TEXTBOOK)
    henry_oxygen_heat = parameter("K", 1500.0, TEXTBOOK)
    henry_carbon = parameter("mmol/L/mmHg", 0.0307, TEXTBOOK)
    henry_carbon_heat = parameter("K", 2400.0, TEXTBOOK)
    henry_at = parameter("K", 310.0, TEXTBOOK)
    mmhg = parameter("mmHg/atm", 760.0, published("definition"))
    air_oxygen = parameter("1", 0.2095, published("dry air"))
    pressure = parameter("atm", 1.05, VESSEL, about="mean over the liquid's height")
    saturation = parameter("mmol/L", 0.2158, TEXTBOOK, about="air-saturated medium at 37 degC and 1 atm")
    hundred = parameter("percent", 100.0, published("definition"))
    gas_volume = parameter("L/mmol", 0.0245, TEXTBOOK, about="at 25 degC and 1 atm")
    agitation_low = parameter("1/min", 50.0, VESSEL)
    agitation_high = parameter("1/min", 75.0, VESSEL)
    air_low = parameter("L/h", 360.0, VESSEL)
    air_high = parameter("L/h", 1440.0, VESSEL)
    oxygen_high = parameter("L/h", 1440.0, VESSEL)
    carbon_dioxide_high = parameter("L/h", 240.0, VESSEL)
    base_high = parameter("L/h", 0.5, VESSEL, about="1 % of the volume a day")
    split_1 = parameter("percent", 30.0, VESSEL, about="agitation below, air above")
    split_2 = parameter("percent", 60.0, VESSEL, about="air below, oxygen above")
    drive_lag = parameter("h", 10 / 3600, VESSEL)
    gas_lag = parameter("h", 20 / 3600, VESSEL)
    gas_floor = parameter("L/h", 1.0, assumed("keeps ratios finite without gas"))
    day = parameter("h/d", 24.0, published("definition"))
    hold_gain = parameter("1/h", 2.0, TRAINER)
    heat_capacity = parameter("kJ/L/delta_degC", 4.18, TEXTBOOK)
    metabolic_heat = parameter("kJ/mmol", 0.460, TEXTBOOK, about="460 kJ per mol of oxygen")
    jacket_conductance = parameter("kJ/h/delta_degC", 5400.0, assumed("300 W/m2/K over 5 m2"))
    room_conductance = parameter("kJ/h/delta_degC", 36.0, assumed("10 W/K"))
    room = parameter("degC", 20.0, assumed("clean room"))
    feed_temperature = parameter("degC", 20.0, assumed("from the room"))
    jacket_volume = parameter("L", 100.0, VESSEL)
    jacket_flow = parameter("L/h", 3000.0, VESSEL)
    jacket_middle = parameter("degC", 25.0, VESSEL, about="water at 50 % of the mixing valve")
    jacket_span = parameter("delta_degC", 20.0, VESSEL, about="either side")
    # ---- foam and vent ---------------------------------------------------------------------------------------------
    foam_made = parameter("percent/h/(mm/s)", 32.0, tuned("50 % on day 8 at 0.02 vvm"))
    foam_product = parameter("g/L", 1.0, TRAINER)
    foam_lysed = parameter("Gcell/L", 1.0, TRAINER)
    foam_breaks = parameter("1/h", 0.5, TRAINER)
    foam_antifoam = parameter("1/h/ppm", 5.0, TRAINER)
    antifoam_gone = parameter("h", 6.0, TRAINER)
    antifoam_gain = parameter("ppm/h/percent", 0.02, TRAINER)
    foam_dosed_at = parameter("percent", 50.0, TRAINER)
    millimetres = parameter("mm/m", 1000.0, published("definition"))
    wetting_rate = parameter("1/h/percent", 0.01, TRAINER)
    filter_pressure = parameter("mbar", 20.0, TRAINER, about="drop over a dry filter at the reference flow")
    filter_flow = parameter("L/h", 1500.0, TRAINER)
    filter_closing = parameter("1", 0.95, TRAINER, about="share of the area that a wet filter closes")
    pressure_lag = parameter("h", 0.05, TRAINER)
    relief = parameter("mbar", 300.0, TRAINER, about="gas is cut back from here")
    relief_span = parameter("mbar", 60.0, TRAINER)

    # ---- what the text computes ------------------------------------------------------------------------------------
    oxygen_saturation = output("percent", revealing=True, about="true dissolved oxygen, share of air saturation")
    carbon_dioxide = output("mmol/L", revealing=True, about="dissolved CO2")
    bicarbonate = output("mmol/L", revealing=True)
    carbonate = output("mmol/L", revealing=True)
    carbon_dioxide_pressure = output("mmHg", revealing=True, about="pCO2")
    osmolality = output("mmol/kg", revealing=True)
    growth_rate = output("1/h", revealing=True, symbol=r"\mu")
    death_rate = output("1/h", revealing=True, symbol="k_d")
    lactate_making = output("1", revealing=True, symbol="w")
    glucose_rate = output("mmol/Gcell/h", revealing=True, symbol="q_G")
    glutamine_rate = output("mmol/Gcell/h", revealing=True, symbol="q_Q")
    lactate_rate = output("mmol/Gcell/h", revealing=True, symbol="q_L")
    ammonia_rate = output("mmol/Gcell/h", revealing=True, symbol="q_A")
    product_rate = output("g/Gcell/h", revealing=True, symbol="q_P")
    bacteria_rate = output("1/h", revealing=True)
    oxygen_uptake = output("mmol/L/h", revealing=True, symbol="OUR")
    carbon_dioxide_evolution = output("mmol/L/h", revealing=True, symbol="CER")
    transfer = output("1/h", revealing=True, symbol="k_L a")
    oxygen_transfer = output("mmol/L/h", revealing=True, symbol="OTR")
    carbon_dioxide_transfer = output("mmol/L/h", revealing=True, symbol="CTR")
    oxygen_share_in = output("1", about="oxygen in the gas that enters")
    gas_flow = output("L/h", about="gas that passes the sparger")
    oxygen_out = output("percent", revealing=True)
    carbon_dioxide_out = output("percent", revealing=True)
    power_per_volume = output("W/m**3")
    superficial_velocity = output("m/s")
    feed_delivered = output("L/h", revealing=True)
    glucose_delivered = output("L/h")
    base_delivered = output("L/h", revealing=True)
    inflow = output("L/h", revealing=True)
    feed_gap = output("L/h", revealing=True, about="feed that is asked for and does not arrive")
    gas_gap = output("L/h", revealing=True, about="gas that is sent and does not pass")
    weight = output("kg")
    viability = output("percent", revealing=True)
    aggregate_share = output("percent", revealing=True)
    acidic_share = output("percent", revealing=True)
    galactosylation = output("percent", revealing=True)
    host_protein_share = output("mg/g", revealing=True, about="host cell protein per gram of product")
    air_demand = output("L/h", about="air that the cascade asks for")
    oxygen_demand = output("L/h", about="oxygen that the cascade asks for")
    agitation_demand = output("1/min", about="speed that the cascade asks for")

    def quantities(m: Any) -> dict[str, Any]:
        """Return chemistry, pumps, gas, cells and product quality."""
        return _chemistry(m) | _pumps(m) | _gas(m) | _kinetics(m) | _quality(m)

    def balances(m: Any) -> Terms:
        """Return the balances of the broth, of the product and of the equipment."""
        return _broth(m) | _product(m) | _equipment(m)

    def equations(m: Any) -> dict[str, Any]:
        """Return the charge balance, from which pH follows."""
        protons = m.molar * exp(-LN10 * m.ph)
        hydroxide = m.molar * exp(LN10 * (m.ph - m.pk_water))
        ammonium = m.ammonia / (1 + exp(LN10 * (m.ph - m.pk_ammonia)))
        buffered = m.buffer / (1 + exp(LN10 * (m.buffer_pk - m.ph)))
        cations = m.sodium + protons + ammonium
        anions = hydroxide + _bicarbonate(m) + 2 * _carbonate(m) + m.lactate + buffered
        return {"ph": cations - anions}

    def events(m: Any) -> dict[str, Event]:
        """Return what a pilot does at once: a dose, a fresh filter, a fresh bag."""
        return {
            "antifoam by hand": Event(m.antifoam_dose > 0, {"antifoam": m.antifoam + m.antifoam_dose}),
            "fresh vent filter": Event(m.filter_replace > 0, {"filter_wetting": 0.0}),
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


# ---- chemistry of the broth ----------------------------------------------------------------------------------------


def _dissolved_carbon_dioxide(m: Any) -> Any:
    first, second = exp(LN10 * (m.ph - m.pk_1)), exp(LN10 * (m.ph - m.pk_2))
    return m.inorganic_carbon / (1 + first + first * second)


def _bicarbonate(m: Any) -> Any:
    return _dissolved_carbon_dioxide(m) * exp(LN10 * (m.ph - m.pk_1))


def _carbonate(m: Any) -> Any:
    return _bicarbonate(m) * exp(LN10 * (m.ph - m.pk_2))


def _warming(m: Any, heat: Any) -> Any:
    """Return how a solubility changes from its reference temperature (van't Hoff)."""
    return exp(heat * (1 / kelvin(m.temperature) - 1 / m.henry_at))


def _chemistry(m: Any) -> dict[str, Any]:
    dissolved = _dissolved_carbon_dioxide(m)
    ions = m.sodium + m.lactate + m.ammonia + _bicarbonate(m) + _carbonate(m)
    return {
        "oxygen_saturation": m.hundred * m.oxygen / m.saturation,
        "carbon_dioxide": dissolved,
        "bicarbonate": _bicarbonate(m),
        "carbonate": _carbonate(m),
        "carbon_dioxide_pressure": dissolved / (m.henry_carbon * _warming(m, m.henry_carbon_heat)),
        "osmolality": (m.inert_osmolytes + m.glucose + m.glutamine + ions) / m.density,
        "weight": m.volume * m.density,
        "viability": m.hundred * m.viable / (m.viable + m.dead),
    }


# ---- pumps ---------------------------------------------------------------------------------------------------------


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
    }


# ---- gas -----------------------------------------------------------------------------------------------------------


def _passing(m: Any) -> Any:
    """Return the share of the gas that passes sparger and vent."""
    return (1 - m.sparger_blockage) * clip((m.relief + m.relief_span - m.headspace_pressure) / m.relief_span, 0, 1)


def _gas(m: Any) -> dict[str, Any]:
    flow = m.air_flow + m.oxygen_flow + m.carbon_dioxide_flow
    passing = maximum(flow, 0) * _passing(m)
    oxygen_in = (m.air_oxygen * m.air_flow + m.oxygen_flow) / (flow + m.gas_floor)
    carbon_in = m.carbon_dioxide_flow / (flow + m.gas_floor)
    speed = maximum(m.agitation, 0) / m.turns
    power = m.power_number * m.liquid_density * speed**3 * m.impeller**5 / (m.volume / m.litres)
    velocity = passing / m.litres / m.seconds / m.section
    damped = 1 - m.antifoam_penalty * m.antifoam / (m.antifoam + m.antifoam_half)
    stirred = ((power + m.power_floor) / m.power_unit) ** m.transfer_power * (
        (velocity + m.speed_floor) / m.speed_unit
    ) ** m.transfer_gas
    transfer = m.transfer_factor * m.seconds * m.medium_factor * damped * stirred
    soluble = m.henry_oxygen * _warming(m, m.henry_oxygen_heat) * m.pressure
    oxygen_in_liquid = transfer * (soluble * oxygen_in - m.oxygen) + m.surface_transfer * (
        soluble * m.air_oxygen - m.oxygen
    )
    carbon_soluble = m.henry_carbon * _warming(m, m.henry_carbon_heat) * m.pressure * m.mmhg * carbon_in
    carbon_in_liquid = (
        m.carbon_transfer_ratio * m.stripping * transfer * (carbon_soluble - _dissolved_carbon_dioxide(m))
    )
    surface_loss = -m.carbon_transfer_ratio * m.surface_transfer * _dissolved_carbon_dioxide(m) * m.stripping
    carbon = carbon_in_liquid + surface_loss
    outflow = passing + m.gas_floor - (oxygen_in_liquid + carbon) * m.volume * m.gas_volume
    oxygen_left = (passing + m.gas_floor) * oxygen_in - oxygen_in_liquid * m.volume * m.gas_volume
    carbon_left = (passing + m.gas_floor) * carbon_in - carbon * m.volume * m.gas_volume
    return {
        "gas_flow": passing,
        "gas_gap": flow - passing,
        "oxygen_share_in": oxygen_in,
        "power_per_volume": power,
        "superficial_velocity": velocity,
        "transfer": transfer,
        "oxygen_transfer": oxygen_in_liquid,
        "carbon_dioxide_transfer": carbon,
        "oxygen_out": m.hundred * clip(oxygen_left / maximum(outflow, m.gas_floor), 0, 1),
        "carbon_dioxide_out": m.hundred * clip(carbon_left / maximum(outflow, m.gas_floor), 0, 1),
        "agitation_demand": m.agitation_low + (m.agitation_high - m.agitation_low) * share(m.oxygen_loop, 0, m.split_1),
        "air_demand": m.air_low + (m.air_high - m.air_low) * share(m.oxygen_loop, m.split_1, m.split_2),
        "oxygen_demand": m.oxygen_high * share(m.oxygen_loop, m.split_2, m.hundred),
    }


# ---- cells ---------------------------------------------------------------------------------------------------------


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
    return (
        rate * exp(-m.death_cold * cold) * (1 + m.environment * salt) * (1 + hot**2) + m.bacteria_toxicity * m.bacteria
    )


def _kinetics(m: Any) -> dict[str, Any]:
    chemistry = _chemistry(m)
    growth, death = _growth(m, chemistry), _death(m, chemistry)
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
    air = m.oxygen / m.saturation * m.hundred
    breathing = air / (air + m.oxygen_guard)
    cells = m.oxygen_consumption * m.viable * breathing
    microbes = m.bacteria_oxygen * m.bacteria * breathing
    quotient = m.respiratory_quotient + m.respiratory_growth * making
    return {
        "growth_rate": growth,
        "death_rate": death,
        "lactate_making": making,
        "glucose_rate": glucose,
        "glutamine_rate": for_growth + for_rest,
        "lactate_rate": m.lactate_yield * glucose * making - eaten,
        "ammonia_rate": freed - m.ammonia_uptake * m.ammonia / (m.ammonia_uptake_half + m.ammonia),
        "product_rate": m.productivity * exp(m.productivity_cold * cold),
        "oxygen_uptake": cells + microbes,
        "carbon_dioxide_evolution": quotient * cells + microbes,
        "bacteria_rate": m.bacteria_growth
        * (m.glucose / (m.glucose_half + m.glucose))
        * (m.bacteria_fermenting + (1 - m.bacteria_fermenting) * breathing)
        * (1 - m.bacteria / m.bacteria_limit),
    }


def _quality(m: Any) -> dict[str, Any]:
    made = m.product + m.product_floor
    return {
        "aggregate_share": m.hundred * m.aggregates / made,
        "acidic_share": m.hundred * m.acidic / made,
        "galactosylation": m.hundred * m.galactosylated / made,
        "host_protein_share": m.host_protein / made,
    }


# ---- balances ------------------------------------------------------------------------------------------------------


def _diluted(m: Any, name: str) -> dict[str, Any]:
    """Return what each stream brings of a dissolved state, and by how much all of them dilute it."""
    terms = {
        stream: pipe.flow / m.volume * pipe.carries[name]
        for stream, pipe in _pipes_in(m).items()
        if name in pipe.carries
    }
    return terms | {"dilution": -m.inflow / m.volume * m[name]}


def _broth(m: Any) -> Terms:
    dying, bursting = m.death_rate * m.viable, m.lysis_rate * m.dead
    decay = m.glutamine_decay * m.glutamine
    cells = {
        "volume": {
            "feed": m.feed_delivered,
            "glucose_feed": m.glucose_delivered,
            "base": m.base_delivered,
            "sample": -m.sample_draw,
        },
        "viable": {"growth": m.growth_rate * m.viable, "death": -dying},
        "dead": {"death": dying, "lysis": -bursting},
        "lysed": {"lysis": bursting},
        "glucose": {"uptake": -m.glucose_rate * m.viable, "contaminant": -m.bacteria_glucose * m.bacteria * _fed(m)},
        "glutamine": {"uptake": -m.glutamine_rate * m.viable, "decay": -decay},
        "lactate": {"metabolism": m.lactate_rate * m.viable, "contaminant": m.bacteria_acid * m.bacteria * _fed(m)},
        "ammonia": {"metabolism": m.ammonia_rate * m.viable, "decay": decay},
        "inhibitor": {"accumulation": m.viable / m.day},
        "oxygen": {"transfer": m.oxygen_transfer, "uptake": -m.oxygen_uptake},
        "inorganic_carbon": {"respiration": m.carbon_dioxide_evolution, "transfer": m.carbon_dioxide_transfer},
        "sodium": {},
        "inert_osmolytes": {},
        "bacteria": {"entry": m.contamination, "growth": m.bacteria_rate * m.bacteria},
        "endotoxin": {"release": m.endotoxin_yield * maximum(m.bacteria_rate, 0) * m.bacteria},
    }
    for name, terms in cells.items():
        if name in DISSOLVED:
            terms |= _diluted(m, name)
    return cells | {"viable_integral": {"accumulation": m.viable / m.day}}


def _fed(m: Any) -> Any:
    return m.glucose / (m.glucose_half + m.glucose)


def _product(m: Any) -> Terms:
    secretion = m.product_rate * m.viable
    bursting = m.lysis_rate * m.dead
    warmth = exp(m.aggregation_heat * (m.temperature - m.optimum))
    alkaline = 1 + m.acidic_slope * maximum(m.ph - m.acidic_ph, 0)
    sweet = m.galactose_born * (1 - m.galactose_ammonia * maximum(m.ammonia - m.galactose_onset, 0))
    terms = {
        "product": {"secretion": secretion},
        "aggregates": {"born": m.aggregates_born * secretion, "aggregation": m.aggregation * warmth * m.product},
        "acidic": {"born": m.acidic_born * secretion, "deamidation": m.acidification * warmth * alkaline * m.product},
        "galactosylated": {"secretion": maximum(sweet, 0) * secretion},
        "host_protein": {"lysis": m.protein_per_cell * bursting},
        "host_dna": {"lysis": m.dna_per_cell * bursting},
    }
    return {name: own | _diluted(m, name) for name, own in terms.items()}


def _equipment(m: Any) -> Terms:
    heat = m.heat_capacity * m.volume
    exchanged = m.jacket_conductance * (m.jacket - m.temperature)
    water = m.jacket_middle + m.jacket_span * m.temperature_loop / m.hundred
    circulating = m.jacket_flow * (1 - m.cooling_loss) / m.jacket_volume
    index = m.product / m.foam_product + m.lysed / m.foam_lysed
    foaming = m.foam_made * m.superficial_velocity * m.millimetres * index * (1 + m.foam_surge)
    dosing = m.antifoam_gain * m.antifoam_automatic * (1 - m.antifoam_loss) * maximum(m.foam - m.foam_dosed_at, 0)
    open_share = 1 - m.filter_closing * m.filter_wetting
    resting = m.filter_pressure * (m.air_flow + m.oxygen_flow + m.carbon_dioxide_flow) / m.filter_flow / open_share**2
    carbon_demand = m.carbon_dioxide_high * maximum(-m.ph_loop, 0) / m.hundred
    return {
        "temperature": {
            "metabolism": m.metabolic_heat * m.oxygen_uptake / m.heat_capacity,
            "agitation": m.power_per_volume / m.litres * m.watt / m.heat_capacity,
            "jacket": exchanged / heat,
            "room": -m.room_conductance * (m.temperature - m.room) / heat,
            "feed": -m.inflow / m.volume * (m.temperature - m.feed_temperature),
        },
        "jacket": {
            "circulation": circulating * (water - m.jacket),
            "vessel": -exchanged / (m.heat_capacity * m.jacket_volume),
        },
        "agitation": {"drive": (m.agitation_demand * (1 - m.agitator_loss) - m.agitation) / m.drive_lag},
        "air_flow": {"valve": (m.air_demand - m.air_flow) / m.gas_lag},
        "oxygen_flow": {"valve": (m.oxygen_demand - m.oxygen_flow) / m.gas_lag},
        "carbon_dioxide_flow": {"valve": (carbon_demand - m.carbon_dioxide_flow) / m.gas_lag},
        "foam": {
            "foaming": foaming,
            "breaking": -m.foam_breaks * m.foam,
            "antifoam": -m.foam_antifoam * m.antifoam * m.foam,
        },
        "antifoam": {"dosing": dosing, "loss": -m.antifoam / m.antifoam_gone},
        "filter_wetting": {"wetting": m.wetting_rate * maximum(m.foam - m.hundred, 0) * (1 - m.filter_wetting)},
        "headspace_pressure": {"vent": (resting - m.headspace_pressure) / m.pressure_lag},
        "feed_bag": {"pumping": -m.feed_delivered * m.feed_density},
        "base_used": {"pumping": m.base_delivered},
    }
