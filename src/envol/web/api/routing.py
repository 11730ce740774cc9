"""How a route of the API is declared: all of them alike, so that none forgets its errors, its limit or its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ninja import Router

from envol.web.api.callers import LIMIT, TOKEN, anybody
from envol.web.api.problems import Problem

_View = TypeVar("_View", bound=Callable[..., Any])
ALWAYS = (401, 422, 429, 500)
"""Statuses that any question may meet."""


def read(
    router: Router,
    path: str,
    answer: type[Any],
    *,
    name: str,
    summary: str,
    about: str,
    example: str,
    needs_token: bool = False,
) -> Callable[[_View], _View]:
    """Declare what one reads at an address.

    Parameters
    ----------
    router : Router
    path : str
        Below `/api/v1`.
    answer : type
        The record or page that it answers.
    name : str
        Of the address, and of the operation in the schema.
    summary, about : str
        In English; the page of reference says them in its own language.
    example : str
        An address below `/api/v1` to try.
    needs_token : bool
        Whether nobody reads it without a token.
    """
    statuses = (*ALWAYS, 404) if "{" in path else ALWAYS
    extra: dict[str, Any] = {"x-example": example}
    if not needs_token:
        # Beside the token: nothing at all will do, too.
        extra["security"] = [{}]
    return router.get(
        path,
        auth=[TOKEN] if needs_token else [TOKEN, anybody],
        throttle=[LIMIT],
        response={200: answer, **dict.fromkeys(sorted(statuses), Problem)},
        operation_id=name,
        url_name=name,
        summary=summary,
        description=about,
        openapi_extra=extra,
    )
