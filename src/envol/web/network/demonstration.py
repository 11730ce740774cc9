"""The fictional school of a demonstration: its class, who teaches it and who learns in it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from envol.web.network.models import (
    Enrolment,
    Group,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    SchoolYear,
    Teaching,
)
from envol.web.people.services import Demonstration, demonstration_person

SCHOOL = "Lycée fictif des Bioprocédés (fictif, fictional)"
CLASS = "BTS 1 (fictive)"


@transaction.atomic
def furnish_network() -> None:
    """Make the fictional school and its people where they are not there yet."""
    school, _ = Organisation.objects.get_or_create(
        name=SCHOOL, is_fictional=True, defaults={"kind": OrganisationKind.LYCEE, "region": "28"}
    )
    learner = demonstration_person(Demonstration.LEARNER)
    instructor = demonstration_person(Demonstration.INSTRUCTOR)
    for role in (Role.TEACHER, Role.INSTRUCTOR):
        Membership.objects.get_or_create(person=instructor, organisation=school, role=role)
    Membership.objects.get_or_create(person=learner, organisation=school, role=Role.LEARNER)
    group, _ = Group.objects.get_or_create(organisation=school, year=year_of(timezone.localdate()), name=CLASS)
    Teaching.objects.get_or_create(group=group, person=instructor)
    Enrolment.objects.get_or_create(group=group, person=learner, defaults={"number": 1})


def year_of(day: date) -> SchoolYear:
    """Return the school year of a day, made if need be: from 1 September to 31 August."""
    first = day.year if day.month >= 9 else day.year - 1
    year, _ = SchoolYear.objects.get_or_create(
        name=f"{first}-{first + 1}", defaults={"starts_on": date(first, 9, 1), "ends_on": date(first + 1, 8, 31)}
    )
    return year
