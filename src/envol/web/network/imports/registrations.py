"""What the imports of organisations, classes and people register when their app is ready."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from envol.web.accountability.personal import Part, register_part
from envol.web.network.imports import oneroster_import, schools_import
from envol.web.provenance.external_keys import forget_keys_of, keys_of
from envol.web.provenance.importing import register_importer

PART = Part(
    name="external-keys",
    title=_("Systems of schools that know the account"),
    rows=keys_of,
    erase=forget_keys_of,
    models=("provenance.ExternalKey",),
)


def register() -> None:
    """Register the importers, and what they keep about people."""
    register_importer(oneroster_import.IMPORTER)
    register_importer(schools_import.IMPORTER)
    register_part(PART)
