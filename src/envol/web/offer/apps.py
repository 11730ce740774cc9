"""The app's declaration."""

from django.apps import AppConfig


class OfferConfig(AppConfig):
    """Trainings on offer."""

    name = "envol.web.offer"
    label = "offer"
