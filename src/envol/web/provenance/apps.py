"""The app's declaration."""

from django.apps import AppConfig


class ProvenanceConfig(AppConfig):
    """Where records come from."""

    name = "envol.web.provenance"
    label = "provenance"
