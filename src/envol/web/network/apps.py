"""The app's declaration."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Organisations, roles, classes."""

    name = "envol.web.network"
    label = "network"

    def ready(self) -> None:
        """Register what the network keeps about people, what it imports, who may do what, and its activities."""
        from envol.web.network.directory import registrations as directory_registrations
        from envol.web.network.imports import registrations as imports_registrations
        from envol.web.network.oversight import paper_registrations
        from envol.web.network.school import registrations as school_registrations

        directory_registrations.register()
        school_registrations.register()
        imports_registrations.register()
        paper_registrations.register()
