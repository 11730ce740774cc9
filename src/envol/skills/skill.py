"""A skill, the family it belongs to, and what it is tied to elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

LOWEST_LEVEL, HIGHEST_LEVEL = 3, 8
"""Levels of the European framework that trainings of this trade lead to: from the first diploma to the doctorate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text in French and in English."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RomeLink:
    """What ROME 4.0 calls the same: a code of its skills or of its knowledge, and jobs that it lists it under.

    Parameters
    ----------
    code : str
        The `code_ogr`.
    jobs : tuple of str
        Codes of jobs, such as H2303.
    """

    code: str
    jobs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLink:
    """A block of a registered certification that asks for the skill: RNCP38936 and RNCP38936BC01."""

    certification: str
    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What a skill is tied to; nothing where nothing fits.

    Parameters
    ----------
    rome : tuple of RomeLink
    blocks : tuple of BlockLink
    units : tuple of str
        Unit operations in whose twin the skill is at work.
    scenarios : tuple of str
        Scenarios whose decisions call for it.
    """

    rome: tuple[RomeLink, ...] = ()
    blocks: tuple[BlockLink, ...] = ()
    units: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Something that a person can do, and that another can see them do.

    Parameters
    ----------
    name : str
        Small letters, digits and hyphens; no other skill bears it.
    family : str
        The name of its family.
    title : Words
        A verb and what it is done to.
    first_level, last_level : int
        The levels (`LOWEST_LEVEL` to `HIGHEST_LEVEL`) at which it is taught.
    behaviours : tuple of Words
        What one sees a person do who has the skill; evidence is an observation of one of these.
    prerequisites : tuple of str
        The skills without which this one cannot be learnt.
    links : Links
    """

    name: str
    family: str
    title: Words
    first_level: int
    last_level: int
    behaviours: tuple[Words, ...]
    prerequisites: tuple[str, ...] = ()
    links: Links = Links()

    def is_taught_at(self, level: int) -> bool:
        """Return whether the skill is taught at a level."""
        return self.first_level <= level <= self.last_level


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Skills of one part of the trade.

    Parameters
    ----------
    name : str
    title, about : Words
    reviewed_by : str
        The body that read it through; empty while it is what the project assumes.
    skills : tuple of Skill
        In the order in which they are best read.
    """

    name: str
    title: Words
    about: Words
    skills: tuple[Skill, ...]
    reviewed_by: str = ""
