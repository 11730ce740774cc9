"""Ion exchange column: load, wash and elution of three proteins by a salt gradient."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from envol.twin.declarations import Axis, Declaration, Stream, actuator, output, parameter, state
from envol.twin.functions import along, average, exp, log, place, where
from envol.twin.galerkin import Mesh
from envol.twin.model import Terms, UnitClass, UnitOperation
from envol.twin.sources import Source, assumed, published

PROTEINS = ("lysozyme", "cytochrome", "ribonuclease")
LOAD, WASH, ELUTION = 0, 1, 2
COARSE = Mesh(8, 3)
NODES = Axis(name="bed", size=COARSE.size)

SEQUENCE = {"phase": ((0.0, LOAD), (10.0, WASH), (90.0, ELUTION))}
"""The phases of the benchmark, with their start in seconds."""

BENCHMARK = published(
    "load-wash-elute case of CADET-Core, after Puettmann et al. 2013, doi 10.1016/j.compchemeng.2013.04.021,"
    " as run by Breuer et al. 2023, doi 10.1016/j.compchemeng.2023.108340"
)
REFERENCE = Source(BENCHMARK.status, BENCHMARK.text + "; reference concentration of the steric mass action law")


def bulk(name: str) -> Any:
    """Declare a concentration between the particles."""
    return state(
        "mmol/L", over=(NODES,), scale=1.0, symbol=rf"c_\mathrm{{{name}}}", about=f"{name} between the particles"
    )


def bound(name: str) -> Any:
    """Declare a concentration bound to the skeleton of the particles, by volume of skeleton."""
    return state("mmol/L", over=(NODES,), scale=1.0, symbol=rf"q_\mathrm{{{name}}}", about=f"{name} bound to the resin")


class LoadWashEluteColumn(UnitOperation):
    """Lumped rate model with pores and steric mass action in rapid equilibrium; salt and three proteins.

    Transport after Guiochon et al. 2006 (*Fundamentals of Preparative and Nonlinear Chromatography*, 2nd ed., ch. 6),
    binding after Brooks & Cramer 1992 (AIChE J. 38:1969, doi 10.1002/aic.690381212). The benchmark takes the
    film coefficient as it is; where pores are slow, give 1/(1/k_f + r_p/(5 ep D_p)) in its place.

    The bound proteins and the salt in the pores are the states; the proteins in the pores follow from them by the
    equilibrium. Their common pore balance leaves, at each node, one linear system for the rates of all four, which
    `_rates` eliminates by hand down to two unknowns: the rates of the pore salt and of the free places.

    The column is run by `phase`, which a recipe or a pilot commands; `SEQUENCE` is that of the benchmark. There is no
    reset in the text: the salt programme runs during the elution and goes back to its start otherwise.
    """

    time = "s"
    kind = "chromatography"
    title = "Ion exchange column: load, wash, elution"
    title_fr = "Colonne échangeuse d’ions : charge, lavage, élution"
    mesh: ClassVar[Mesh] = COARSE

    bulk_salt = state(
        "mmol/L", start=50.0, over=(NODES,), low=0.0, symbol=r"c_\mathrm{salt}", about="salt between the particles"
    )
    bulk_lysozyme, bulk_cytochrome, bulk_ribonuclease = (bulk(name) for name in PROTEINS)
    pore_salt = state("mmol/L", start=50.0, over=(NODES,), low=0.0, symbol="s", about="salt in the pores")
    bound_lysozyme, bound_cytochrome, bound_ribonuclease = (bound(name) for name in PROTEINS)
    programme = state(
        "mmol/L", low=0.0, scale=100.0, symbol="G", about="what the gradient has added to the salt so far"
    )

    flow = actuator("m**3/s", start=6.683738e-8, low=0.0, high=3e-7, symbol="Q")
    phase = actuator("1", start=LOAD, low=LOAD, high=ELUTION, symbol=r"\varphi", about="0 load, 1 wash, 2 elution")
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
    programme_return = parameter("s", 2.0, assumed("the gradient former goes back to its start in a few seconds"))

    inlet_salt = output("mmol/L")
    inlet_lysozyme, inlet_cytochrome, inlet_ribonuclease = (output("mmol/L") for _ in PROTEINS)
    outlet_salt = output("mmol/L")
    outlet_lysozyme, outlet_cytochrome, outlet_ribonuclease = (output("mmol/L") for _ in PROTEINS)
    free_places = output("mmol/L", over=(NODES,), symbol=r"\bar q_0", about="binding places neither taken nor shielded")
    pore_lysozyme, pore_cytochrome, pore_ribonuclease = (output("mmol/L", over=(NODES,)) for _ in PROTEINS)
    ratio_lysozyme, ratio_cytochrome, ratio_ribonuclease = (
        output("1", over=(NODES,), symbol=rf"g_\mathrm{{{name}}}") for name in PROTEINS
    )
    uptake_lysozyme, uptake_cytochrome, uptake_ribonuclease = (output("mmol/L/s", over=(NODES,)) for _ in PROTEINS)
    lever_lysozyme, lever_cytochrome, lever_ribonuclease = (output("mmol/L", over=(NODES,)) for _ in PROTEINS)
    salt_rate = output("mmol/L/s", over=(NODES,), symbol=r"\dot s", about="rate of the salt in the pores")
    free_rate = output("mmol/L/s", over=(NODES,), symbol=r"\dot{\bar q}_0", about="rate of the free places")
    held_salt = output("mol", about="in the bed: between the particles, in the pores and bound")
    held_lysozyme, held_cytochrome, held_ribonuclease = (output("mol") for _ in PROTEINS)

    @classmethod
    def with_mesh(cls, *, elements: int = COARSE.elements, degree: int = COARSE.degree) -> UnitClass:
        """Return the same column on another mesh: what `mesh.elements` and `mesh.degree` set from outside.

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
        return type(
            cls.__name__, (cls,), {**remade, "mesh": mesh, "__module__": cls.__module__, "__doc__": cls.__doc__}
        )

    @classmethod  # its text needs the mesh of the class
    def quantities(cls, m: Any) -> dict[str, Any]:  # type: ignore[override]
        """Return inlet, outlet, equilibrium in the pores, and what the bed holds."""
        found = {"inlet_salt": where(m.phase > WASH, m.elution_salt + m.programme, m.load_salt)}
        found |= {f"inlet_{p}": where(m.phase < WASH, m[f"feed_{p}"], 0) for p in PROTEINS}
        found |= {f"outlet_{c}": place(m[f"bulk_{c}"], -1) for c in ("salt", *PROTEINS)}
        pores = _equilibrium(m)
        found |= pores | _rates(m, pores)
        bound_salt = m.ionic_capacity - sum(m[f"charge_{p}"] * m[f"bound_{p}"] for p in PROTEINS)
        found["held_salt"] = cls._held(m, m.bulk_salt, m.pore_salt, bound_salt)
        return found | {
            f"held_{p}": cls._held(m, m[f"bulk_{p}"], pores[f"pore_{p}"], m[f"bound_{p}"]) for p in PROTEINS
        }

    @classmethod
    def _held(cls, m: Any, between: Any, in_pores: Any, on_resin: Any) -> Any:
        """Return the amount of one component in the whole bed."""
        in_particles = m.particle_porosity * in_pores + (1 - m.particle_porosity) * on_resin
        by_volume = m.bed_porosity * between + (1 - m.bed_porosity) * in_particles
        return m.section * m.length * average(cls.mesh.weights, by_volume)

    @classmethod
    def balances(cls, m: Any) -> Terms:  # type: ignore[override]
        """Return transport between the particles, and in the particles the pore balance solved for its rates."""
        velocity = m.flow / (m.section * m.bed_porosity)
        around = (1 - m.bed_porosity) / m.bed_porosity
        rates: Terms = {"programme": _programme(m)}
        for c in ("salt", *PROTEINS):
            slope = along(cls.mesh.gradient, m[f"bulk_{c}"] - m[f"inlet_{c}"], r"\partial_z")
            bend = along(cls.mesh.curvature, m[f"bulk_{c}"], r"\partial_z^2")
            rates[f"bulk_{c}"] = {
                "convection": -velocity / m.length * slope,
                "dispersion": m.dispersion / m.length**2 * bend,
                "film": -around * _film(m, m[f"bulk_{c}"], m[f"pore_{c}"]),
            }
        for p in PROTEINS:
            rates[f"bound_{p}"] = {
                "uptake": m[f"uptake_{p}"],
                "displacement": -m[f"lever_{p}"] / m.pore_salt * m.salt_rate,
                "crowding": m[f"lever_{p}"] / m.free_places * m.free_rate,
            }
        exchanged = sum(m[f"charge_{p}"] * sum(rates[f"bound_{p}"].values()) for p in PROTEINS)
        supplied = _film(m, m.bulk_salt, m.pore_salt) / m.particle_porosity
        return rates | {"pore_salt": {"film": supplied, "exchange": _skeleton(m) * exchanged}}

    def streams(m: Any) -> dict[str, Stream]:
        """Return the inlet and the outlet pipe."""
        components = ("salt", *PROTEINS)
        return {
            "inlet": Stream(m.flow, {f"bulk_{c}": m[f"inlet_{c}"] for c in components}),
            "outlet": Stream(-m.flow, {f"bulk_{c}": m[f"outlet_{c}"] for c in components}),
        }


