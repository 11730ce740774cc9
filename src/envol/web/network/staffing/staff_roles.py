"""The roles of a staff list: given, given again, changed; an organisation keeps a head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from envol.flight.content.fault import Fault
from envol.gateways.imports.reading import fault_at
from envol.gateways.imports.staff import AFTER_SINCE
from envol.web.network.models import Membership, Role
from envol.web.network.staffing.membership_selectors import is_last_head
from envol.web.network.staffing.staff_hand import NO_EARLIER, OTHER_HEAD, Given, Hand
from envol.web.provenance.importing import Intake
from envol.web.provenance.upsert import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    given: Given
    held: Membership
    before: tuple[UUID | None, date, date | None]


def write_roles(given: list[Given], intake: Intake, hand: Hand, name: str) -> Tally:
    """Write the roles of some rows; return what was done."""
    standing = _standing(given)
    tally = Tally()
    fresh: list[Membership] = []
    changed: list[_Change] = []
    for each in given:
        key = (each.person.id, each.placed.organisation.id, each.placed.row.role)
        held = standing.get(key)
        if fault := _too_early(each, held, hand, name) or _backwards(each, held, name):
            intake.refuse(fault)
        elif held is None:
            # Another line may name the same organisation by another of its numbers.
            standing[key] = _membership(each)
            fresh.append(standing[key])
        elif change := _change(held, each):
            changed.append(change)
        else:
            tally.unchanged += 1
    Membership.objects.bulk_create(fresh)
    _write([change.held for change in changed])
    headless = _put_back(changed, intake, name)
    tally.created, tally.updated = len(fresh), len(changed) - headless
    return tally


def _standing(given: list[Given]) -> dict[tuple[UUID, UUID, str], Membership]:
    people = {each.person.id for each in given}
    found = Membership.objects.filter(person__in=people).select_related("organisation")
    return {(role.person_id, role.organisation_id, role.role): role for role in found}


def _write(held: list[Membership]) -> None:
    Membership.objects.bulk_update(held, ["site", "since", "until"])


def _put_back(changed: list[_Change], intake: Intake, name: str) -> int:
    """Put back the ends that would leave an organisation without a head, once all of them stand; return how many.

    Asked one by one before, two heads who end on one day would each count on the other.
    """
    ended = [each for each in changed if each.held.until is not None and each.held.until != each.before[2]]
    last = [each for each in ended if each.held.until and is_last_head(each.held, each.held.until)]
    for each in last:
        row = each.given.placed.row
        intake.refuse(fault_at(name, row.line, "until", OTHER_HEAD, str(row.until)))
        each.held.site_id, each.held.since, each.held.until = each.before
    _write([each.held for each in last])
    return len(last)


def _too_early(each: Given, held: Membership | None, hand: Hand, name: str) -> Fault | None:
    """Return the fault of a page that would let a learner have begun earlier: their flights of before would show."""
    row = each.placed.row
    if hand.by is None or each.is_new or row.since is None or row.role != Role.LEARNER:
        return None
    if row.since >= (held.since if held else timezone.localdate()):
        return None
    return fault_at(name, row.line, "since", NO_EARLIER, row.since.isoformat())


def _backwards(each: Given, held: Membership | None, name: str) -> Fault | None:
    """Return the fault of a line that with what stands already would end a role before it begins."""
    row, today = each.placed.row, timezone.localdate()
    if held is None or (held.until is not None and held.until < today):
        return None
    since, until = row.since or held.since, row.until or held.until
    return fault_at(name, row.line, "until", AFTER_SINCE, until.isoformat()) if until and until < since else None


def _membership(each: Given) -> Membership:
    placed = each.placed
    return Membership(
        person=each.person,
        organisation=placed.organisation,
        site=placed.site,
        role=placed.row.role,
        since=placed.row.since or timezone.localdate(),
        until=placed.row.until,
    )


def _change(held: Membership, each: Given) -> _Change | None:
    """Give a role what its line says, and return what that changes; what the line leaves out stays."""
    row = each.placed.row
    before = (held.site_id, held.since, held.until)
    if row.site is not None:
        held.site = each.placed.site
    if held.until is not None and held.until < timezone.localdate():
        # It had ended: it begins again today, or when the line says.
        held.since, held.until = timezone.localdate(), None
    held.since = row.since or held.since
    held.until = row.until or held.until
    if before == (held.site_id, held.since, held.until):
        return None
    return _Change(given=each, held=held, before=before)
