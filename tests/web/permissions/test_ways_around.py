"""No way around the table: forged forms, other methods, HEAD and OPTIONS, what a refusal tells, cookies and tokens."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from envol.web.people.models import ApiToken
from envol.web.people.token_services import revoke_token

from .table import LET_IN, Row, rows
from .trying import address, asked, client_of, tried, undone, values, word, writing
from .world import ROLES, TODAY, World, known

TABLE = rows()
POSTS = [row for row in TABLE if row.method == "POST" and row.let_in]
OF_THE_API = [row for row in TABLE if row.route.startswith("api:")]
SERVED = {route: {row.method for row in TABLE if row.route == route} for route in {row.route for row in TABLE}}
HIDING = [
    row
    for row in TABLE
    if row.method == "GET" and row.has_sides and any(other == "no" for _, other in row.expected.values())
]
OTHER_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ENTERED = {row.route: row for row in reversed(TABLE) if row.let_in}
"""A row of each address by which somebody is let in."""
OURS = sorted(route for route in ENTERED if not route.startswith("account_"))
"""Without allauth's: what its views make of other methods is its own, and its own tests try it."""
ANY_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9]+(?=/)")
DRAWN = re.compile(r'value="[A-Za-z0-9]{64}"')
"""The tokens of forms, which are others each time."""

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


def named(row: Row) -> str:
    return f"{row.method} {row.route} {' '.join([*row.arguments.values(), *row.form.values()])}"


@pytest.mark.parametrize("row", POSTS, ids=named)
def test_a_form_that_another_site_sends_does_nothing(row: Row, world: World) -> None:
    assert row.let_in
    client = client_of(world, row.let_in, checks_forms=True)
    path = address(world, row.let_in, world.own, row.route, row.arguments)
    with undone(), writing() as written:
        answer = asked(client, "POST", path, values(world, row.let_in, world.own, row.form))
    assert (answer.status_code, written) == (403, set())


@pytest.mark.parametrize("route", OURS)
def test_a_method_that_an_address_does_not_serve_is_refused(route: str, world: World) -> None:
    row = ENTERED[route]
    assert row.let_in
    path = address(world, row.let_in, world.own, route, row.arguments)
    unserved = [method for method in OTHER_METHODS if method not in SERVED[route]]
    for method in unserved:
        with undone(), writing() as written:
            answer = asked(client_of(world, row.let_in, route=route), method, path, {})
        assert (method, answer.status_code, written) == (method, 405, set())


@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "GET" and row.has_sides], ids=named)
def test_no_other_method_tells_what_a_get_hides(row: Row, world: World) -> None:
    kinds = {}
    for role, (own, other) in row.expected.items():
        kinds.setdefault((own, other), role)
    for (own, other), role in kinds.items():
        for side, expected in ((world.own, own), (world.other, other)):
            if expected not in LET_IN:
                said = _told_by(world, row, role, side)
                assert said["HEAD"] in (expected, "405"), (role, expected)
                assert said["OPTIONS"] in (expected, "405"), (role, expected)


def _told_by(world: World, row: Row, role: str, side: object) -> dict[str, str]:
    def said(method: str) -> str:
        return tried(world, role, side, route=row.route, method=method, parts=row.arguments, form=row.form)  # type: ignore[arg-type]

    return {method: said(method) for method in ("HEAD", "OPTIONS")}


@pytest.mark.parametrize("row", HIDING, ids=named)
def test_what_one_may_not_see_looks_like_what_is_not_there(row: Row, world: World) -> None:
    role = next(role for role, pair in row.expected.items() if pair[1] == "no")
    path = address(world, role, world.other, row.route, row.arguments)
    with undone():
        hidden = asked(client_of(world, role, route=row.route), "GET", path, {})
        absent = asked(client_of(world, role, route=row.route), "GET", _absent(path), {})
    assert hidden.status_code == absent.status_code == 404
    assert _without_ids(hidden) == _without_ids(absent)


def _absent(path: str) -> str:
    """An address like another, of something that is not there."""
    return ANY_ID.sub(lambda found: str(uuid4()) if "-" in found[0] else "999999", path)


def _without_ids(answer: HttpResponse) -> str:
    return DRAWN.sub("…", ANY_ID.sub("…", answer.content.decode()))


def test_an_id_that_is_none_is_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("network:group", args=["1 or 1=1"])


# --- the API ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", OF_THE_API, ids=named)
def test_a_session_counts_for_nothing_in_the_api(row: Row, world: World) -> None:
    for role in ROLES:
        path = address(world, role, world.own, row.route, row.arguments)
        client = Client(headers={"Accept-Language": "en"})
        if role in world.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
        with undone():
            answer = asked(client, "GET", path, values(world, role, world.own, row.form))
        assert word(answer) == row.expected["anonymous"][0], role


TOKENS = ("ended", "revoked", "of-an-inactive-person", "of-a-pupil", "of-a-fictional-person", "of-nobody")


@pytest.mark.parametrize("kind", TOKENS)
@pytest.mark.parametrize("route", ["me", "groups", "jobs", "organisations"])
def test_a_token_that_is_none_opens_nothing_not_even_what_is_public(kind: str, route: str, world: World) -> None:
    with undone():
        text = _bad_token(world, kind)
        client = Client(headers={"Authorization": f"Bearer {text}"})
        assert client.get(reverse(f"api:v1:{route}")).status_code == 401


def _bad_token(world: World, kind: str) -> str:
    text, head = world.tokens["head"], known(world, "head")
    token = ApiToken.objects.get(person=head)
    taken_over = {"of-a-pupil": "pupil", "of-a-fictional-person": "fictional-head"}
    if kind == "ended":
        ApiToken.objects.filter(pk=token.pk).update(expires_on=TODAY - timedelta(days=1))
    elif kind == "revoked":
        revoke_token(person=head, token=token.pk)
    elif kind == "of-an-inactive-person":
        type(head).objects.filter(pk=head.pk).update(is_active=False)
    elif kind in taken_over:
        ApiToken.objects.filter(pk=token.pk).update(person=known(world, taken_over[kind]))
    else:
        text = f"envol_{UUID(int=0).hex}"
    return text


def test_an_address_that_the_api_does_not_have_is_not_found(client: Client) -> None:
    assert client.get("/api/v1/people").status_code == 404
