"""Asking one address as somebody, and the word of the tables for what came of it. Nothing stays of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from .world import Side, World

DONE = range(200, 300)
SENT_AS = "application/x-www-form-urlencoded"
WORD_OF = {404: "no", 403: "ban", 401: "in", 400: "do", 409: "do", 422: "do"}
WRITES = re.compile(r'^(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')
UNASKED = frozenset({"django_session", "accountability_accessrecord"})
"""Tables into which a look is written as well: whose browser it is, and who looked at a pupil's data."""


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written within, in every store, and whatever was counted."""
    cache.clear()
    with transaction.atomic(), transaction.atomic(using="papers"):
        yield
        for alias in connections:
            transaction.set_rollback(True, using=alias)


def client_of(world: World, role: str, *, route: str = "", checks_forms: bool = False) -> Client:
    """Return the browser of somebody; for a route of the API a program, which shows their token and has no session."""
    headers = {"Accept-Language": "en"}
    asks_api = route.startswith("api:")
    if asks_api and role in world.tokens:
        headers["Authorization"] = f"Bearer {world.tokens[role]}"
    client = Client(headers=headers, raise_request_exception=False, enforce_csrf_checks=checks_forms)
    if not asks_api and role in world.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    return client


def tried(world: World, role: str, side: Side, *, route: str, method: str, parts: Parts, form: Parts) -> str:
    """Ask once as somebody, and return the word for what came of it.

    Whoever is let in by a POST and gets a page, or is led on, has done something only if something was written.
    """
    path = address(world, role, side, route, parts)
    with undone(), writing() as written:
        said = word(asked(client_of(world, role, route=route), method, path, values(world, role, side, form)))
    return "do" if method == "POST" and said in ("ok", "go") and not written else said


@contextmanager
def writing() -> Iterator[set[str]]:
    """Note the tables into which is written within, but for what a look writes."""
    tables: set[str] = set()

    def heed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            tables.update({found[1]} - UNASKED)
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(heed))
        yield tables


def asked(client: Client, method: str, path: str, form: Mapping[str, str]) -> HttpResponse:
    """Ask an address, with a form as the query of a GET and the body of a POST."""
    if method in ("GET", "HEAD"):
        answer: HttpResponse = client.generic(method, path, QUERY_STRING=_encoded(form))  # type: ignore[assignment]
        return answer
    sent: HttpResponse = client.generic(method, path, _encoded(form), content_type=SENT_AS)  # type: ignore[assignment]
    return sent


def address(world: World, role: str, side: Side, route: str, parts: Parts) -> str:
    """Return an address with its parts in it."""
    return reverse(route, kwargs=values(world, role, side, parts))


def word(answer: HttpResponse) -> str:
    """Return the word of the tables for an answer; its number where there is none."""
    if answer.status_code in (301, 302, 303):
        signs_in = "/accounts/login/" in answer["Location"]
        return "in" if signs_in else "go"
    return "ok" if answer.status_code in DONE else WORD_OF.get(answer.status_code, str(answer.status_code))


Parts = Mapping[str, str]


def values(world: World, role: str, side: Side, parts: Parts) -> dict[str, str]:
    """Return what the words of a row stand for: a thing of the side, its field, or a plain value after `=`."""
    return {
        name: value[1:] if value.startswith("=") else _thing(world, role, side, value) for name, value in parts.items()
    }


def _thing(world: World, role: str, side: Side, value: str) -> str:
    space, _, rest = value.partition(".")
    spaces: dict[str, Mapping[str, Any]] = {"other": world.other.things, "fictional": world.fictional.things}
    if space == "mine":
        # Whoever has none tries somebody else's.
        thing = world.mine.get(role, {}).get(rest) or side.things[rest]
        return str(thing.pk)
    if space in spaces:
        return _told(spaces[space], rest)
    return _told(side.things, value)


def _told(things: Mapping[str, Any], value: str) -> str:
    name, _, attribute = value.partition(".")
    thing = things[name]
    if attribute:
        return str(getattr(thing, attribute))
    return thing if isinstance(thing, str) else str(thing.pk)


def _encoded(form: Mapping[str, str]) -> str:
    return urlencode(form)
