"""The app's declaration."""

from django.apps import AppConfig


class FlightdeckConfig(AppConfig):
    """Live flights."""

    name = "envol.web.flightdeck"
    label = "flightdeck"

    def ready(self) -> None:
        """Register what is kept about people, and what is written down of looks at pupils' flights."""
        from envol.web.accountability.sentences import register_sentences
        from envol.web.flightdeck.looks import SENTENCES
        from envol.web.flightdeck.personal import register_parts

        register_parts()
        register_sentences(SENTENCES)
