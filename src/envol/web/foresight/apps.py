"""The app's declaration."""

from django.apps import AppConfig


class ForesightConfig(AppConfig):
    """Projections of jobs and trainings."""

    name = "envol.web.foresight"
    label = "foresight"

    def ready(self) -> None:
        """Register what people keep of it, and who may what."""
        from envol.web.foresight.registrations import register

        register()
