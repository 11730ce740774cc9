"""The people of a staff list: found by their e-mail, taken back from whoever squats it, invited, or made."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower
from django.utils import timezone

from envol.errors import Refusal
from envol.gateways.imports.reading import fault_at
from envol.web.network.models import Membership, Role
from envol.web.network.school.selectors import not_over
from envol.web.network.staffing.invitation_services import invite
from envol.web.network.staffing.membership_selectors import STAFF
from envol.web.network.staffing.staff_hand import LATER, REAL_PERSON, Given, Hand, Placed
from envol.web.people.models import Person
from envol.web.people.selectors import unproven
from envol.web.people.services import reclaim
from envol.web.provenance.importing import Intake
from envol.web.provenance.upsert import Tally

PEOPLE, INVITED = "people", "invitations"
_Roles = set[tuple[UUID, UUID, str]]
"""Person, organisation, role."""


def people_for(placed: list[Placed], intake: Intake, hand: Hand, name: str) -> list[Given]:
    """Return the rows to be written, each with its person; those who are only invited are not among them."""
    known = _people_of(placed)
    allowed = [each for each in placed if not _refuse_fictional(each, known, intake, name)]
    held = _roles_of(allowed, known)
    strangers = [each for each in allowed if each.row.email in known and not _is_at_home(each, known, held)]
    if hand.by is not None:
        _invite(strangers, intake, hand, name)
        guests = {each.row.line for each in strangers}
        allowed = [each for each in allowed if each.row.line not in guests]
    else:
        _reclaim(strangers, known)
    fresh = _make(allowed, known, hand)
    written = {each.row.email for each in allowed}
    intake.count(PEOPLE, Tally(created=len(fresh), unchanged=len(written) - len(fresh)))
    known |= fresh
    return [Given(placed=each, person=known[each.row.email], is_new=each.row.email in fresh) for each in allowed]


def _people_of(placed: list[Placed]) -> dict[str, Person]:
    """Return those who have an account, by their address in small letters, however the account writes it."""
    written = {each.row.email for each in placed}
    found = Person.objects.annotate(in_small=Lower("email")).filter(in_small__in=written)
    return {(person.email or "").lower(): person for person in found}


def _refuse_fictional(each: Placed, known: dict[str, Person], intake: Intake, name: str) -> bool:
    person = known.get(each.row.email)
    if person is None or not person.is_fictional or each.organisation.is_fictional:
        return False
    intake.refuse(fault_at(name, each.row.line, "email", REAL_PERSON, each.row.email))
    return True


def _roles_of(placed: list[Placed], known: dict[str, Person]) -> _Roles:
    people = [known[each.row.email] for each in placed if each.row.email in known]
    places = {each.organisation.id for each in placed}
    found = Membership.objects.filter(not_over(timezone.localdate()), person__in=people, organisation__in=places)
    return set(found.values_list("person_id", "organisation_id", "role"))


def _is_at_home(each: Placed, known: dict[str, Person], held: _Roles) -> bool:
    """Say whether an account is known where it is to have a role: it works there, or learns there and goes on to."""
    person, place = known[each.row.email].id, each.organisation.id
    enough = (*STAFF, Role.LEARNER) if each.row.role == Role.LEARNER else STAFF
    return any((person, place, role.value) in held for role in enough)


def _invite(strangers: list[Placed], intake: Intake, hand: Hand, name: str) -> None:
    """Invite those who have an account and no role here: whether they come is theirs to say."""
    assert hand.by is not None
    tally = Tally()
    for each in strangers:
        role, asked = Role(each.row.role), {"name": each.row.name, "site": each.site}
        try:
            sent = invite(organisation=each.organisation, email=each.row.email, role=role, by=hand.by, **asked)  # type: ignore[arg-type]
        except Refusal as refused:
            if refused.key == "already-invited":
                tally.unchanged += 1
            else:
                intake.refuse(fault_at(name, each.row.line, "email", LATER, each.row.email))
        else:
            hand.letters.append(sent)
            tally.created += 1
    intake.count(INVITED, tally)


def _reclaim(strangers: list[Placed], known: dict[str, Person]) -> None:
    """Take back the accounts whose address nobody proved: anybody can sign up with a teacher's."""
    names = {each.row.email: each.row.name for each in reversed(strangers)}
    for person in unproven([known[email] for email in names]):
        reclaim(person=person)
        person.name = names[(person.email or "").lower()]
        person.save(update_fields=["name"])


def _make(allowed: list[Placed], known: dict[str, Person], hand: Hand) -> dict[str, Person]:
    """Make those who have no account; they come in by resetting a password, or by their organisation's sign-in."""
    missing = {each.row.email: each for each in reversed(allowed) if each.row.email not in known}
    fresh = {
        email: Person(email=email, name=each.row.name, password=make_password(None), is_fictional=hand.is_fictional)
        for email, each in missing.items()
    }
    Person.objects.bulk_create(fresh.values())
    return fresh
