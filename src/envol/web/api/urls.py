"""Addresses of the API, and of the page about it."""

from django.urls import include, path, re_path

from envol.web.api.answering import answered, nowhere, with_answers
from envol.web.api.reference_views import reference
from envol.web.api.v1 import api

app_name = "api"
_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("", reference, name="reference"),
    path("v1/", include((with_answers(_patterns), _app), namespace=_namespace)),
    re_path(r"^v1/", answered(nowhere), name="nowhere"),
]
