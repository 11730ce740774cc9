"""The app's declaration."""

from django.apps import AppConfig


class OfferConfig(AppConfig):
    """Trainings on offer."""

    name = "envol.web.offer"
    label = "offer"

    def ready(self) -> None:
        """Register what is imported, and who may read of it."""
        from envol.web.offer import rules  # noqa: F401 - its import adds the permissions
        from envol.web.offer.lheo_import import IMPORTER
        from envol.web.provenance.importing import register_importer

        register_importer(IMPORTER)
