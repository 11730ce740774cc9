"""The app's declaration."""

from django.apps import AppConfig


class PagekitConfig(AppConfig):
    """The frame and the look of the pages."""

    name = "envol.web.pagekit"
    label = "pagekit"
