"""The national directory brings schools; what people entered themselves is completed, never written over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from envol.web.network.imports.schools_import import IMPORTER
from envol.web.network.imports.selectors import organisation_by_siret
from envol.web.network.models import Organisation, OrganisationKind, Site
from envol.web.provenance.importing import ImportRefused, Outcome, importers, run_import
from envol.web.search.models import Entry
from gateways.imports.test_schools import HEAD, LINE

pytestmark = pytest.mark.django_db
Import = Callable[..., Outcome]
SIRET = "73282932000074"


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Return what imports lines of the directory."""

    def run(*lines: str, keep_going: bool = False) -> Outcome:
        path = tmp_path / "schools.csv"
        path.write_text(HEAD + "".join(lines), encoding="utf-8")
        return run_import(IMPORTER, path, keep_going=keep_going)

    return run


def test_a_school_is_an_organisation_with_a_site(imported: Import) -> None:
    outcome = imported(LINE)
    school = Organisation.objects.get()
    assert (school.uai, school.siret, school.kind, school.region, school.academy) == (
        "0690001A", SIRET, "lycee", "84", "10",
    )  # fmt: skip
    site = Site.objects.get(organisation=school)
    assert (site.town, site.department, site.latitude) == ("Lyon", "69", 45.7)
    assert school.provenance is not None
    assert school.provenance.source == outcome.source.title


def test_the_same_file_again_changes_nothing(imported: Import) -> None:
    imported(LINE)
    total = imported(LINE).total
    assert (total.created, total.updated, total.unchanged) == (0, 0, 2)


def test_what_changed_is_updated(imported: Import) -> None:
    imported(LINE)
    outcome = imported(LINE.replace("Lycée fictif", "Lycée imaginaire").replace("1 rue", "2 rue"))
    assert (outcome.tallies["organisations"].updated, outcome.tallies["sites"].updated) == (1, 1)
    assert Organisation.objects.get().name == "Lycée imaginaire"


def test_what_people_entered_is_completed_and_not_written_over(imported: Import) -> None:
    known = Organisation.objects.create(kind=OrganisationKind.LYCEE, name="Le lycée", uai="0690001A")
    Site.objects.create(organisation=known, name="Site des Gerlandes", town="Lyon")
    imported(LINE)
    known.refresh_from_db()
    assert (known.name, known.siret, known.region) == ("Le lycée", SIRET, "84")
    assert Site.objects.get().name == "Site des Gerlandes"


def test_a_school_is_also_known_by_its_siret(imported: Import) -> None:
    known = Organisation.objects.create(kind=OrganisationKind.LYCEE, name="Le lycée", siret=SIRET)
    imported(LINE)
    known.refresh_from_db()
    assert (known.uai, Organisation.objects.count()) == ("0690001A", 1)


def test_the_siret_of_another_organisation_is_refused_with_its_name(imported: Import) -> None:
    Organisation.objects.create(kind=OrganisationKind.LYCEE, name="Le lycée", uai="0690009J", siret=SIRET)
    with pytest.raises(ImportRefused, match=r"expected a SIRET that no other organisation bears, found .* Le lycée"):
        imported(LINE)


def test_a_siret_twice_in_a_file_is_refused_with_both_lines(imported: Import) -> None:
    with pytest.raises(ImportRefused, match=r"schools\.csv:3: .*line 2 bears it already"):
        imported(LINE, LINE.replace("0690001A", "0690002B"))
    assert Organisation.objects.count() == 0


def test_a_school_that_closed_is_retired_and_may_open_again(imported: Import) -> None:
    imported(LINE)
    assert imported(LINE.replace("OUVERT", "FERME")).total.retired == 1
    assert Organisation.objects.get().retired_on is not None
    assert imported(LINE.replace("OUVERT", "FERME")).total.has_changed is False
    assert imported(LINE).tallies["organisations"].updated == 1
    assert Organisation.objects.get().retired_on is None


def test_a_school_that_a_file_does_not_name_is_left_alone(imported: Import) -> None:
    imported(LINE)
    imported(LINE.replace("0690001A", "0690002B").replace(SIRET, ""))
    assert Organisation.objects.filter(retired_on=None).count() == 2


def test_a_school_is_found_by_its_name(imported: Import) -> None:
    imported(LINE)
    assert Entry.objects.get(kind="organisation").title == "Lycée fictif"


def test_ten_broken_lines_are_named_and_import_nothing(imported: Import) -> None:
    lines = [LINE.replace("0690001A", f"06900{k:02}A").replace(SIRET, "") for k in range(20)]
    broken = [line.replace(";45.7;", ";950;") if k % 2 else line for k, line in enumerate(lines)]
    with pytest.raises(ImportRefused) as refused:
        imported(*broken)
    assert len(refused.value.outcome.faults) == 10
    assert Organisation.objects.count() == 0
    assert imported(*broken, keep_going=True).tallies["organisations"].created == 10


def test_who_bears_a_siret_is_found_itself_or_by_its_site() -> None:
    known = Organisation.objects.create(kind=OrganisationKind.COMPANY, name="Cuves", siret=SIRET)
    Site.objects.create(organisation=known, name="Usine", town="Lyon", siret="35600000000048")
    for siret in (SIRET, "35600000000048"):
        found = organisation_by_siret(siret)
        assert found is not None
        assert found.id == known.id
    assert organisation_by_siret("") is None


def test_who_is_in_no_public_directory_is_not_found() -> None:
    Organisation.objects.create(kind=OrganisationKind.COMPANY, name="Cuves", siret=SIRET, is_listed=False)
    assert organisation_by_siret(SIRET) is None


def test_every_importer_of_ours_is_registered() -> None:
    assert {"lheo", "oneroster", "schools"} <= set(importers())
