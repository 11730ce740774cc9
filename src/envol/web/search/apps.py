"""The app's declaration."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding by words."""

    name = "envol.web.search"
    label = "search"
