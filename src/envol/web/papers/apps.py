"""The app's declaration."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Nominative papers of minors, apart from accounts."""

    name = "envol.web.papers"
    label = "papers"

    def ready(self) -> None:
        """Say what people take away of their papers, and when these end."""
        from envol.web.papers.keeping import register_keeping

        register_keeping()
