"""Papers of minors: what is refused, how long they are kept, what goes at erasure."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from envol.errors import Refusal
from envol.web.accountability import retention
from envol.web.accountability.duties import law
from envol.web.accountability.models import Activity
from envol.web.accountability.personal import erase_everything, parts
from envol.web.network.models import Enrolment, Organisation
from envol.web.papers.models import CivilFile, Representative, Signature
from envol.web.papers.refusals import REFUSALS, said
from envol.web.papers.selectors import DIGITAL_MAJORITY, MAJORITY, birth_date_of, paper_of
from envol.web.papers.services import Parent, forget_paper, keep_paper, last_day, sign
from envol.web.people.models import Person

from .conftest import World, somebody

pytestmark = pytest.mark.django_db(databases=["default", "papers"])

PARENTS = (
    Parent(name="Alix Fictif", email="alix@example.invalid"),
    Parent(name="Noé Fictif", phone="01 00 00 00 00"),
)
SHA256 = "a" * 64


def born(years: int) -> date:
    """The birth date of somebody of an age today."""
    today = timezone.localdate()
    return date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=3)


def kept(world: World, **changes: object) -> CivilFile:
    """Keep the paper of the world's pupil."""
    said_of_them: dict[str, object] = {
        "by": world.teacher,
        "school": world.school.pk,
        "pupil": world.pupil.pk,
        "birth_date": born(15),
        "representatives": PARENTS,
        "family_name": "Fictif",
        "given_name": "Ange",
    }
    return keep_paper(**(said_of_them | changes))  # type: ignore[arg-type]


def refusal_of(world: World, **changes: object) -> Refusal:
    """The refusal of a paper, of which nothing was kept."""
    with pytest.raises(Refusal) as refused:
        kept(world, **changes)
    assert not CivilFile.objects.exists()
    assert not Activity.objects.exists()
    return refused.value


def test_a_paper_is_kept_with_several_representatives(world: World) -> None:
    paper = kept(world)
    assert [each.name for each in paper.representatives.all()] == ["Alix Fictif", "Noé Fictif"]


def test_numbers_of_the_code_are_those_of_the_law() -> None:
    assert (law().figure("majority").value, law().figure("digital-majority").value) == (MAJORITY, DIGITAL_MAJORITY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"birth_date": timezone.localdate() + timedelta(days=1)}, "is still to come"),
        ({"birth_date": born(5)}, "would be 5 years old; the least is 6"),
        ({"birth_date": born(31)}, "would be 31 years old; papers are for pupils"),
        ({"representatives": ()}, "is a minor (15 years old)"),
    ],
)
def test_what_cannot_be_is_refused_with_its_sentence(world: World, changes: dict[str, object], sentence: str) -> None:
    assert sentence in str(refusal_of(world, **changes))


def test_a_refusal_is_said_in_the_language_of_the_page(world: World) -> None:
    refusal = refusal_of(world, representatives=())
    with translation.override("en"):
        assert said(refusal) == str(refusal)


def test_every_refusal_names_what_its_sentence_needs() -> None:
    params = {"day": "2010-01-01", "age": 5, "least": 6}
    assert all(str(sentence) % params for sentence in REFUSALS.values())


@pytest.mark.parametrize("years", [6, 17, 18, 30])
def test_ages_at_the_edges_are_kept(world: World, years: int) -> None:
    assert kept(world, birth_date=born(years))


def test_somebody_of_age_needs_no_representative(world: World) -> None:
    assert not kept(world, birth_date=born(18), representatives=()).representatives.exists()


def test_a_fictional_person_keeps_no_paper(world: World) -> None:
    nobody = somebody("nobody", is_fictional=True)
    assert refusal_of(world, by=nobody).key == "papers.fictional"


