"""The app's declaration."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People."""

    name = "envol.web.people"
    label = "people"
