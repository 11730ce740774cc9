"""The ledger of published figures: its files, their checks, and the claims that they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from envol.errors import ContentError
from envol.flight.content.catalogue import Catalogue, Document
from envol.flight.content.fault import Fault, KeyPath, did_you_mean
from envol.foresight.claims import Claim, Nature, Outcome
from envol.gateways.claims_schema import ClaimEntry, ClaimsFile
from envol.gateways.content import content_root
from envol.gateways.content_entry import Sheet, read_sheet
from envol.gateways.content_kinds import OutsideKind
from envol.gateways.geography import geography
from envol.gateways.outlooks_words import decimal_year

FOLDER = "foresight/claims"
_WIDER = ("FR", "EU")


def _check(catalogue: Catalogue, document: Document) -> list[Fault]:
    """Return what is wrong with a file of claims by itself and beside the others of the catalogue."""
    assert isinstance(document.content, ClaimsFile)
    others = catalogue.every(ClaimsFile)
    files = [*(each for each in others if each.name != document.content.name), document.content]
    return [document.fault(*words) for words in _faults(document.content, files)]


CLAIMS = OutsideKind(model=ClaimsFile, folder=FOLDER, check=_check)
"""This kind, as `envol check` reads it."""


@cache
def read_claims(root: Path | None = None) -> tuple[Claim, ...]:
    """Return every claim of the ledger, by date.

    Parameters
    ----------
    root : Path, optional
        The content folder; the installed one where absent.

    Raises
    ------
    ContentError
        With every fault of every file.
    """
    sheets: list[Sheet[ClaimsFile]] = []
    faults: list[Fault] = []
    for path in sorted(((root or content_root()) / FOLDER).glob("*.yaml")):
        try:
            sheets.append(read_sheet(path, ClaimsFile))
        except ContentError as error:
            faults += [fault for fault in error.faults if isinstance(fault, Fault)]
    files = [sheet.entry for sheet in sheets]
    # What could not be read may hold any name: nothing is then known to be missing.
    known = not faults
    for sheet in sheets:
        told = (words for words in _faults(sheet.entry, files) if known or "cites" not in words[0])
        faults += [sheet.fault(*words) for words in told]
    if faults:
        in_order: list[Fault] = sorted(faults, key=lambda fault: (fault.file, fault.line))
        raise ContentError(in_order)
    return tuple(sorted((_claim(each) for file in files for each in file.claims), key=lambda each: each.date))


def _faults(file: ClaimsFile, files: Iterable[ClaimsFile]) -> Iterator[tuple[KeyPath, str, str, str]]:
    """Yield the place, what was expected, what was found, and a hint."""
    names = Counter(each.name for other in files for each in other.claims)
    places = (*_WIDER, *geography().regions)
    for number, claim in enumerate(file.claims):
        at: KeyPath = ("claims", number)
        if names[claim.name] > 1:
            yield (*at, "name"), "a name that no other claim bears", repr(claim.name), ""
        if claim.place and claim.place not in places:
            yield (*at, "place"), "FR, EU or the INSEE code of a region", repr(claim.place), ""
        for place, cited in enumerate(claim.cites):
            if cited not in names:
                yield (*at, "cites", place), "the name of a claim", repr(cited), did_you_mean(cited, names)
        yield from _out_of_order(at, claim)


def _out_of_order(at: KeyPath, claim: ClaimEntry) -> Iterator[tuple[KeyPath, str, str, str]]:
    if claim.horizon < claim.since:
        yield (*at, "horizon"), f"a horizon that is not before {claim.since:g}", f"{claim.horizon:g}", ""
    if not claim.date:
        return
    said = int(decimal_year(claim.date))
    if claim.nature == Nature.MEASURE and claim.horizon > said:
        yield (*at, "horizon"), f"a year measured by {said}, when it was said", f"{claim.horizon:g}", ""
    if claim.nature in (Nature.FORECAST, Nature.TARGET) and claim.horizon < said:
        yield (*at, "horizon"), f"a horizon that is not before {said}, when it was said", f"{claim.horizon:g}", ""
    if claim.outcome is not None and claim.outcome.date and decimal_year(claim.outcome.date) < claim.horizon:
        path = (*at, "outcome", "date")
        yield path, f"an outcome known in {claim.horizon:g} at the earliest", repr(claim.outcome.date), ""


def _claim(entry: ClaimEntry) -> Claim:
    outcome = entry.outcome
    return Claim(
        name=entry.name,
        who=entry.who,
        said={"fr": entry.said.fr, "en": entry.said.en},
        date=entry.date,
        nature=entry.nature,
        place=entry.place,
        field=entry.field,
        quantity=entry.quantity,
        since=entry.since,
        horizon=entry.horizon,
        horizon_stated=entry.horizon_stated,
        low=entry.low,
        high=entry.high,
        unit=entry.unit,
        confidence=entry.confidence,
        source=entry.source,
        cites=entry.cites,
        outcome=Outcome(value=outcome.value, date=outcome.date, source=outcome.source) if outcome else None,
    )
