"""Visitors who come at a steady pace, whether or not the server keeps up: what they wait counts from when they came."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

WAITING_AT_MOST = 64
"""Visits under way at once; at twenty a second that is three seconds of them."""
GIVE_UP_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One page that is asked for.

    Parameters
    ----------
    page : str
        Its name in the mix.
    path : str
    session : str
        The key of the session that it is asked in; empty for nobody's.
    """

    page: str
    path: str
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a visitor got, and how long they waited for it."""

    visit: Visit
    status: int
    waited_ms: float
    size: int


def drawn(mix: Mapping[str, tuple[float, Callable[[random.Random], Visit]]], count: int, seed: int) -> list[Visit]:
    """Return visits drawn from a mix by weight."""
    source = random.Random(seed)
    names = list(mix)
    weights = [mix[name][0] for name in names]
    return [mix[name][1](source) for name in source.choices(names, weights, k=count)]


def query(path: str, **params: str) -> str:
    """Return a path with a query."""
    return f"{path}?{urlencode(params)}"


def come(address: str, visits: Sequence[Visit], rate: float) -> list[Answer]:
    """Let visitors come at `rate` a second; return their answers in the order in which they came."""
    host, _, port = address.partition(":")
    begin = time.monotonic() + 0.2
    with ThreadPoolExecutor(WAITING_AT_MOST) as pool:
        under_way = []
        for number, visit in enumerate(visits):
            due = begin + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            under_way.append(pool.submit(_ask, host, int(port), visit, due))
        return [each.result() for each in under_way]


def _ask(host: str, port: int, visit: Visit, due: float) -> Answer:
    headers = {"Accept-Language": "fr", "Cookie": f"sessionid={visit.session}"} if visit.session else {}
    connection = HTTPConnection(host, port, timeout=GIVE_UP_S)
    try:
        connection.request("GET", visit.path, headers=headers)
        response = connection.getresponse()
        size = len(response.read())
        status = response.status
    except (OSError, HTTPException):
        status, size = 0, 0
    finally:
        connection.close()
    return Answer(visit=visit, status=status, waited_ms=1000 * (time.monotonic() - due), size=size)
