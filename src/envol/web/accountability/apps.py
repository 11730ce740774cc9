"""The app's declaration."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """What was done, who looked, why each table is kept and for how long."""

    name = "envol.web.accountability"
    label = "accountability"

    def ready(self) -> None:
        """Say what people take away of deeds and looks, and when these end."""
        from envol.web.accountability.keeping import register_keeping

        register_keeping()
