"""What was done on the campus, for those who may read it; who looked at pupils' data, for the protection officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from envol.web.accountability.models import Activity
from envol.web.accountability.selectors import accesses_visible_to, activities_at, activities_of, readers_of
from envol.web.accountability.sentences import sentence_of
from envol.web.network.models import Organisation, Role
from envol.web.network.oversight.paper_selectors import deeds_visible_to
from envol.web.network.posts import Posts, posts_of
from envol.web.pagekit.keyset import keyset_page
from envol.web.people.models import Person

MINE, ALL = "mine", "all"
NEWEST_FIRST = ("-id",)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One of the lists that somebody may choose between."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An activity as it is told."""

    at: datetime
    sentence: str
    who: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look at a pupil's data as it is told."""

    at: datetime
    who: str
    pupil: UUID
    what: str
    place: str


class PupilForm(forms.Form):
    """Whose data were looked at."""

    pupil = forms.UUIDField(label=gettext_lazy("Identifier of a pupil"), required=False)


@require_safe
@login_required
def activity(request: HttpRequest) -> HttpResponse:
    """Show one's own activities, or those of an organisation that one heads, or all for an administrator."""
    person = _person(request)
    posts = posts_of(person)
    views = _views(posts)
    asked = request.GET.get("of", MINE)
    shown = asked if asked in {view.key for view in views} else MINE
    page = keyset_page(_list(person, shown), order=NEWEST_FIRST, after=request.GET.get("after", ""))
    context = {
        "views": views if len(views) > 1 else [],
        "shown": shown,
        "page": page,
        "lines": _lines(page.items),
        "query": f"of={shown}&",
    }
    return render(request, "accountability/activity.html", context)


@require_safe
@login_required
@never_cache
def access_log(request: HttpRequest) -> HttpResponse:
    """Show who looked at which pupil's data, of one pupil where `pupil` names them."""
    person = _person(request)
    if not person.is_protection_officer:
        raise PermissionDenied
    form = PupilForm(request.GET if "pupil" in request.GET else None)
    pupil = form.cleaned_data["pupil"] if form.is_bound and form.is_valid() else None
    looks = accesses_visible_to(person)
    if form.is_bound and not form.is_valid():
        looks = looks.none()
    found = looks.filter(pupil=pupil) if pupil else looks
    page = keyset_page(found, order=NEWEST_FIRST, after=request.GET.get("after", ""))
    names = readers_of(page.items)
    told = [
        Look(
            at=look.at,
            who=names.get(look.reader, str(look.reader)) if look.reader else "",
            pupil=look.pupil,
            what=sentence_of(look.what, {}),
            place=look.place,
        )
        for look in page.items
    ]
    context = {"form": form, "pupil": pupil, "page": page, "looks": told, "query": f"pupil={pupil}&" if pupil else ""}
    return render(request, "accountability/access_log.html", context)


def _views(posts: Posts) -> list[View]:
    headed = Organisation.objects.filter(id__in=posts.organisations(Role.HEAD)).order_by("name", "id")
    views = [View(key=MINE, title=_("My own"))]
    views += [View(key=str(place.pk), title=str(place)) for place in headed]
    return [*views, View(key=ALL, title=_("Whole campus"))] if posts.administers else views


def _list(person: Person, shown: str) -> QuerySet[Activity]:
    """Return one list: each is read from its own index, however long it is."""
    if shown == ALL:
        found = deeds_visible_to(person)
    else:
        found = activities_of(person) if shown == MINE else activities_at(UUID(shown))
    return found.select_related("actor")


def _lines(items: Sequence[Activity]) -> list[Line]:
    places = Organisation.objects.in_bulk({item.organisation for item in items if item.organisation})
    return [
        Line(
            at=item.at,
            sentence=sentence_of(item.name, item.params),
            who=str(item.actor or "") if item.actor_id else "",
            place=str(places.get(item.organisation, "")) if item.organisation else "",
        )
        for item in items
    ]


def _person(request: HttpRequest) -> Person:
    """Return who is signed in; every view here asks for sign-in first."""
    assert isinstance(request.user, Person)
    return request.user
