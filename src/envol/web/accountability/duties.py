"""The law as the pages say it: the content of `content/duties`, and the words of its keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from envol.gateways.duties import Law, load_duties
from envol.gateways.duties_schema import (
    Aid,
    Confirmer,
    Duty,
    Human,
    Known,
    Risk,
    Rule,
    Scope,
    Stage,
    Standard,
    Standing,
    Status,
    Theme,
)

WORDS: dict[str, str | Promise] = {
    Theme.GDPR: _("Personal data (GDPR)"),
    Theme.MINORS: _("Minors"),
    Theme.RGAA: _("Accessibility (RGAA)"),
    Theme.QUALIOPI: _("Quality of training (Qualiopi)"),
    Theme.AI_REGULATION: _("Automated aids (Regulation (EU) 2024/1689)"),
    Theme.ATTENDANCE: _("Attendance"),
    Theme.MICRO_CREDENTIALS: _("Micro-credentials and training accounts"),
    Known.TEXT: _("the text was read"),
    Known.PAGE: _("known from a page about it"),
    Known.MEMORY: _("not looked up yet"),
    Status.CONFIRMED: _("confirmed"),
    Status.TO_CONFIRM: _("to be confirmed"),
    Confirmer.DPO: _("the data protection officer"),
    Confirmer.JURIST: _("a jurist"),
    Confirmer.CERTIFIER: _("the certifier"),
    Confirmer.ACCESSIBILITY: _("an accessibility auditor"),
    Confirmer.SCHOOL: _("the head of the school"),
    Confirmer.FUNDER: _("the funder"),
    Standing.HELD: _("held"),
    Standing.PARTLY: _("in part"),
    Standing.NOT_YET: _("not yet"),
    Stage.EXISTS: _("at work"),
    Stage.PLANNED: _("planned"),
    Risk.HIGH: _("high-risk"),
    Risk.TREATED_AS_HIGH: _("treated as high-risk"),
    Risk.OUTSIDE: _("outside annex III"),
    Human.TEACHER: _("the teacher"),
    Human.INSTRUCTOR: _("the instructor"),
    Human.HEAD: _("the head of the school"),
    Human.LEAD: _("the programme lead"),
    Human.KEEPER: _("the keeper of the resource centre"),
    Human.LEARNER: _("the learner"),
    Scope.TRAINING: _("training actions"),
    Scope.CERTIFYING: _("certifying training"),
    Scope.WORK_LINKED: _("work-linked training"),
    Scope.APPRENTICESHIP: _("apprenticeship"),
    Scope.VAE: _("validation of experience"),
    "years": _("years"),
    "days": _("days"),
    "weeks": _("weeks"),
    "hours": _("hours"),
}
"""The words of the keys of the content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The duties of one theme, and the rules, standards and aids that belong to it."""

    theme: Theme
    duties: tuple[Duty, ...]
    rules: tuple[Rule, ...] = ()
    standards: tuple[Standard, ...] = ()
    aids: tuple[Aid, ...] = ()


@cache
def law() -> Law:
    """Return what the installed content says, read once.

    Raises
    ------
    ContentError
        With every fault of its files.
    """
    return load_duties()


def chapters() -> list[Chapter]:
    """Return the law by theme."""
    found = law()
    return [
        Chapter(
            theme=theme,
            duties=tuple(duties),
            rules=tuple(found.rules) if theme is Theme.MINORS else (),
            standards=tuple(found.standards) if theme is Theme.QUALIOPI else (),
            aids=tuple(found.aids) if theme is Theme.AI_REGULATION else (),
        )
        for theme, duties in groupby(found.duties, key=lambda duty: duty.theme)
    ]
