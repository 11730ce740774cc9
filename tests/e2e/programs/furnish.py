"""Makes schools and companies with their people in a campus, and says what tests need to know of them."""

import json
import os
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from envol.web.network.directory.services import index_organisation
from envol.web.network.models import (
    Convention,
    Enrolment,
    Group,
    Label,
    Membership,
    Offering,
    Organisation,
    OrganisationKind,
    Programme,
    ProgrammePlace,
    Relay,
    Resource,
    Site,
    Teaching,
    Visibility,
)
from envol.web.network.school.enrolling import add_pupils
from envol.web.network.school.years import A_DAY, year_of
from envol.web.people.models import Language, Person

GIVEN = json.loads(os.environ["GIVEN"])
TODAY = timezone.localdate()
PASSWORD = make_password(GIVEN["password"])
SITES = {"Centre": "Rouen", "Annexe": "Évreux"}
LABELS = {"Valide (exemple)": 400, "Bientôt échu (exemple)": 30, "Échu (exemple)": -10}
"""Each with how many days it has left."""


def somebody(name, **more):
    fields = {"name": f"{name} (exemple, example)", "password": PASSWORD, **more}
    person = Person.objects.create(email=f"{name}@example.invalid", **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def organisation(key, kind, *roles):
    place = Organisation.objects.create(kind=kind, name=f"Exemple {key} (example)", region="28")
    for name, town in SITES.items():
        Site.objects.create(organisation=place, name=name, town=town, latitude=49.4, longitude=1.1)
    for name, days in LABELS.items():
        since, until = TODAY - timedelta(days=900), TODAY + timedelta(days=days)
        Label.objects.create(organisation=place, name=name, awarded_by="Académie (exemple)", since=since, until=until)
    people = {role: somebody(f"{role}.{key}") for role in roles}
    for role, person in people.items():
        Membership.objects.create(person=person, organisation=place, role=role)
    index_organisation(place)
    return place, people


def school(key):
    place, people = organisation(key, OrganisationKind.LYCEE, *GIVEN["roles"])
    this_year = year_of(TODAY)
    last_year = year_of(this_year.starts_on - A_DAY)
    group, cards = taught(place, people["teacher"], "BTS 1 A", this_year, 3)
    old, _ = taught(place, people["teacher"], "BTS 1 B", last_year, 6)
    Enrolment.objects.create(group=group, person=people["learner"], number=9)
    return {"id": str(place.pk), "group": str(group.pk), "old": str(old.pk), "card": cards[0]}


def taught(place, teacher, name, year, many):
    group = Group.objects.create(organisation=place, year=year, name=name, level=5)
    Teaching.objects.create(group=group, person=teacher, since=year.starts_on)
    newcomers = add_pupils(group=group, many=many, language=Language.FRENCH, by=teacher)
    Enrolment.objects.filter(group=group).update(since=year.starts_on)
    return group, [each.card for each in newcomers]


def company(key):
    place, _ = organisation(key, OrganisationKind.COMPANY, "head", "contact", "mentor", "keeper", "lead")
    for visibility in Visibility.values:
        title = {"title_fr": f"Visite {key} {visibility}", "title_en": f"Visit {key} {visibility}"}
        Offering.objects.create(organisation=place, kind="visit", visibility=visibility, places=12, **title)
    return place


with transaction.atomic():
    schools = {key: school(key) for key in GIVEN["schools"]}
    companies = {key: company(key) for key in GIVEN["companies"]}
    first, *rivals = companies.values()
    first.competitors.add(*rivals)
    Convention.objects.create(
        holder=first, partner_id=schools[GIVEN["schools"][0]]["id"], title="Stages (exemple)", signed_on=TODAY
    )
    named = {"name_fr": "Programme d’exemple", "name_en": "Example programme"}
    programme = Programme.objects.create(slug="exemple", source="aucune : un exemple", **named)
    ProgrammePlace.objects.create(programme=programme, organisation=first, kind="lead")
    relay = Relay.objects.create(programme=programme, kind="relay", region="28", organisation=first)
    Resource.objects.create(relay=relay, title_fr="Casque de réalité virtuelle", quantity=4)
    somebody("officer", is_protection_officer=True)
    somebody("administrator", is_staff=True)

told = {
    "schools": schools,
    "companies": {key: {"id": str(place.pk)} for key, place in companies.items()},
    "relay": str(relay.pk),
    "label": str(first.labels.first().pk),
    "site": str(first.sites.first().pk),
}
print(json.dumps(told))  # noqa: T201 - this is how it answers
