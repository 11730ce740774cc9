"""The app's declaration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The public API."""

    name = "envol.web.api"
    label = "api"

    def ready(self) -> None:
        """Register what is written down of looks at pupils' data through the API."""
        from envol.web.accountability.sentences import register_sentences
        from envol.web.api.looks import SENTENCES

        register_sentences(SENTENCES)