def _skeleton(m: Any) -> Any:
    """Return the volume of skeleton for each volume of pore."""
    return (1 - m.particle_porosity) / m.particle_porosity


def _film(m: Any, between: Any, in_pores: Any) -> Any:
    """Return what the particles receive through their film, by volume of particles."""
    return 3 / m.particle_radius * m.film_coefficient * (between - in_pores)


def _equilibrium(m: Any) -> dict[str, Any]:
    """Return the free places and the proteins in the pores: c_p = q (k_d/k_a) (s/c_ref)^nu / (free/q_ref)^nu."""
    free = m.ionic_capacity - sum((m[f"charge_{p}"] + m[f"shielding_{p}"]) * m[f"bound_{p}"] for p in PROTEINS)
    displacement = log((m.pore_salt / m.salt_reference) / (free / m.bound_reference))
    found = {"free_places": free}
    for p in PROTEINS:
        found[f"ratio_{p}"] = m.desorption / m[f"adsorption_{p}"] * exp(m[f"charge_{p}"] * displacement)
        found[f"pore_{p}"] = found[f"ratio_{p}"] * m[f"bound_{p}"]
    return found


def _rates(m: Any, pores: dict[str, Any]) -> dict[str, Any]:
    r"""Return, at each node, what the rates of the bound proteins are made of.

    For each protein d(c_p + F q)/dt = R, with F = (1 - ep)/ep, R the film's supply and c_p = g q an equilibrium in
    q, the pore salt s and the free places b; for the salt d(s - F sum nu q)/dt = R_s. With the lever
    l = nu c_p / (g + F) it follows that

        dq/dt = R / (g + F) - (l/s) ds/dt + (l/b) db/dt
        ds/dt = R_s + F sum nu dq/dt
        db/dt = -sum (nu + sigma) dq/dt

    The first put into the other two leaves two unknowns, ds/dt and db/dt, found by Cramer's rule.
    """
    uptake, lever = {}, {}
    for p in PROTEINS:
        capacity = pores[f"ratio_{p}"] + _skeleton(m)
        uptake[p] = _film(m, m[f"bulk_{p}"], pores[f"pore_{p}"]) / m.particle_porosity / capacity
        lever[p] = m[f"charge_{p}"] * pores[f"pore_{p}"] / capacity
    released, covered = _charged(m, lever), _covered(m, lever)
    salt_side = _film(m, m.bulk_salt, m.pore_salt) / m.particle_porosity + _charged(m, uptake)
    free_side = -_covered(m, uptake)
    salt_by_salt, salt_by_free = 1 + released / m.pore_salt, released / pores["free_places"]
    free_by_salt, free_by_free = covered / m.pore_salt, 1 + covered / pores["free_places"]
    determinant = salt_by_salt * free_by_free - salt_by_free * free_by_salt
    found = {f"uptake_{p}": uptake[p] for p in PROTEINS} | {f"lever_{p}": lever[p] for p in PROTEINS}
    found["salt_rate"] = (salt_side * free_by_free + salt_by_free * free_side) / determinant
    return found | {"free_rate": (salt_by_salt * free_side + free_by_salt * salt_side) / determinant}


def _charged(m: Any, bound: dict[str, Any]) -> Any:
    """Return the salt that bound proteins set free, by volume of pore."""
    return _skeleton(m) * sum(m[f"charge_{p}"] * bound[p] for p in PROTEINS)


def _covered(m: Any, bound: dict[str, Any]) -> Any:
    """Return the places that bound proteins take or shield."""
    return sum((m[f"charge_{p}"] + m[f"shielding_{p}"]) * bound[p] for p in PROTEINS)


def _programme(m: Any) -> dict[str, Any]:
    """Return the terms of the salt programme."""
    return {
        "gradient": where(m.phase > WASH, m.gradient, 0),
        "return": where(m.phase > WASH, 0, -m.programme / m.programme_return),
    }
