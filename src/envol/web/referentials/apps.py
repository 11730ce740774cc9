"""The app's declaration."""

from django.apps import AppConfig


class ReferentialsConfig(AppConfig):
    """The State's referentials."""

    name = "envol.web.referentials"
    label = "referentials"
