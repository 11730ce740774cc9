"""What is read of imports."""

from __future__ import annotations

from envol.web.provenance.models import ImportRun


def last_import(kind: str = "") -> ImportRun | None:
    """Return the last import, of one kind where it is named."""
    runs = ImportRun.objects.filter(kind=kind) if kind else ImportRun.objects.all()
    return runs.order_by("-id").first()
