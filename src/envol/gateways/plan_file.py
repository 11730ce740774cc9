"""The files of plans: regions, trainings and limits, from which `envol plan` says what to open, grow, colour or close.

`content_kinds` makes them a kind of content; `read_plan_file` turns one into an instance for the solver, or refuses
it with every fault at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from envol.errors import ContentError
from envol.flight.content.catalogue import Catalogue, Document
from envol.flight.content.fault import Fault
from envol.flight.content.findings import Findings
from envol.foresight.plan.instance import Instance, Prices, Training
from envol.foresight.plan.made_up import made_up
from envol.foresight.situation import Table
from envol.gateways.content_faults import faults_of
from envol.gateways.content_kinds import OutsideKind
from envol.gateways.content_salvage import salvage
from envol.gateways.plan_schema import ByYear, PlanContent, TrainingEntry
from envol.gateways.yaml_source import read_yaml_file

FOLDER = "foresight/plans"
LARGEST_FILE = 1_000_000
"""Bytes; a plan of the whole country takes a third of it."""


def check_plan(catalogue: Catalogue, document: Document) -> list[Fault]:
    """Return what in a plan does not fit together: names that nothing bears, lists of another length than the years."""
    plan = document.content
    assert isinstance(plan, PlanContent)
    findings = Findings(document)
    if plan.generate:
        return []
    regions = {region.name for region in plan.regions}
    _as_long(findings, ("budget",), plan.budget, plan.years)
    for r, region in enumerate(plan.regions):
        if isinstance(region.platforms, tuple):
            _as_long(findings, ("regions", r, "platforms"), region.platforms, plan.years)
        for occupation, needs in region.needs.items():
            findings.known(("regions", r, "needs", occupation), "occupation", occupation, plan.occupations)
            _as_long(findings, ("regions", r, "needs", occupation), needs, plan.years)
    for k, training in enumerate(plan.trainings):
        for key, shares in (("yields", training.yields), ("coloured", training.coloured or {})):
            for occupation in shares:
                findings.known(("trainings", k, key, occupation), "occupation", occupation, plan.occupations)
        for region_name in training.groups:
            findings.known(("trainings", k, "groups", region_name), "region", region_name, regions)
    return findings.faults


def _as_long(findings: Findings, path: tuple[str | int, ...], values: ByYear, years: int) -> None:
    if len(values) != years:
        findings.add(path, f"one value for each of the {years} years", f"{len(values)}")


PLANS = OutsideKind(model=PlanContent, folder=FOLDER, check=check_plan)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanFile:
    """A plan file that was read, and the instance that it says."""

    content: PlanContent
    instance: Instance


def read_plan_file(path: Path) -> PlanFile:
    """Read a plan file.

    Raises
    ------
    ContentError
        With every fault of the file.
    """
    source = read_yaml_file(path, str(path), what="plan file", largest=LARGEST_FILE)
    if not source.broken and not isinstance(source.value, dict):
        fault = Fault(
            file=str(path), line=1, expected="keys and values, the first being schema", found="something else"
        )
        raise ContentError([fault])
    faults: list[Fault] = list(source.faults)
    try:
        content = None if source.broken else PlanContent.model_validate(source.value)
    except ValidationError as error:
        content, rest = None, salvage(source, PlanContent)
        faults += faults_of(error, PlanContent, source)
        if another := [fault for fault in faults if fault.key == "schema" and fault.found.startswith("'envol/")]:
            # A file of another kind: its other keys are right where they belong.
            raise ContentError(another) from None
        if rest is not None:
            faults += [fault for fault in check_plan(Catalogue((), {}), rest.document) if rest.tells(fault)]
    if content is not None:
        document = Document(content=content, content_hash="", file=str(path), lines=source.lines)
        faults += check_plan(Catalogue((), {}), document)
    if content is None or faults:
        faults.sort(key=lambda fault: fault.line)
        raise ContentError(faults)
    return PlanFile(content=content, instance=instance_of(content))


def instance_of(content: PlanContent) -> Instance:
    """Return the instance that a file says, written out or generated."""
    if content.generate:
        asked = content.generate
        return made_up(
            seed=asked.seed,
            regions=asked.regions,
            trainings=asked.trainings,
            occupations=asked.occupations,
            years=content.years,
            first=content.first_year,
        )
    regions, years = content.regions, content.years
    growth = (1 + content.trainers_grow) ** np.arange(years)
    return Instance(
        name=content.name,
        regions=tuple(region.name for region in regions),
        occupations=content.occupations,
        trainings=tuple(_training(entry, content.occupations) for entry in content.trainings),
        first_year=content.first_year,
        years=years,
        needs=np.array([[_by_year(r.needs.get(o, 0.0), years) for o in content.occupations] for r in regions]),
        groups=np.array([[t.groups.get(r.name, 0) for t in content.trainings] for r in regions], dtype=np.int64),
        trainers=np.array([region.trainers for region in regions])[:, None] * growth,
        platforms=np.array([_by_year(region.platforms, years) for region in regions]),
        budget=np.array(content.budget, dtype=np.float64),
        least_places=np.array([region.least_places for region in regions]),
        closures=np.array([float(region.closures) for region in regions]),
        may_leave=content.may_leave,
        prices=Prices(**content.prices.model_dump()),
    )


def _by_year(value: float | ByYear, years: int) -> Table:
    return np.broadcast_to(np.asarray(value, dtype=np.float64), years)


def _training(entry: TrainingEntry, occupations: tuple[str, ...]) -> Training:
    return Training(
        name=entry.name,
        level=entry.level,
        length=entry.length,
        opens_after=entry.after.open,
        grows_after=entry.after.grow,
        colours_after=entry.after.colour,
        places=entry.places,
        trainers=entry.trainers,
        platforms=entry.platforms,
        opening=entry.costs.open,
        equipping=entry.costs.group,
        colouring=entry.costs.colour,
        running=entry.costs.run,
        yields=np.array([entry.yields.get(o, 0.0) for o in occupations]),
        coloured=None if entry.coloured is None else np.array([entry.coloured.get(o, 0.0) for o in occupations]),
    )
