"""The app's declaration."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Organisations, roles, classes."""

    name = "envol.web.network"
    label = "network"
