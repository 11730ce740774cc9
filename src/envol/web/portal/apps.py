"""The app's declaration."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The home page and the pages around it."""

    name = "envol.web.portal"
    label = "portal"
