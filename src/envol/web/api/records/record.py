"""What all records have in common, and where an imported one comes from."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, ConfigDict, Field

from envol.web.provenance.models import Imported


class Record(BaseModel):
    """Something that the API tells."""

    model_config = ConfigDict(frozen=True)


class Provenance(Record):
    """Where an imported record comes from."""

    source: str = Field(description=_("Publisher, data set and version."))
    dated: date | None = Field(description=_("The day that the data itself says; null where nothing says."))
    imported_on: date


class Words(Record):
    """A text in both languages; empty in one that nobody wrote it in."""

    fr: str
    en: str


class TwoLanguages(Protocol):
    """A text that is kept in both languages."""

    @property
    def fr(self) -> str:
        """In French."""

    @property
    def en(self) -> str:
        """In English."""


def provenance_of(record: Imported) -> Provenance | None:
    """Return where a record comes from, None where a person wrote it; its import is at hand."""
    run = record.provenance
    if run is None:
        return None
    return Provenance(source=run.source, dated=run.dated, imported_on=timezone.localtime(run.at).date())


def words_of(text: TwoLanguages) -> Words:
    """Return a text in both languages."""
    return Words(fr=text.fr, en=text.en)
