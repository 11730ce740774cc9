"""Qualification: what each unit operation reaches against an answer from outside, beside what is allowed.

A unit operation's cases stand in `envol.twin.cases.<unit>`, in a tuple called `CASES`. A case runs once and measures
several quantities; each is compared with its reference by a `Check`, with the source and the reason of the tolerance.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from envol.errors import ModelError, UnknownNameError


class Status(StrEnum):
    """What the reference is, in falling order of worth."""

    ANALYTICAL = "analytical"
    PUBLISHED = "published"
    DATA = "data"
    SIMULATOR = "simulator"
    CROSS_IMPLEMENTATION = "cross-implementation"
    REGRESSION = "regression"


class Verdict(StrEnum):
    """What came of a comparison; `reported` where the reference judges nothing."""

    PASS = "pass"
    FAIL = "fail"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One quantity of a case against its reference.

    Parameters
    ----------
    quantity : str
        Name and unit, as printed.
    reference : float
    allowed : float or None
        Largest absolute difference; None only reports.
    reason : str
        Why the tolerance is what it is.
    """

    quantity: str
    reference: float
    allowed: float | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run that is compared with an answer from outside.

    Parameters
    ----------
    unit, name, source : str
    status : Status
    measure : callable
        Runs the case and returns each checked quantity; is called with the values of each parameter set, in order.
    checks : tuple of Check
    quick : bool
        Whether the case belongs to the run of thirty seconds.
    parameter_sets : tuple of str
        Names of the parameter sets, which are content, that the case is run with.
    """

    unit: str
    name: str
    source: str
    status: Status
    measure: Callable[..., Mapping[str, float]]
    checks: tuple[Check, ...]
    quick: bool = True
    parameter_sets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of the qualification sheet."""

    unit: str
    case: str
    source: str
    status: str
    quantity: str
    reached: float
    reference: float
    allowed: float | None
    verdict: str
    reason: str


def band(quantity: str, low: float, high: float, reason: str) -> Check:
    """Return the check that a quantity lies between two bounds."""
    return Check(quantity=quantity, reference=(low + high) / 2, allowed=(high - low) / 2, reason=reason)


def within(quantity: str, reference: float, share: float, reason: str) -> Check:
    """Return the check that a quantity lies within a share of its reference."""
    return Check(quantity=quantity, reference=reference, allowed=abs(reference) * share, reason=reason)


def reported(quantity: str, reference: float, reason: str) -> Check:
    """Return the check that only prints what was reached beside the reference."""
    return Check(quantity=quantity, reference=reference, allowed=None, reason=reason)


def cases_of(unit: str) -> tuple[Case, ...]:
    """Return the reference cases of a unit operation; none where it ships none."""
    try:
        module = importlib.import_module(f"envol.twin.cases.{unit}")
    except ModuleNotFoundError as error:
        if error.name == f"envol.twin.cases.{unit}":
            return ()
        raise
    cases: tuple[Case, ...] = module.CASES
    return cases


def _no_sets(name: str) -> Mapping[str, float]:
    raise UnknownNameError("parameter set", name, ())


def qualify(
    cases: Iterable[Case], *, quick: bool = False, sets: Callable[[str], Mapping[str, float]] = _no_sets
) -> Iterator[Result]:
    """Run cases and compare each quantity with its reference.

    Parameters
    ----------
    quick : bool
        Leave out the cases that are not quick.
    sets : callable, optional
        Gives the values of a parameter set by its name.

    Raises
    ------
    ModelError
        If a case does not measure a quantity that it promises.
    """
    for case in cases:
        if quick and not case.quick:
            continue
        reached = case.measure(*(sets(name) for name in case.parameter_sets))
        for check in case.checks:
            if check.quantity not in reached:
                raise ModelError(f"{case.unit}, case {case.name}: {check.quantity} was not measured")
            yield _compare(case, check, float(reached[check.quantity]))


def _compare(case: Case, check: Check, reached: float) -> Result:
    if check.allowed is None:
        verdict = Verdict.REPORTED
    else:
        verdict = Verdict.PASS if abs(reached - check.reference) <= check.allowed else Verdict.FAIL
    return Result(
        unit=case.unit,
        case=case.name,
        source=case.source,
        status=case.status.value,
        quantity=check.quantity,
        reached=reached,
        reference=check.reference,
        allowed=check.allowed,
        verdict=verdict.value,
        reason=check.reason,
    )
