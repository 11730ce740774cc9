"""Ion exchange column: load, wash and elution of three proteins by a salt gradient."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from envol.twin.declarations import Axis, Declaration, Event, Stream, actuator, mode, output, parameter, state
from envol.twin.functions import along, average, both, exp, log, place, where
from envol.twin.galerkin import Mesh
from envol.twin.model import Terms, UnitClass, UnitOperation
from envol.twin.sources import Source, assumed, published

PROTEINS = ("lysozyme", "cytochrome", "ribonuclease")
LOAD, WASH, ELUTION = 0, 1, 2
COARSE = Mesh(8, 3)
NODES = Axis(name="bed", size=COARSE.size)

BENCHMARK = published(
    "load-wash-elute case of CADET-Core, after Puettmann et al. 2013, doi 10.1016/j.compchemeng.2013.04.021,"
    " as run by Breuer et al. 2023, doi 10.1016/j.compchemeng.2023.108340"
)
REFERENCE = Source(BENCHMARK.status, BENCHMARK.text + "; reference concentration of the steric mass action law")


def bulk(name: str) -> Any:
    """Declare a concentration between the particles."""
    return state("mmol/L", over=(NODES,), scale=1.0, symbol=rf"c_\mathrm{{{name}}}", about=f"{name} between the particles")


def bound(name: str) -> Any:
    """Declare a concentration bound to the skeleton of the particles, by volume of skeleton."""
    return state("mmol/L", over=(NODES,), scale=1.0, symbol=rf"q_\mathrm{{{name}}}", about=f"{name} bound to the resin")


class LoadWashEluteColumn(UnitOperation):
    """Lumped rate model with pores and steric mass action in rapid equilibrium; salt and three proteins.

    Transport after Guiochon et al. 2006 (*Fundamentals of Preparative and Nonlinear Chromatography*, 2nd ed., ch. 6),
    binding after Brooks & Cramer 1992 (AIChE J. 38:1969, doi 10.1002/aic.690381212). The film coefficient of this
    benchmark already stands for the whole particle: no pore diffusion is lumped into it.

    The bound proteins and the salt in the pores are the states; the proteins in the pores follow from them by the
    equilibrium. Their common pore balance leaves, at each node, one linear system for the rates of all four, which
    `_rates` eliminates by hand down to two unknowns: the rates of the pore salt and of the free binding places.

    The column is run by `phase`: it loads, washes and elutes for the planned durations; `start_cycle` begins again.
    """

    time = "s"
    kind = "chromatography"
    title = "Ion exchange column: load, wash, elution"
    title_fr = "Colonne échangeuse d’ions : charge, lavage, élution"
    mesh: ClassVar[Mesh] = COARSE

    bulk_salt = state("mmol/L", start=50.0, over=(NODES,), low=0.0, symbol=r"c_\mathrm{salt}", about="salt between the particles")
    bulk_lysozyme, bulk_cytochrome, bulk_ribonuclease = (bulk(name) for name in PROTEINS)
    pore_salt = state("mmol/L", start=50.0, over=(NODES,), low=0.0, symbol="s", about="salt in the pores")
    bound_lysozyme, bound_cytochrome, bound_ribonuclease = (bound(name) for name in PROTEINS)
    phase_time = state("s", scale=100.0, symbol=r"t_\varphi", about="time since the phase began")
    phase = mode("1", start=LOAD, low=LOAD, high=ELUTION, symbol=r"\varphi", about="0 load, 1 wash, 2 elution")

    flow = actuator("m**3/s", start=6.683738e-8, low=0.0, high=3e-7, symbol="Q")
    load_duration = actuator("s", start=10.0, low=0.0, high=3600.0)
    wash_duration = actuator("s", start=80.0, low=0.0, high=3600.0)
    start_cycle = actuator("1", low=0.0, high=1.0, pulse=True, about="begin the next load")
    feed_lysozyme, feed_cytochrome, feed_ribonuclease = (
        actuator("mmol/L", start=1.0, low=0.0, high=5.0, symbol=rf"c_\mathrm{{feed,{name}}}") for name in PROTEINS
    )
    load_salt = actuator("mmol/L", start=50.0, low=1.0, high=1000.0, about="salt of the feed and of the wash")
    elution_salt = actuator("mmol/L", start=100.0, low=1.0, high=1000.0, about="salt at the start of the gradient")
    gradient = actuator("mmol/L/s", start=0.2, low=0.0, high=10.0, about="slope of the elution gradient")

    length = parameter("m", 0.014, BENCHMARK, symbol="L")
    section = parameter("m**2", 3.141593e-4, BENCHMARK, symbol="A")
    dispersion = parameter("m**2/s", 5.75e-8, BENCHMARK, symbol=r"D_\mathrm{ax}")
    bed_porosity = parameter("1", 0.37, BENCHMARK, symbol=r"\varepsilon_c")
    particle_porosity = parameter("1", 0.75, BENCHMARK, symbol=r"\varepsilon_p")
    particle_radius = parameter("m", 4.5e-5, BENCHMARK, symbol="r_p")
    film_coefficient = parameter("m/s", 6.9e-6, BENCHMARK, symbol="k_f", about="the same for salt and proteins")
    ionic_capacity = parameter("mmol/L", 1200.0, BENCHMARK, symbol=r"\Lambda", about="by volume of skeleton")
    salt_reference = parameter("mmol/L", 1.0, REFERENCE, symbol=r"c_\mathrm{ref}")
    bound_reference = parameter("mmol/L", 1.0, REFERENCE, symbol=r"q_\mathrm{ref}")
    desorption = parameter("1/s", 1000.0, BENCHMARK, symbol="k_d", about="the same for the three proteins")
    adsorption_lysozyme = parameter("1/s", 35.5, BENCHMARK, symbol=r"k_{a,\mathrm{lysozyme}}")
    adsorption_cytochrome = parameter("1/s", 1.59, BENCHMARK, symbol=r"k_{a,\mathrm{cytochrome}}")
    adsorption_ribonuclease = parameter("1/s", 7.7, BENCHMARK, symbol=r"k_{a,\mathrm{ribonuclease}}")
    charge_lysozyme = parameter("1", 4.7, BENCHMARK, symbol=r"\nu_\mathrm{lysozyme}")
    charge_cytochrome = parameter("1", 5.29, BENCHMARK, symbol=r"\nu_\mathrm{cytochrome}")
    charge_ribonuclease = parameter("1", 3.7, BENCHMARK, symbol=r"\nu_\mathrm{ribonuclease}")
    shielding_lysozyme = parameter("1", 11.83, BENCHMARK, symbol=r"\sigma_\mathrm{lysozyme}")
    shielding_cytochrome = parameter("1", 10.6, BENCHMARK, symbol=r"\sigma_\mathrm{cytochrome}")
    shielding_ribonuclease = parameter("1", 10.0, BENCHMARK, symbol=r"\sigma_\mathrm{ribonuclease}")
    timer_resolution = parameter("s", 1e-3, assumed("what the sequencer's timer distinguishes"))

    inlet_salt = output("mmol/L")
    inlet_lysozyme, inlet_cytochrome, inlet_ribonuclease = (output("mmol/L") for _ in PROTEINS)
    outlet_salt = output("mmol/L")
    outlet_lysozyme, outlet_cytochrome, outlet_ribonuclease = (output("mmol/L") for _ in PROTEINS)
    free_places = output("mmol/L", over=(NODES,), symbol=r"\bar q_0", about="binding places neither taken nor shielded")
    pore_lysozyme, pore_cytochrome, pore_ribonuclease = (output("mmol/L", over=(NODES,)) for _ in PROTEINS)
    held_salt = output("mol", about="in the bed: between the particles, in the pores and bound")
    held_lysozyme, held_cytochrome, held_ribonuclease = (output("mol") for _ in PROTEINS)

    @classmethod
    def with_mesh(cls, *, elements: int = COARSE.elements, degree: int = COARSE.degree) -> UnitClass:
        """Return the same column on another mesh.

        Parameters
        ----------
        elements : int
            Number of elements along the bed.
        degree : int
            Degree of the polynomial in each; the bed has elements x (degree + 1) nodes.

        Raises
        ------
        EnvolError
            If either is less than 1.
        """
        mesh = Mesh(int(elements), int(degree))
        nodes = replace(NODES, size=mesh.size)
        fields = {name: d for name, d in vars(LoadWashEluteColumn).items() if isinstance(d, Declaration) and d.over}
        remade = {name: replace(declared, over=(nodes,)) for name, declared in fields.items()}
        return type(cls.__name__, (cls,), {**remade, "mesh": mesh, "__module__": cls.__module__, "__doc__": cls.__doc__})

    @classmethod
    def quantities(cls, m: Any) -> dict[str, Any]:
        """Return inlet, outlet, pore liquid and what the bed holds."""
        found = {"inlet_salt": where(m.phase > WASH, m.elution_salt + m.gradient * m.phase_time, m.load_salt)}
        found |= {f"inlet_{p}": where(m.phase < WASH, m[f"feed_{p}"], 0) for p in PROTEINS}
        found |= {f"outlet_{c}": place(m[f"bulk_{c}"], -1) for c in ("salt", *PROTEINS)}
        free = m.ionic_capacity - sum((m[f"charge_{p}"] + m[f"shielding_{p}"]) * m[f"bound_{p}"] for p in PROTEINS)
        pores = {p: _pore_share(m, p, free) * m[f"bound_{p}"] for p in PROTEINS}
        bound_salt = m.ionic_capacity - sum(m[f"charge_{p}"] * m[f"bound_{p}"] for p in PROTEINS)
        found |= {"free_places": free} | {f"pore_{p}": pores[p] for p in PROTEINS}
        found["held_salt"] = cls._held(m, m.bulk_salt, m.pore_salt, bound_salt)
        return found | {f"held_{p}": cls._held(m, m[f"bulk_{p}"], pores[p], m[f"bound_{p}"]) for p in PROTEINS}

    @classmethod
    def _held(cls, m: Any, between: Any, in_pores: Any, on_resin: Any) -> Any:
        """Return the amount of one component in the whole bed."""
        in_particles = m.particle_porosity * in_pores + (1 - m.particle_porosity) * on_resin
        by_volume = m.bed_porosity * between + (1 - m.bed_porosity) * in_particles
        return m.section * m.length * average(cls.mesh.weights, by_volume)

    @classmethod
    def balances(cls, m: Any) -> Terms:
        """Return transport between the particles, and the pore balance solved for its rates."""
        film = {p: _film(m, m[f"bulk_{p}"], m[f"pore_{p}"]) for p in PROTEINS}
        film["salt"] = _film(m, m.bulk_salt, m.pore_salt)
        velocity = m.flow / (m.section * m.bed_porosity)
        around = (1 - m.bed_porosity) / m.bed_porosity
        rates: Terms = {"phase_time": {"running": 1}}
        for component, received in film.items():
            concentration = m[f"bulk_{component}"]
            slope = along(cls.mesh.gradient, concentration - m[f"inlet_{component}"], r"\partial_z")
            bend = along(cls.mesh.curvature, concentration, r"\partial_z^2")
            rates[f"bulk_{component}"] = {
                "convection": -velocity / m.length * slope,
                "dispersion": m.dispersion / m.length**2 * bend,
                "film": -around * received,
            }
        return rates | _pore_rates(m, film)

    def events(m: Any) -> dict[str, Event]:
        """Return the steps of the sequence: load, wash, elution, and the next load."""
        elapsed, restarted = m.phase_time + m.timer_resolution, 0 * m.phase_time
        loaded = both(m.phase < WASH, elapsed > m.load_duration)
        washed = both(abs(m.phase - WASH) < 0.5, elapsed > m.wash_duration)
        return {
            "next_load": Event(m.start_cycle > 0.5, {"phase": LOAD, "phase_time": restarted}),
            "wash": Event(loaded, {"phase": WASH, "phase_time": restarted}),
            "elution": Event(washed, {"phase": ELUTION, "phase_time": restarted}),
        }

    def streams(m: Any) -> dict[str, Stream]:
        """Return the inlet and the outlet pipe."""
        components = ("salt", *PROTEINS)
        return {
            "inlet": Stream(m.flow, {f"bulk_{c}": m[f"inlet_{c}"] for c in components}),
            "outlet": Stream(-m.flow, {f"bulk_{c}": m[f"outlet_{c}"] for c in components}),
        }


def _pore_share(m: Any, protein: str, free: Any) -> Any:
    """Return c_p/q at equilibrium: (k_d/k_a) (s/c_ref)^nu / (free/q_ref)^nu."""
    displacement = log((m.pore_salt / m.salt_reference) / (free / m.bound_reference))
    return m.desorption / m[f"adsorption_{protein}"] * exp(m[f"charge_{protein}"] * displacement)


def _film(m: Any, between: Any, in_pores: Any) -> Any:
    """Return what the particles receive through their film, by volume of particles."""
    return 3 / m.particle_radius * m.film_coefficient * (between - in_pores)


def _pore_rates(m: Any, film: dict[str, Any]) -> Terms:
    r"""Return the balances of the pore salt and of the bound proteins.

    For each protein d(c_p + F q)/dt = R, with F = (1 - ep)/ep, R the film's supply and c_p = g q an equilibrium in
    q, the pore salt s and the free places b; for the salt d(s - F sum nu q)/dt = R_s. Hence

        dq/dt = [R - (nu c_p/s) ds/dt + (nu c_p/b) db/dt] / (g + F)
        ds/dt = R_s + F sum nu dq/dt
        db/dt = -sum (nu + sigma) dq/dt
    """
    skeleton = (1 - m.particle_porosity) / m.particle_porosity
    supply = {component: received / m.particle_porosity for component, received in film.items()}
    uptake, by_salt, by_room = {}, {}, {}
    for p in PROTEINS:
        capacity = _pore_share(m, p, m.free_places) + skeleton
        lever = m[f"charge_{p}"] * m[f"pore_{p}"] / capacity
        uptake[p], by_salt[p], by_room[p] = supply[p] / capacity, lever / m.pore_salt, lever / m.free_places
    salt_rate, room_rate = _salt_and_room(m, skeleton, supply["salt"], uptake, by_salt, by_room)
    rates: Terms = {
        f"bound_{p}": {"uptake": uptake[p], "salt": -by_salt[p] * salt_rate, "crowding": by_room[p] * room_rate} for p in PROTEINS
    }
    released = sum(m[f"charge_{p}"] * sum(rates[f"bound_{p}"].values()) for p in PROTEINS)
    return rates | {"pore_salt": {"film": supply["salt"], "exchange": skeleton * released}}


def _salt_and_room(
    m: Any, skeleton: Any, salt_supply: Any, uptake: dict[str, Any], by_salt: dict[str, Any], by_room: dict[str, Any]
) -> tuple[Any, Any]:
    """Return ds/dt and db/dt at each node, by Cramer's rule."""

    def charged(rates: dict[str, Any]) -> Any:
        return skeleton * sum(m[f"charge_{p}"] * rates[p] for p in PROTEINS)

    def covered(rates: dict[str, Any]) -> Any:
        return sum((m[f"charge_{p}"] + m[f"shielding_{p}"]) * rates[p] for p in PROTEINS)

    salt_side, room_side = salt_supply + charged(uptake), -covered(uptake)
    salt_by_salt, salt_by_room = 1 + charged(by_salt), charged(by_room)
    room_by_salt, room_by_room = covered(by_salt), 1 + covered(by_room)
    determinant = salt_by_salt * room_by_room - salt_by_room * room_by_salt
    salt_rate = (salt_side * room_by_room + salt_by_room * room_side) / determinant
    room_rate = (salt_by_salt * room_side + room_by_salt * salt_side) / determinant
    return salt_rate, room_rate
