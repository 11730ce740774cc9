"""What tells one training from all others, in every file that describes it.

LHEO gives each element an attribute `numero`, which need not be unique; publishers put there the number of the
formation in their own base. So a training is told by the SIRET of the body that answers for it together with that
number, or where there is none with its title and what it certifies. Ids made from that are the same at each import and
on each campus.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from envol.gateways.lheo.records import Formation
from envol.web.search.folding import folded

_SPACE = UUID("6b0d3b0a-51c5-4f5e-9c34-3d3d3f6f7a11")
"""Drawn once; another one would give every training another address."""


def training_id(formation: Formation) -> UUID:
    """Return the id of a training."""
    if formation.number:
        return uuid5(_SPACE, f"{formation.organisme.siret}/numero/{formation.number}")
    certified = sorted(f"{each.rncp}+{each.rs}+{each.certifinfo}" for each in formation.certifications)
    words = " ".join(folded(formation.title).split())
    return uuid5(_SPACE, "/".join((formation.organisme.siret, "title", words, *certified)))


def part_ids(whole: UUID, numbers: list[str]) -> list[UUID]:
    """Return the ids of the parts of something: by their numbers where each has another, by their order else."""
    if len(set(numbers)) < len(numbers) or not all(numbers):
        return [uuid5(whole, f"place {place}") for place in range(len(numbers))]
    return [uuid5(whole, f"numero {number}") for number in numbers]
