"""The app's declaration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The public API."""

    name = "envol.web.api"
    label = "api"
