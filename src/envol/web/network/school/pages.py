"""What the views of schools share: who looks, what they may see, and sentences of refusal."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from envol.errors import Refusal
from envol.web.network.models import Group
from envol.web.network.school.refusals import said
from envol.web.network.school.selectors import groups_visible_to
from envol.web.people.models import Person

_M = TypeVar("_M", bound=Model)


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in; the view asks for sign-in first."""
    assert isinstance(request.user, Person)
    return request.user


def found(things: QuerySet[_M], **by: object) -> _M:
    """Return one of what somebody may see; anything else does not exist for them."""
    thing = things.filter(**by).first()
    if thing is None:
        raise Http404
    return thing


def allowed(person: Person, permission: str, thing: Model) -> None:
    """Refuse whoever sees something without having a permission on it."""
    if not person.has_perm(permission, thing):
        raise PermissionDenied


def group_to_change(request: HttpRequest, id: UUID) -> Group:
    """Return a group that whoever looks may change: not seen is not found, seen but not theirs is forbidden."""
    person = person_of(request)
    group = found(groups_visible_to(person).select_related("organisation", "year"), id=id)
    allowed(person, "network.change_group", group)
    return group


def refuse(request: HttpRequest, refused: Refusal) -> None:
    """Say on the next page why something was not done."""
    messages.error(request, said(refused))


def shown_once(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """Return a page with secrets on it: no browser and no proxy keeps it."""
    response = render(request, template, context, status=status)
    patch_cache_control(response, no_store=True, private=True)
    return response
