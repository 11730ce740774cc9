"""What every answer of the API has in common, before and after its route."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from envol.web.api.language import speak
from envol.web.api.problems import no_such_address, not_for_writing

View = Callable[..., HttpResponseBase]


def answered(view: View) -> View:
    """Return a view that speaks the caller's language, answers GET and HEAD, and lets no cache mix up two callers."""

    @wraps(view)
    def answer(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponseBase:
        speak(request)
        response = _read(view, request, parts, named)
        patch_vary_headers(response, ["Authorization"])
        if "Authorization" in request.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    # No cookie counts here, so that nothing can be forged by one; what would write is refused in our own words.
    return csrf_exempt(answer)


def _read(view: View, request: HttpRequest, parts: tuple[Any, ...], named: dict[str, Any]) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD"):
        return not_for_writing()
    asked, request.method = request.method, "GET"
    try:
        return view(request, *parts, **named)
    finally:
        # The server leaves the body out by it.
        request.method = asked


def to_the_reference(request: HttpRequest, **named: Any) -> HttpResponse:
    """Lead whoever opens the address of the API itself to the page about it."""
    return redirect("api:reference")


def nowhere(request: HttpRequest) -> HttpResponse:
    """Say that the API has no such address."""
    return no_such_address()


def with_answers(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    """Return the addresses of django-ninja, each with what every answer has in common."""
    views = {"api-root": to_the_reference}
    return [
        URLPattern(each.pattern, answered(views.get(each.name or "", each.callback)), each.default_args, each.name)
        for each in patterns
        if isinstance(each, URLPattern)
    ]