@pytest.mark.parametrize(
    ("made", "until"),
    [
        (date(2026, 9, 1), date(2028, 8, 31)),
        (date(2026, 11, 22), date(2028, 8, 31)),
        (date(2027, 8, 31), date(2028, 8, 31)),
        (date(2027, 9, 1), date(2029, 8, 31)),
    ],
)
def test_a_paper_lasts_to_the_end_of_the_school_year_after_its_own(made: date, until: date) -> None:
    assert last_day(made) == until


def test_a_representative_is_changed_in_place_so_that_what_they_signed_stays_theirs(world: World) -> None:
    paper = kept(world)
    alix = paper.representatives.get(name="Alix Fictif")
    signature = sign(file=paper, representative=alix, document="visit", sha256=SHA256)
    kept(world, representatives=(Parent(id=alix.pk, name="Alix Fictif-Imaginaire"),))
    signature.refresh_from_db()
    assert signature.representative is not None
    assert signature.representative.name == "Alix Fictif-Imaginaire"
    assert Representative.objects.count() == 1


def test_what_a_representative_signed_stays_when_they_are_taken_off(world: World) -> None:
    paper = kept(world)
    sign(file=paper, representative=paper.representatives.get(name="Noé Fictif"), document="visit", sha256=SHA256)
    alix = paper.representatives.get(name="Alix Fictif")
    kept(world, representatives=(Parent(id=alix.pk, name=alix.name),))
    assert Signature.objects.get().representative is None


def test_the_representative_of_another_pupil_cannot_be_taken_over(world: World) -> None:
    paper = kept(world)
    theirs = paper.representatives.first()
    assert theirs
    with pytest.raises(Refusal) as refused:
        kept(world, pupil=uuid4(), representatives=(Parent(id=theirs.pk, name="Somebody"),))
    assert refused.value.key == "papers.unknown-representative"
    assert CivilFile.objects.count() == 1


def test_a_second_keeping_changes_the_same_paper(world: World) -> None:
    kept(world)
    kept(world, given_name="Lou")
    assert CivilFile.objects.get().given_name == "Lou"


def test_each_school_has_its_own_paper_and_reads_no_other(world: World, elsewhere: Organisation) -> None:
    kept(world)
    kept(world, school=elsewhere.pk, family_name="Autre")
    theirs = paper_of(world.pupil.pk, [elsewhere.pk])
    assert theirs
    assert theirs.family_name == "Autre"
    assert paper_of(world.pupil.pk, [uuid4()]) is None


def test_a_signature_names_its_document_by_a_hash(world: World) -> None:
    paper = kept(world)
    with pytest.raises(Refusal, match="SHA-256"):
        sign(file=paper, representative=paper.representatives.first(), document="visit", sha256="A" * 64)


def test_a_minor_does_not_sign_alone(world: World) -> None:
    with pytest.raises(Refusal, match="does not sign alone"):
        sign(file=kept(world), representative=None, document="visit", sha256=SHA256)


def test_somebody_of_age_signs_alone_and_once(world: World) -> None:
    paper = kept(world, birth_date=born(18), representatives=())
    sign(file=paper, representative=None, document="visit", sha256=SHA256)
    with pytest.raises(Refusal, match="signed already"):
        sign(file=paper, representative=None, document="visit", sha256=SHA256)


def test_only_a_representative_of_the_pupil_signs(world: World) -> None:
    other = kept(world, pupil=uuid4())
    paper = kept(world)
    with pytest.raises(Refusal, match="not on the paper of this pupil"):
        sign(file=paper, representative=other.representatives.first(), document="visit", sha256=SHA256)


def test_a_paper_is_forgotten_with_all_that_is_on_it(world: World) -> None:
    sign(file=kept(world), representative=Representative.objects.first(), document="visit", sha256=SHA256)
    forget_paper(by=world.head, school=world.school.pk, pupil=world.pupil.pk)
    assert not any(model.objects.exists() for model in (CivilFile, Representative, Signature))


def test_a_paper_that_is_not_there_cannot_be_forgotten(world: World) -> None:
    with pytest.raises(Refusal, match="no paper of this pupil"):
        forget_paper(by=world.head, school=world.school.pk, pupil=world.pupil.pk)


