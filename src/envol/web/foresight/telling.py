"""What was chosen, changed and found, in words of the page's language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from envol.gateways.outlooks import Outlook
from envol.web.foresight.asking import title_of
from envol.web.foresight.figures import Chosen, Summary
from envol.web.foresight.naming import project_title, training_title
from envol.web.foresight.templatetags.foresight import added, chance, counted, few, interval
from envol.web.foresight.what_if import Changes, MorePlaces


def chosen_in_words(outlook: Outlook, chosen: Chosen) -> str:
    """Return what is looked at: region, occupation, level and year."""
    return " · ".join(
        (
            title_of(outlook.regions, chosen.region) if chosen.region else _("all regions"),
            title_of(outlook.occupations, chosen.occupation) if chosen.occupation else _("all occupations"),
            title_of(outlook.levels, chosen.level) if chosen.level else _("all levels"),
            str(chosen.year),
        )
    )


def changes_in_words(outlook: Outlook, changes: Changes) -> list[str]:
    """Return what is changed, a sentence each."""
    return [*_late(outlook, changes), *_insertion(changes), *(_places(outlook, each) for each in changes.places)]


def gap_in_words(summary: Summary) -> str:
    """Return the gap of the year that is looked at, and how likely it is a shortage."""
    now = summary.now
    if now.is_few:
        return _("%(few)s: there are too few jobs and persons to say more.") % {"few": few()}
    return _(
        "Gap in %(year)d: %(gap)s jobs without a person. More than 10 %% of the jobs have nobody in %(chance)s "
        "of the futures."
    ) % {"year": now.year, "gap": interval(now.gap), "chance": chance(now.shortage)}


def change_in_words(summary: Summary) -> str:
    """Return what the changes do to that gap; empty where nothing was changed."""
    if summary.change is None or summary.now.is_few:
        return ""
    return _("What is changed adds %(change)s to this gap.") % {"change": added(summary.change)}


def month_of(moment: float) -> str:
    """Return a year with decimals as month and year; as a year alone where it begins one, as no month was said then.

    >>> month_of(2027.5), month_of(2027.0)
    ('July 2027', '2027')
    """
    months = round(moment * 12)
    if months % 12 == 0:
        return str(months // 12)
    return date_format(date(months // 12, months % 12 + 1, 1), "F Y")


def _late(outlook: Outlook, changes: Changes) -> Iterator[str]:
    for name, years in changes.late:
        title = project_title(outlook, name)
        months = round(abs(years) * 12)
        text = (
            ngettext("%(project)s starts %(n)d month later.", "%(project)s starts %(n)d months later.", months)
            if years > 0
            else ngettext("%(project)s starts %(n)d month earlier.", "%(project)s starts %(n)d months earlier.", months)
        )
        yield text % {"project": title, "n": months}


def _insertion(changes: Changes) -> Iterator[str]:
    if changes.insertion:
        yield ngettext(
            "Insertion of those who leave training: %(n)s point.",
            "Insertion of those who leave training: %(n)s points.",
            abs(changes.insertion),
        ) % {"n": counted(changes.insertion, signed=True)}


def _places(outlook: Outlook, each: MorePlaces) -> str:
    since = each.since or outlook.situation.perimeter.first_year + 1
    return ngettext(
        "%(n)s place a year in %(training)s, %(region)s, from %(since)d on.",
        "%(n)s places a year in %(training)s, %(region)s, from %(since)d on.",
        abs(each.count),
    ) % {
        "n": counted(each.count, signed=True),
        "training": training_title(outlook, each.training),
        "region": title_of(outlook.regions, each.region),
        "since": since,
    }
