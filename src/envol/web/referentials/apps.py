"""The app's declaration."""

from django.apps import AppConfig


class ReferentialsConfig(AppConfig):
    """The State's referentials."""

    name = "envol.web.referentials"
    label = "referentials"

    def ready(self) -> None:
        """Register the importers, and what the pages of others show."""
        from envol.web.referentials import certification_registrations, job_registrations, skill_registrations

        job_registrations.register()
        certification_registrations.register()
        skill_registrations.register()
