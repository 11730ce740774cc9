"""The schools and classes of a OneRoster."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from envol.gateways.imports.oneroster_records import Org, Roster, SchoolClass
from envol.gateways.imports.reading import fault_at
from envol.web.network.models import Group, Organisation, OrganisationKind
from envol.web.network.models.school import GroupKind
from envol.web.network.school.years import year_of
from envol.web.provenance.external_keys import CLASS, ORG, ExternalKeys
from envol.web.provenance.importing import Intake
from envol.web.provenance.upsert import Tally

_KINDS = {
    "coll": OrganisationKind.COLLEGE,
    "lyc": OrganisationKind.LYCEE,
    "univ": OrganisationKind.UNIVERSITY,
}
"""What the first letters of a name say of a school that nobody knew."""


class Places:
    """Writes schools, then classes."""

    def __init__(self, roster: Roster, intake: Intake) -> None:
        self._roster, self._intake = roster, intake
        self._orgs = ExternalKeys(roster.manifest.system, ORG)
        self._classes = ExternalKeys(roster.manifest.system, CLASS)

    def write(self) -> dict[str, Group]:
        """Return the group of each class by its sourcedId, those that have ended too."""
        schools = self._schools()
        known = self._classes.known(self._roster.classes)
        standing = Group.objects.select_related("organisation").in_bulk(list(known.values()))
        tally = Tally()
        groups: dict[str, Group] = {}
        taken: dict[UUID, SchoolClass] = {}
        for each in self._roster.classes.values():
            group = self._group(each, schools[each.school], standing.get(known.get(each.id, UUID(int=0))), tally)
            if group.pk in taken:
                self._refuse_twice(each, taken[group.pk])
                continue
            taken[group.pk] = each
            groups[each.id] = group
        self._classes.add((key, group.pk) for key, group in groups.items() if known.get(key) != group.pk)
        self._intake.count("classes", tally)
        return groups

    def close_what_is_gone(self) -> None:
        """Close the classes that the system sent before and no longer holds."""
        here = set(self._classes.known(self._roster.classes).values())
        gone = [each for each in self._classes.objects() if each not in here]
        closed = Group.objects.filter(pk__in=gone, closed_on=None).update(closed_on=timezone.localdate())
        self._intake.count("classes", Tally(retired=closed))

    def _schools(self) -> dict[str, Organisation]:
        """Return the organisation of each school that has classes, made if need be."""
        wanted = {each.school for each in self._roster.classes.values()}
        orgs = [self._roster.orgs[key] for key in sorted(wanted)]
        known = self._orgs.known(wanted)
        standing = Organisation.objects.in_bulk(list(known.values()))
        numbers = [org.identifier for org in orgs]
        numbered: dict[str, Organisation] = {}
        for each in Organisation.objects.filter(Q(uai__in=numbers) | Q(siret__in=numbers)):
            numbered |= {number: each for number in (each.uai, each.siret) if number}
        tally = Tally()
        found: dict[str, Organisation] = {}
        for org in orgs:
            held = standing.get(known.get(org.id, UUID(int=0))) or numbered.get(org.identifier)
            tally.unchanged += held is not None
            tally.created += held is None
            found[org.id] = held or self._organisation(org)
        self._orgs.add((key, each.pk) for key, each in found.items() if key not in known)
        self._intake.count("organisations", tally)
        return found

    def _organisation(self, org: Org) -> Organisation:
        """Make an organisation that nobody knew; it stands in no directory until somebody has looked at it."""
        kind = next((kind for word, kind in _KINDS.items() if org.name.lower().startswith(word)), None)
        number = org.identifier
        uai = number if len(number) == 8 and number[:7].isdigit() and number[7].isalpha() else None
        return Organisation.objects.create(
            kind=kind or OrganisationKind.SCHOOL,
            name=org.name,
            uai=uai,
            siret=number if len(number) == 14 and number.isdigit() else None,
            source=self._intake.run.source,
            is_listed=False,
            provenance=self._intake.run,
        )

    def _group(self, each: SchoolClass, school: Organisation, held: Group | None, tally: Tally) -> Group:
        """Return the group of a class, written where it differs."""
        wanted = {
            "name": each.title,
            "kind": GroupKind.CLASS if each.is_homeroom else GroupKind.GROUP,
            "closed_on": timezone.localdate() if each.ended else None,
        }
        year = year_of(each.first_day)
        if held is None or held.year_id != year.name:
            # A system may go on with the id of last year's class: that one keeps what it holds.
            name = wanted.pop("name")
            group, made = Group.objects.get_or_create(organisation=school, year=year, name=name, defaults=wanted)
            tally.created += made
            tally.unchanged += not made
            return group
        if held.closed_on and each.ended:
            wanted["closed_on"] = held.closed_on
        if Group.objects.filter(organisation=held.organisation, year=held.year_id, name=each.title).exclude(pk=held.pk):
            wanted["name"] = held.name
        changed = [name for name, value in wanted.items() if getattr(held, name) != value]
        for name in changed:
            setattr(held, name, wanted[name])
        if changed:
            held.save(update_fields=changed)
        tally.updated += bool(changed)
        tally.unchanged += not changed
        return held

    def _refuse_twice(self, each: SchoolClass, first: SchoolClass) -> None:
        expected, hint = "each class of a school and year once", f"line {first.line} has one of this title already"
        self._intake.refuse(fault_at("classes.csv", each.line, "title", expected, each.title, hint))
