"""The app's declaration."""

from django.apps import AppConfig


class AcademyConfig(AppConfig):
    """Scenarios, briefings and the logbook."""

    name = "envol.web.academy"
    label = "academy"
