"""The app's declaration."""

from django.apps import AppConfig


class FlightdeckConfig(AppConfig):
    """Live flights."""

    name = "envol.web.flightdeck"
    label = "flightdeck"