def test_a_paper_ends_by_itself_after_its_last_day(world: World) -> None:
    last = kept(world).kept_until
    noon = timezone.now().replace(year=last.year, month=last.month, day=last.day, hour=11)
    assert retention.run(now=noon)["papers"] == 0
    assert retention.run(now=noon + timedelta(days=1))["papers"] == 1
    assert not Representative.objects.exists()


def test_a_dry_run_says_how_many_papers_would_end_and_ends_none(world: World) -> None:
    kept(world)
    assert retention.run(now=timezone.now() + timedelta(days=3 * 366), dry_run=True)["papers"] == 1
    assert CivilFile.objects.exists()


def test_a_person_takes_their_papers_away(world: World) -> None:
    sign(file=kept(world), representative=Representative.objects.first(), document="visit", sha256=SHA256)
    taken = {part.name: part.rows(world.pupil.pk) for part in parts() if part.name.startswith("papers")}
    assert taken["papers"][0]["birth_date"] == born(15).isoformat()
    assert {row["name"] for row in taken["papers-representatives"]} == {"Alix Fictif", "Noé Fictif"}
    assert taken["papers-signatures"][0]["document"] == "visit"


def test_nobody_takes_the_papers_of_another_away(world: World) -> None:
    kept(world)
    assert not any(part.rows(world.teacher.pk) for part in parts() if part.name.startswith("papers"))


def test_a_paper_that_nobody_signed_goes_when_the_pupil_asks(world: World) -> None:
    kept(world)
    erase_everything(world.pupil.pk)
    assert birth_date_of(world.pupil.pk) is None
    assert not Representative.objects.exists()


def test_a_paper_that_was_signed_stays_to_its_last_day_when_the_pupil_asks(
    world: World, elsewhere: Organisation
) -> None:
    kept(world, school=elsewhere.pk)
    signed = kept(world)
    sign(file=signed, representative=signed.representatives.first(), document="visit", sha256=SHA256)
    erase_everything(world.pupil.pk)
    assert CivilFile.objects.get() == signed
    assert (Signature.objects.count(), Representative.objects.count()) == (1, 2)
    assert retention.run(now=timezone.now() + timedelta(days=3 * 366))["papers"] == 1
    assert not Signature.objects.exists()


def test_papers_are_left_to_their_own_job_where_only_the_time_of_the_account_is_over(world: World) -> None:
    kept(world)
    erase_everything(world.pupil.pk, time_is_over=True)
    assert CivilFile.objects.exists()


def test_the_end_of_a_pupil_s_account_takes_no_paper_before_its_last_day(world: World) -> None:
    paper = kept(world)
    Enrolment.objects.filter(pk=world.place.pk).delete()
    Person.objects.filter(pk=world.pupil.pk).update(date_joined=timezone.now() - timedelta(days=800))
    assert retention.run()["pupils"] == 1
    assert not Person.objects.filter(pk=world.pupil.pk).exists()
    assert CivilFile.objects.get() == paper


@pytest.mark.parametrize("name", ["papers", "papers-representatives", "papers-signatures"])
def test_it_is_said_that_signed_papers_stay(name: str) -> None:
    (part,) = [part for part in parts() if part.name == name]
    with translation.override("en"):
        assert "signed" in str(part.stays)


def test_activities_about_papers_name_nobody(world: World) -> None:
    paper = kept(world)
    sign(file=paper, representative=paper.representatives.first(), document="visit", sha256=SHA256, by=world.head)
    forget_paper(by=world.head, school=world.school.pk, pupil=world.pupil.pk)
    told = [(each.name, each.params, each.object_id, each.organisation) for each in Activity.objects.order_by("id")]
    here = world.school.pk
    assert told == [
        ("papers.paper.kept", {}, "", here),
        ("papers.paper.signed", {}, "", here),
        ("papers.paper.forgotten", {}, "", here),
    ]
