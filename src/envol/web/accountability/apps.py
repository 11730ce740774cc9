"""The app's declaration."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """What was done, who looked, why each table is kept and for how long."""

    name = "envol.web.accountability"
    label = "accountability"
