"""The people of a OneRoster: pupils without name or e-mail, teachers by theirs."""

from __future__ import annotations

import re
from uuid import UUID

from django.utils import timezone

from envol.gateways.imports.oneroster import STUDENT, TEACHER
from envol.gateways.imports.oneroster_records import Roster, User
from envol.gateways.imports.reading import fault_at
from envol.web.network.models import Group, Membership
from envol.web.network.school.selectors import not_over
from envol.web.network.staffing.membership_selectors import STAFF
from envol.web.people.models import Person
from envol.web.people.selectors import is_proven
from envol.web.people.services import make_pupil, reclaim
from envol.web.provenance.external_keys import USER, ExternalKeys
from envol.web.provenance.importing import Intake
from envol.web.provenance.upsert import Tally, in_batches

_ADDRESS = re.compile(r"[^@\s,;<>()\"]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


class People:
    """Writes those who learn or teach in the classes that stand; nobody else of a roster is any business of ours."""

    def __init__(self, roster: Roster, intake: Intake, groups: dict[str, Group]) -> None:
        self._roster, self._intake = roster, intake
        self._keys = ExternalKeys(roster.manifest.system, USER)
        self._roles: dict[str, set[str]] = {}
        self._places: dict[str, set[UUID]] = {}
        """By person the organisations in which they have a class, or had one."""
        for each in roster.enrollments:
            if each.school_class in groups:
                self._places.setdefault(each.user, set()).add(groups[each.school_class].organisation_id)
            if each.school_class in groups and not (each.ended or roster.users[each.user].ended):
                self._roles.setdefault(each.user, set()).add(each.role)

    def write(self) -> dict[str, Person]:
        """Return everybody by their sourcedId: those who stand in a class, and those who did and are known still."""
        known = self._keys.known({each.user for each in self._roster.enrollments})
        standing: dict[UUID, Person] = {}
        for some in in_batches(set(known.values()), 400):
            standing |= Person.objects.in_bulk(some)
        people = {key: standing[object_id] for key, object_id in known.items() if object_id in standing}
        fresh = self._teachers(people) | self._pupils(people)
        self._keys.add((key, person.pk) for key, person in fresh.items())
        return people | fresh

    def _pupils(self, people: dict[str, Person]) -> dict[str, Person]:
        wanted = [key for key, roles in self._roles.items() if roles == {STUDENT}]
        # Nobody learns the words of these cards: a teacher gives each pupil a new one, on the page of the class.
        fresh = {key: make_pupil()[0] for key in wanted if key not in people}
        self._intake.count("pupils", Tally(created=len(fresh), unchanged=len(wanted) - len(fresh)))
        return fresh

    def _teachers(self, people: dict[str, Person]) -> dict[str, Person]:
        wanted = [self._roster.users[key] for key, roles in self._roles.items() if TEACHER in roles]
        missing = [user for user in wanted if user.id not in people]
        written = {user.email for user in missing}
        written |= {Person.objects.normalize_email(email) for email in written}
        by_email = {(each.email or "").lower(): each for each in Person.objects.filter(email__in=written)}
        tally = Tally(unchanged=len(wanted) - len(missing))
        found: dict[str, Person] = {}
        for user in missing:
            if not _ADDRESS.fullmatch(user.email) or len(user.email) > 254:
                self._refuse(user, "the e-mail address of a teacher", user.email or "nothing")
                continue
            person = by_email.get(user.email)
            if person is not None and person.is_fictional:
                self._refuse(user, "a real person", user.email)
                continue
            tally.created += person is None
            tally.unchanged += person is not None
            if person is not None:
                self._prove(user, person)
            found[user.id] = by_email[user.email] = person or Person.objects.create_user(user.email, name=user.name)
        self._intake.count("teachers", tally)
        return found

    def _prove(self, user: User, person: Person) -> None:
        """Take an account back whose address nobody proved, where it is to teach: anybody can sign up with it."""
        here = Membership.objects.filter(not_over(timezone.localdate()), person=person, role__in=STAFF)
        if self._places[user.id] <= set(here.values_list("organisation_id", flat=True)) or is_proven(person):
            return
        reclaim(person=person)
        person.name = user.name
        person.save(update_fields=["name"])

    def _refuse(self, user: User, expected: str, found: str) -> None:
        self._intake.refuse(fault_at("users.csv", user.line, "email", expected, found))
