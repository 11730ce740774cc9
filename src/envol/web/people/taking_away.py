"""What somebody takes away: one archive with everything, for programs, for spreadsheets and for reading."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from envol.web.accountability.personal import Part, Row
from envol.web.people.models import Person
from envol.web.people.personal import parts_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a spreadsheet recognises a formula: what somebody typed must not become one on somebody else's desk."""
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


def archive_of(person: Person) -> bytes:
    """Return what is kept about somebody as one archive; in memory, some megabytes for years of flights.

    A pupil's has no papers: whoever holds a card may take it away, and the school gives the copy of those.
    """
    kept = {part.name: (part, part.rows(person.pk)) for part in parts_of(person)}
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        counted = [(part, len(rows)) for part, rows in kept.values()]
        archive.writestr("README.txt", readme_of(counted, has_papers_elsewhere=person.is_pupil))
        archive.writestr("export.json", document_of(person.pk, {name: rows for name, (_part, rows) in kept.items()}))
        for name, (part, rows) in kept.items():
            archive.writestr(f"tables/{safe_name(name)}.csv", table_of(rows))
            for path, content in _files_of(part, person.pk):
                archive.writestr(f"files/{path}", content)
    return target.getvalue()


def readme_of(counted: list[tuple[Part, int]], *, has_papers_elsewhere: bool = False) -> str:
    """Return what the archive says of itself, in the language of the page."""
    told = [
        _("What Envol keeps about you"),
        _("Made: %(day)s") % {"day": date_format(timezone.localtime(), "DATETIME_FORMAT")},
        "",
        _("export.json holds everything in one document, for programs."),
        _(
            "tables/ holds each table as CSV (UTF-8, commas), for spreadsheets. A text that would be taken for "
            "a formula begins with an apostrophe."
        ),
        _("files/ holds the journals of your flights that have ended: “envol replay FILE” flies each of them again."),
        "",
        *([_("Of your papers, your school gives you and your parents a copy."), ""] if has_papers_elsewhere else []),
        _("The tables:"),
    ]
    for part, rows in counted:
        told.append(f"- {part.name}.csv: {part.title} ({_rows(rows)})")
        told += [f"  {_('What stays if you leave:')} {part.stays}"] if part.stays else []
    return "\n".join([*told, ""])


def _rows(number: int) -> str:
    return ngettext("%(number)d row", "%(number)d rows", number) % {"number": number}


def document_of(person: UUID, kept: dict[str, list[Row]]) -> str:
    """Return every table in one JSON document."""
    document = {"format": "envol-export-1", "person": str(person), "made": timezone.now().isoformat(), "tables": kept}
    return json.dumps(document, ensure_ascii=False, indent=1, default=str)


def table_of(rows: list[Row]) -> str:
    """Return rows as CSV, as spreadsheets open it: marked as UTF-8, and without a formula."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow(columns)
    writer.writerows([cell_of(row.get(name)) for name in columns] for row in rows)
    return target.getvalue()


def cell_of(value: Any) -> Any:
    """Return a value as a cell holds it; a text that would be taken for a formula begins with an apostrophe."""
    if value is None or isinstance(value, bool | int | float):
        return "" if value is None else value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def safe_name(name: str) -> str:
    """Return a name of a file that stays in its folder."""
    return _NOT_IN_NAMES.sub("-", name).strip(".-") or "unnamed"


def _files_of(part: Part, person: UUID) -> Iterator[tuple[str, bytes]]:
    if part.files is not None:
        for name, content in part.files(person).items():
            yield "/".join(safe_name(word) for word in name.split("/")), content
