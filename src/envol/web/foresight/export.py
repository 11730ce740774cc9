"""The figures of a page as files: what is hidden on it is hidden in them."""

from __future__ import annotations

import csv
import io
from typing import Any

from envol.gateways.outlooks import Outlook
from envol.web.foresight.counting import SEED
from envol.web.foresight.figures import SHORT, Summary
from envol.web.foresight.templatetags.foresight import few
from envol.web.foresight.what_if import Changes

COLUMNS = ("table", "year", "region", "figure", "q10", "q50", "q90")
FIGURES = ("supply", "demand", "gap", "need", "change")


def document_of(outlook: Outlook, changes: Changes, summary: Summary) -> dict[str, Any]:
    """Return the figures with what they were counted from, as plain values."""
    return {
        "outlook": outlook.name,
        "changes": changes.to_query(),
        "seed": SEED,
        "shortage_share": SHORT,
        "hidden": few(),
        **summary.as_json(),
    }


def table_of(summary: Summary) -> str:
    """Return the figures as CSV, a line for each; a probability stands in the column of the median."""
    document = summary.as_json()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for table in ("years", "regions"):
        for row in document[table]:
            region = row.get("code", document["chosen"]["region"])
            for name in FIGURES:
                if name != "change" or row["change"] is not None:
                    writer.writerow([table, row["year"], region, name, *_cells(row[name])])
            writer.writerow([table, row["year"], region, "shortage", "", _shown(row["shortage"]), ""])
    return text.getvalue()


def _cells(spread: dict[str, float] | None) -> list[str]:
    return [few()] * 3 if spread is None else [_shown(spread[end]) for end in ("low", "middle", "high")]


def _shown(value: float | None) -> str:
    return few() if value is None else f"{value:.4g}"
