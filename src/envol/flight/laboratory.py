"""Off-line results: what an assay or a stain answers, late and with an error that belongs to its sample alone."""

from __future__ import annotations

from dataclasses import dataclass

from envol.flight.plan import FlightPlan
from envol.flight.state import Inquiry, Sample
from envol.flight.telemetry import Telemetry
from envol.twin import draws


@dataclass(frozen=True, slots=True)
class Result:
    """A result that has come back."""

    assay: str
    taken: int
    received: int
    values: dict[str, float]


def result_of(plan: FlightPlan, telemetry: Telemetry, sample: Sample) -> Result:
    """Return what the laboratory finds in a sample: each value with its bias, proportional and absolute error."""
    row = telemetry.row(sample.taken)
    values = {}
    for quantity, error in plan.assays[sample.assay].measures.items():
        true = float(row[plan.column(quantity)])
        share = draws.normal(plan.seed, f"assay:{sample.assay}:{quantity}:share", sample.taken)
        absolute = draws.normal(plan.seed, f"assay:{sample.assay}:{quantity}:absolute", sample.taken)
        values[quantity] = max(0.0, true * (1 + error.cv * share) + error.bias + error.sd * absolute)
    return Result(sample.assay, sample.taken, sample.due, values)


def is_positive(plan: FlightPlan, telemetry: Telemetry, inquiry: Inquiry) -> bool:
    """Return what a stain or another inquiry answers about the instant at which it was asked."""
    report = plan.interventions[inquiry.intervention].report
    assert report is not None
    return bool(telemetry.row(inquiry.asked)[plan.column(report.quantity)] > report.positive_above)
