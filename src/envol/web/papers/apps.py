"""The app's declaration."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Nominative papers of minors, apart from accounts."""

    name = "envol.web.papers"
    label = "papers"
