"""What jobs add to the campus: the import of ROME."""

from __future__ import annotations


def register() -> None:
    """Register the importer."""
    from envol.web.provenance.importing import register_importer
    from envol.web.referentials.rome_import import IMPORTER

    register_importer(IMPORTER)
