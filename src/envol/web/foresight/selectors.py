"""What is read of saved scenarios, declared needs and solved plans, by whoever may. Pages and exports ask these.

A need is named to those who work for its organisation, and to those who lead a programme that the organisation is in;
never to a competitor. Everybody reads counts, which name nobody and are masked where they are small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from envol.foresight.projection import FEW
from envol.web.foresight.models import LASTS, BacktestRun, DeclaredNeed, NeedKind, NeedState, Scenario, SolvedPlan
from envol.web.network.directory.selectors import Viewer, outlook_of, places_visible_to
from envol.web.network.models import Role
from envol.web.network.now_selectors import programmes_led_by
from envol.web.network.posts import posts_of
from envol.web.people.models import Person

FEWEST = 3
"""Organisations behind a count that is shown."""
LARGEST_SHARE = 0.85
"""Of one organisation in a count that is shown: above it, the count is that organisation's figure to whoever knows it.
Both limits are those of the statistical secret on enterprises in France (Insee)."""
EMPLOYED = (NeedKind.JOB, NeedKind.APPRENTICE)
"""What stands beside a projection of jobs: an apprentice is employed, an intern is not."""
NEWEST_FIRST = ("-saved_at", "id")
LATEST_FIRST = ("-declared_at", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedCount:
    """How many people organisations say they need in one cell of an outlook.

    Parameters
    ----------
    region, occupation, level : str
        Codes of the outlook.
    people, organisations : int or None
        None where the count is too small to be shown.
    """

    region: str
    occupation: str
    level: str
    people: int | None
    organisations: int | None

    @property
    def is_masked(self) -> bool:
        """Whether it is too small to be shown."""
        return self.people is None


def scenarios_visible_to(person: AbstractBaseUser | AnonymousUser) -> QuerySet[Scenario]:
    """Return the scenarios that somebody reads when signed in: their own, and those shared with their organisations."""
    if not isinstance(person, Person) or not person.is_active:
        return Scenario.objects.none()
    return Scenario.objects.filter(Q(person=person) | _shared_with(person))


def scenarios_of(person: Person) -> QuerySet[Scenario]:
    """Return the scenarios that somebody saved."""
    return Scenario.objects.filter(person=person)


def scenarios_shared_with(person: Person) -> QuerySet[Scenario]:
    """Return what others share with the organisations of somebody."""
    return Scenario.objects.filter(_shared_with(person)).exclude(person=person)


def scenario_by_link(words: str) -> Scenario | None:
    """Return the scenario that a link leads to; none where it was revoked, or whoever shares it is gone."""
    found = Scenario.objects.filter(link=words, person__is_active=True) if words else Scenario.objects.none()
    return found.first()


def _shared_with(person: Person) -> Q:
    shared = Q(organisation__in=posts_of(person).organisations())
    return shared & Q(person__is_fictional=True) if person.is_fictional else shared


def needs_visible_to(who: Viewer) -> QuerySet[DeclaredNeed]:
    """Return the needs that somebody reads with the name of their organisation."""
    view = outlook_of(who)
    named = Q(organisation__in=view.working_in)
    led = programmes_led_by(view.posts) if view.posts.plays(Role.LEAD) else []
    if led:
        members = places_visible_to(view).filter(programme__in=led).values("organisation")
        named |= Q(organisation__in=members) & ~Q(organisation__in=view.closed)
    found = DeclaredNeed.objects.filter(named)
    return found.filter(organisation__is_fictional=True) if view.is_fictional else found


def keeps_needs_of(who: Viewer) -> frozenset[UUID]:
    """Return the organisations for which somebody declares needs: as their contact or head."""
    view = outlook_of(who)
    return view.own & view.posts.organisations(Role.CONTACT, Role.HEAD)


def unmet_on(day: date) -> Q:
    """Return the condition that a need counts on a day: it is open, and was declared or confirmed not long ago."""
    return Q(state=NeedState.OPEN, confirmed_on__gte=day - LASTS)


def unmet_needs(
    *,
    outlook: str,
    regions: Collection[str] | None = None,
    occupations: Collection[str] | None = None,
    levels: Collection[str] | None = None,
    day: date | None = None,
) -> tuple[NeedCount, ...]:
    """Return what organisations need, by region, occupation and level: jobs and apprentices, no internships.

    The cells are always the same, however they are asked for, and no sum holds a masked one: so nobody learns a small
    count by taking one sum from another. An organisation and its parts count as one. Real and fictional organisations
    are masked apart: whoever enters a demonstration may declare needs of fictional ones until a count is large enough.

    Parameters
    ----------
    outlook : str
        Its name.
    regions, occupations, levels : collection of str, optional
        Only these codes; all where None.
    day : date, optional
        Today where None.
    """
    found = DeclaredNeed.objects.filter(unmet_on(day or timezone.localdate()), outlook=outlook, kind__in=EMPLOYED)
    for name, codes in (("region", regions), ("occupation", occupations), ("level", levels)):
        found = found.filter(**{f"{name}__in": codes}) if codes is not None else found
    if not settings.DEMONSTRATION:
        found = found.filter(organisation__is_fictional=False)
    whole = Coalesce("organisation__part_of__part_of", "organisation__part_of", "organisation")
    fictional = F("organisation__is_fictional")
    rows = found.order_by().values_list("region", "occupation", "level", fictional, whole).annotate(Sum("people"))
    cells: dict[tuple[str, str, str], dict[bool, list[int]]] = defaultdict(lambda: defaultdict(list))
    for region, occupation, level, is_fictional, _whole, people in rows:
        cells[region, occupation, level][is_fictional].append(people)
    return tuple(together([count_of(key, asked) for asked in groups.values()]) for key, groups in sorted(cells.items()))


def together(counts: Sequence[NeedCount]) -> NeedCount:
    """Return the counts of one cell as one, without those that are masked."""
    shown = [each for each in counts if not each.is_masked]
    if not shown:
        return counts[0]
    people, organisations = (sum(getattr(each, name) for each in shown) for name in ("people", "organisations"))
    return replace(shown[0], people=people, organisations=organisations)


def count_of(key: tuple[str, str, str], asked: list[int]) -> NeedCount:
    """Return the count of a cell, from how many people each organisation asks for."""
    region, occupation, level = key
    people = sum(asked)
    small = len(asked) < FEWEST or people < FEW or max(asked) > LARGEST_SHARE * people
    return NeedCount(
        region=region,
        occupation=occupation,
        level=level,
        people=None if small else people,
        organisations=None if small else len(asked),
    )


def newest_plan() -> SolvedPlan | None:
    """Return the plan that was solved last."""
    return SolvedPlan.objects.order_by("-solved_at", "-id").first()


def newest_backtests() -> list[BacktestRun]:
    """Return the last run of each series: jobs by occupation first."""
    names = BacktestRun.objects.order_by("-series").values_list("series", flat=True).distinct()
    newest = (BacktestRun.objects.filter(series=name).order_by("-ran_at", "-id").first() for name in names)
    return [run for run in newest if run is not None]
