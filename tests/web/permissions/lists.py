"""What somebody is shown of each kind: on the page that lists it, by the API, and in what is taken away."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from asgiref.sync import async_to_sync
from django.test import Client
from django.urls import reverse

from .trying import client_of
from .world import World

LARGEST = "100"
"""Records of a page of the API; the world has fewer of each kind."""


def on_page(world: World, role: str, route: str, *, key: str = "pk", **query: str) -> set[str]:
    """Return the keys of what a page of a list shows, and of the pages that follow it."""
    client = client_of(world, role)
    found: set[str] = set()
    after = ""
    while True:
        answer = client.get(reverse(route), {**query, "after": after})
        assert answer.status_code == 200, (route, role, answer.status_code)
        page = answer.context["page"]
        found |= _keys(page.items, key)
        after = page.after
        if not after:
            return found


def by_api(world: World, role: str, route: str, *, key: str = "id") -> set[str] | None:
    """Return the keys of what the API lists for a token; None for whoever can have none where one is needed."""
    answer = client_of(world, role, route="api:").get(reverse(f"api:v1:{route}"), {"size": LARGEST})
    if answer.status_code == 401:
        assert role not in world.tokens
        return None
    told = json.loads(answer.content)
    assert told["next"] is None
    return {str(item[key]) for item in told["items"]}


def taken_away(world: World, role: str) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of what somebody takes away."""
    answer = client_of(world, role).post(reverse("people:take-away"))
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        document: dict[str, Any] = json.loads(archive.read("export.json"))
    tables: dict[str, list[dict[str, Any]]] = document.get("tables", document)
    return tables


def in_lheo(world: World, role: str) -> set[str]:
    """Return the numbers of the trainings of the export in LHEO."""
    answer = client_of(world, role).get(reverse("offer:lheo"))
    tree = ElementTree.fromstring(async_to_sync(_whole)(answer))
    return {each.attrib["numero"] for each in tree.iter() if each.tag.endswith("}formation")}


def offers_on_pages(client: Client, organisations: Iterable[Any]) -> set[str]:
    """Return the keys of what the pages of some organisations offer to whoever looks."""
    found: set[str] = set()
    for each in organisations:
        answer = client.get(reverse("network:organisation", args=[each.pk]))
        if answer.status_code == 200:
            found |= {str(offer.offering.pk) for _, offers in answer.context["offers"] for offer in offers}
    return found


async def _whole(answer: Any) -> bytes:
    return b"".join([part async for part in answer.streaming_content])


def _keys(items: Iterable[Any], key: str) -> set[str]:
    return {str(getattr(each, key)) for each in items}
