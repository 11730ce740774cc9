"""From a class list to the class: accounts without names, cards, and the papers of minors in their own store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from envol.gateways.imports.classlist import ClassList, Listed
from envol.web.accountability.services import note
from envol.web.accountability.stores import everywhere
from envol.web.network.models import Enrolment, Group, Role
from envol.web.network.oversight.paper_selectors import papers_visible_to
from envol.web.network.posts import posts_of
from envol.web.network.school.enrolling import Newcomer, make_newcomer
from envol.web.network.school.refusals import refusal
from envol.web.network.school.selectors import not_over
from envol.web.network.school.services import is_closed
from envol.web.papers.selectors import is_minor, paper_of
from envol.web.papers.services import Parent, keep_paper
from envol.web.people.models import Language, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a class list would do to a class.

    Parameters
    ----------
    fresh : tuple of Listed
        Those for whom an account would be made.
    unchanged : tuple of Listed
        Those whom a paper tells to be in the class already.
    elsewhere : int
        Lines of other classes, which are left out.
    papers : int
        For how many of the fresh ones a paper would be kept.
    nameless : int
        How many pupils of the class no paper names: whether they are on the list, nobody can tell.
    read : tuple of UUID
        The pupils of the class whose papers were read to tell.
    """

    fresh: tuple[Listed, ...]
    unchanged: tuple[Listed, ...]
    elsewhere: int
    papers: int
    nameless: int
    read: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A pupil whose account was made from a line of a list."""

    listed: Listed
    newcomer: Newcomer


def division_of(listing: ClassList, group: Group, asked: str = "") -> str:
    """Return which class of a list is meant: the one asked for, else the group's own name, else the only one there is.

    Empty where nothing tells: then it has to be asked.
    """
    divisions = listing.divisions
    if asked in divisions:
        return asked
    named = next((each for each in divisions if each.casefold() == group.name.casefold()), "")
    return named or (divisions[0] if len(divisions) == 1 else "")


def plan_for(listing: ClassList, *, group: Group, division: str, by: Person) -> Plan:
    """Return what a class list would do: those of one class of it, or all where it says no classes."""
    meant = [each for each in listing.pupils if each.division in ("", division)]
    known = _named_in(group, by)
    fresh = tuple(each for each in meant if each.key not in known)
    pupils = Enrolment.objects.filter(not_over(timezone.localdate()), group=group).exclude(person__card=None)
    return Plan(
        fresh=fresh,
        unchanged=tuple(each for each in meant if each.key in known),
        elsewhere=len(listing.pupils) - len(meant),
        papers=sum(map(_has_paper, fresh)) if _keeps_papers(group, by) else 0,
        nameless=pupils.count() - len(known),
        read=tuple(known.values()),
    )


@sensitive_variables()
def take(plan: Plan, *, group: Group, language: Language, by: Person) -> list[Taken]:
    """Make the accounts and enrol them, all or none; names and birth dates go to the papers of minors alone."""
    if is_closed(group):
        raise refusal("group-closed")
    with everywhere():
        taken = [Taken(listed=each, newcomer=make_newcomer(group, language)) for each in plan.fresh]
        _keep_papers(taken, group, by)
        params: dict[str, str | int] = {"group": group.name, "many": len(taken)}
        note("network.pupil.listed", by=by, about=group, organisation=group.organisation_id, **params)
    return taken


@sensitive_variables()
def _keep_papers(taken: Sequence[Taken], group: Group, by: Person) -> None:
    if not _keeps_papers(group, by):
        return
    places = [each.newcomer.enrolment.id for each in taken]
    may = set(papers_visible_to(by).filter(id__in=places).values_list("id", flat=True))
    for each in taken:
        if each.newcomer.enrolment.id in may and _has_paper(each.listed):
            listed = each.listed
            keep_paper(
                by=by,
                school=group.organisation_id,
                pupil=each.newcomer.person.id,
                birth_date=listed.birth_date,
                representatives=[Parent(name=listed.parent, email=listed.parent_email, phone=listed.parent_phone)],
                family_name=listed.family_name,
                given_name=listed.given_name,
            )


def _has_paper(listed: Listed) -> bool:
    """Say whether a line makes a paper: a minor's whose legal representative is named."""
    return bool(listed.parent) and is_minor(listed.birth_date, timezone.localdate())


def _keeps_papers(group: Group, by: Person) -> bool:
    """Say whether somebody keeps the papers of a class: a real person who teaches or heads there."""
    return not by.is_fictional and posts_of(by).has(group.organisation_id, Role.TEACHER, Role.HEAD)


def _named_in(group: Group, by: Person) -> dict[tuple[object, ...], UUID]:
    """Return the pupils of a class whom a paper names that whoever asks may read."""
    places = papers_visible_to(by).filter(not_over(timezone.localdate()), group=group)
    named: dict[tuple[object, ...], UUID] = {}
    for pupil in places.values_list("person", flat=True):
        if paper := paper_of(pupil, [group.organisation_id]):
            named[paper.family_name.casefold(), paper.given_name.casefold(), paper.birth_date] = pupil
    return named
