"""What every page knows of the roles of whoever looks."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from envol.web.network.posts import posts_of


def posts(request: HttpRequest) -> dict[str, object]:
    """Return the roles of whoever looks as `posts`; the database is asked where a page uses them."""
    return {"posts": SimpleLazyObject(lambda: posts_of(request.user))}
