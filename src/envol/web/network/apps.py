"""The app's declaration."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Organisations, roles, classes."""

    name = "envol.web.network"
    label = "network"

    def ready(self) -> None:
        """Register what the network keeps about people, what it imports, who may do what, and its activities."""
        from envol.web.network import (
            directory_registrations,
            imports_registrations,
            paper_registrations,
            school_registrations,
        )

        directory_registrations.register()
        school_registrations.register()
        imports_registrations.register()
        paper_registrations.register()
