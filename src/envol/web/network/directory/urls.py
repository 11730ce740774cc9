"""Addresses of the directory."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path

from envol.web.network.directory import change_views as changes
from envol.web.network.directory import views

_FOLDERS = {
    "site": ("organisations", "sites"),
    "label": ("organisations", "labels"),
    "convention": ("organisations", "conventions"),
    "offering": ("organisations", "offerings"),
    "resource": ("relays", "resources"),
}
"""Of each part: the folder of its owners and its own."""


def _of_parts() -> Iterator[URLPattern]:
    for part, (owners, things) in _FOLDERS.items():
        kind = {"part": part}
        yield path(f"{owners}/<uuid:pk>/{things}/add/", changes.add, kind, name=f"{part}-add")
        yield path(f"{things}/<uuid:pk>/change/", changes.change, kind, name=f"{part}-change")
        yield path(f"{things}/<uuid:pk>/remove/", changes.remove, kind, name=f"{part}-remove")


urlpatterns: list[URLPattern] = [
    path("network/", views.directory, name="directory"),
    path("organisations/<uuid:pk>/", views.organisation, name="organisation"),
    path("organisations/<uuid:pk>/change/", changes.change_organisation, name="organisation-change"),
    path("organisations/<uuid:pk>/competitors/", changes.competitors, name="competitors"),
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<slug:slug>/", views.programme, name="programme"),
    path("relays/<uuid:pk>/", views.relay, name="relay"),
    *_of_parts(),
]
