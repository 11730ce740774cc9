"""What the certifications add to the campus: the imports of the registers that tell of them."""

from __future__ import annotations


def register() -> None:
    """Register the importers of certifications, of the apprenticeship kit and of the RNCP."""
    from envol.web.provenance.importing import register_importer
    from envol.web.referentials import certification_import, certification_kit_import, certification_rncp_import

    for module in (certification_import, certification_kit_import, certification_rncp_import):
        register_importer(module.IMPORTER)
