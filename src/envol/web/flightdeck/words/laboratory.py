"""The laboratory: samples and results."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "laboratory.take": _("Take a sample"),
    "laboratory.take-for": _("Take a sample: {assay}"),
    "laboratory.about": _("result after {delay}, {volume} mL"),
    "laboratory.taken": _("Sample taken: {assay}. Result in {delay} of process."),
    "laboratory.waiting": _("Taken {taken}: result in {left}"),
    "laboratory.value": "{title} {value} {unit}",
    "laboratory.latest": _("Taken {hour}: {values}"),
    "laboratory.all-results": _("All results ({count})"),
    "laboratory.results-of": _("Results: {assay}"),
    "laboratory.column": "{title} ({unit})",
    "laboratory.column-taken": _("Taken"),
    "laboratory.column-received": _("Received"),
}
