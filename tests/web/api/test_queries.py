"""An answer asks the database as often for thirty records as for three."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import certification_files as files
from envol.web.flightdeck.models import Flight, Status
from envol.web.network.models import (
    Enrolment,
    Group,
    Label,
    Membership,
    Offering,
    Organisation,
    Programme,
    ProgrammePlace,
    Relay,
    Resource,
    Role,
    SchoolYear,
    Site,
)
from envol.web.people.models import Person
from envol.web.people.services import make_pupil
from envol.web.referentials.models import Job, JobTitle

from .conftest import Program, Reads, bring_in

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 30
MOST = 20
"""Questions to the database for any one answer, the token's included."""


@pytest.fixture
def head(db: None) -> Person:
    """The head of a school."""
    return Person.objects.create_user("head@example.invalid", name="head (fictional)")


@pytest.fixture
def program(head: Person, as_: Reads) -> Program:
    made = as_(head)
    made.get("/me")  # the day of the use is written down once
    return made


def questions(program: Program, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        program.get(path)
    return len(asked)


def is_flat(program: Program, path: str, furnish: Callable[[int, int], None]) -> None:
    furnish(0, FEW)
    few = questions(program, path)
    furnish(FEW, MANY)
    assert questions(program, path) == few
    assert few <= MOST


def test_organisations(program: Program) -> None:
    def furnish(first: int, last: int) -> None:
        for number in range(first, last):
            place = Organisation.objects.create(name=f"Place {number}", kind="lycee")
            Site.objects.create(organisation=place, name="Site", town="Rouen")

    is_flat(program, "/organisations?size=100", furnish)


def test_one_organisation(program: Program) -> None:
    place = Organisation.objects.create(name="Place", kind="lycee")

    def furnish(first: int, last: int) -> None:
        for number in range(first, last):
            Site.objects.create(organisation=place, name=f"Site {number}", town="Rouen")
            Label.objects.create(organisation=place, name=f"{number}", awarded_by="B", since=timezone.localdate())
            site = place.sites.first()
            Offering.objects.create(
                organisation=place, kind="visit", title_fr=f"{number}", visibility="public", site=site
            )
            Organisation.objects.create(name=f"Part {number}", kind="lycee", part_of=place)
            programme = Programme.objects.create(slug=f"p{number}", name_fr=f"{number}", name_en="P", source="none")
            ProgrammePlace.objects.create(programme=programme, organisation=place, kind="lead")

    is_flat(program, f"/organisations/{place.pk}", furnish)


def test_offerings(program: Program) -> None:
    def furnish(first: int, last: int) -> None:
        for number in range(first, last):
            place = Organisation.objects.create(name=f"Place {number}", kind="lycee")
            site = Site.objects.create(organisation=place, name="Site", town="Rouen")
            Offering.objects.create(
                organisation=place, kind="visit", title_fr=f"{number}", visibility="public", site=site
            )

    is_flat(program, "/offerings?size=100", furnish)


def test_programmes_and_one_of_them(program: Program) -> None:
    def furnish(first: int, last: int) -> None:
        for number in range(first, last):
            place = Organisation.objects.create(name=f"Place {number}", kind="lycee")
            programme = Programme.objects.create(slug=f"p{number}", name_fr=f"{number}", name_en="P", source="none")
            ProgrammePlace.objects.create(programme=programme, organisation=place, kind="lead")
            if number:
                ProgrammePlace.objects.create(programme_id="p0", organisation=place, kind="partner")
            relay = Relay.objects.create(programme_id="p0", kind="relay", region=str(number), organisation=place)
            Resource.objects.create(relay=relay, title_fr="Casque")

    furnish(0, FEW)
    few = [questions(program, path) for path in ("/programmes?size=100", "/programmes/p0")]
    furnish(FEW, MANY)
    assert [questions(program, path) for path in ("/programmes?size=100", "/programmes/p0")] == few


def test_jobs(program: Program, jobs: None) -> None:
    def furnish(first: int, last: int) -> None:
        like = Job.objects.get(code="H2303")
        for number in range(first, last):
            Job.objects.create(
                code=f"H23{50 + number}",
                ogr=1000 + number,
                title=f"Job {number}",
                domain=like.domain,
                parent_code="H2303",
                provenance=like.provenance,
            )

    is_flat(program, "/jobs?size=100", furnish)


def test_one_job(program: Program, jobs: None, tmp_path: Path) -> None:
    def furnish(first: int, last: int) -> None:
        job = Job.objects.get(code="H2303")
        for number in range(first, last):
            JobTitle.objects.create(
                ogr=2000 + number,
                job=job,
                long=f"Title {number}",
                short="T",
                is_main=False,
                is_rare=False,
                parent_code="H2303",
            )
        rows = [
            {"Code_Diplome": str(number + 1), "Code_RNCP": str(99001 + number), "Code_Rome_1": "H2303"}
            for number in range(last)
        ]
        bring_in("certifications", files.certif_info(tmp_path / "certif_info.csv", *rows))

    is_flat(program, "/jobs/H2303", furnish)


@pytest.mark.parametrize("path", ["/certifications?size=100", "/search?q=demonstration&size=100"])
def test_certifications(program: Program, tmp_path: Path, path: str) -> None:
    def furnish(first: int, last: int) -> None:
        rows = [
            {"Code_Diplome": str(number + 1), "Code_RNCP": str(99001 + number), "Code_Ancien_RNCP": str(98001 + number)}
            for number in range(last)
        ]
        bring_in("certifications", files.certif_info(tmp_path / "certif_info.csv", *rows))

    is_flat(program, path, furnish)


def test_one_sheet(program: Program, tmp_path: Path) -> None:
    def furnish(first: int, last: int) -> None:
        blocks = [
            {
                "Numero_Fiche": "RNCP99001",
                "Bloc_Competences_Code": f"RNCP99001BC{number:02}",
                "Bloc_Competences_Libelle": "B",
            }
            for number in range(last)
        ]
        standard = [{"Id_Fiche": "1", "Numero_Fiche": "RNCP99001"}]
        bring_in("rncp", files.export(tmp_path / "rncp", "2026_01_01", standard, Blocs_De_Compétences=blocks))

    is_flat(program, "/sheets/RNCP99001", furnish)


def test_trainings(program: Program, offered: Callable[[int], None], certifications: None) -> None:
    is_flat(program, "/trainings?size=100", lambda first, last: offered(last))


def test_flights(program: Program, head: Person) -> None:
    def furnish(first: int, last: int) -> None:
        for seed in range(first, last):
            Flight.objects.create(pilot=head, scenario="any", line="any", seed=seed, status=Status.LANDED)

    is_flat(program, "/me/flights?size=100", furnish)


def test_roles(program: Program, head: Person) -> None:
    def furnish(first: int, last: int) -> None:
        for number in range(first, last):
            place = Organisation.objects.create(name=f"Place {number}", kind="lycee")
            Membership.objects.create(person=head, organisation=place, role=Role.HEAD)

    is_flat(program, "/me", furnish)


def test_classes_and_one_of_them(program: Program, head: Person) -> None:
    place = Organisation.objects.create(name="Place", kind="lycee")
    Membership.objects.create(person=head, organisation=place, role=Role.HEAD)
    today = timezone.localdate()
    year = SchoolYear.objects.create(name="2026-2027", starts_on=today.replace(day=1, month=1), ends_on=today)
    first_group = Group.objects.create(organisation=place, year=year, name="Class")

    def furnish(first: int, last: int) -> None:
        for number in range(first, last):
            Group.objects.create(organisation=place, year=year, name=f"{number}", certification=f"RNCP{number + 1}")
            Enrolment.objects.create(group=first_group, person=make_pupil()[0], number=number + 1)

    furnish(0, FEW)
    few = [questions(program, path) for path in ("/groups?size=100", f"/groups/{first_group.pk}")]
    furnish(FEW, MANY)
    assert [questions(program, path) for path in ("/groups?size=100", f"/groups/{first_group.pk}")] == few


def test_skills_ask_the_database_nothing(nobody: Program) -> None:
    assert questions(nobody, "/skills") == 0
