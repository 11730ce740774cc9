"""An offer is imported whole or not at all; the same again changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from envol.web.offer.models import Training, TrainingAction, TrainingCode, TrainingSession
from envol.web.provenance.importing import ImportRefused
from envol.web.provenance.models import ImportRun
from envol.web.search.models import Entry
from gateways.lheo.conftest import ACTION, SESSION
from web.offer.conftest import Import, formation, with_place

pytestmark = pytest.mark.django_db
WRONG = "Conduire la cuve"


def broken(number: int) -> str:
    return formation(number).replace("<certifiante>1", "<certifiante>2")


def test_an_offer_is_imported(imported: Import) -> None:
    outcome = imported(formation(1), formation(2))
    assert outcome.tallies["trainings"].created == 2
    assert outcome.tallies["sessions"].created == 2
    training = Training.objects.get(number="F1")
    assert (training.title, training.body_name, training.body_siret) == (
        "Conduire la cuve 01", "Organisme des cuves", "73282932000074",
    )  # fmt: skip
    assert training.open_until == date(2026, 9, 1)
    assert set(TrainingCode.objects.filter(training=training).values_list("kind", "code")) == {
        ("rncp", "38883"),
        ("formacode", "12081"),
        ("rome", "H2302"),
    }


def test_the_same_offer_again_changes_nothing(imported: Import) -> None:
    imported(formation(1), formation(2))
    runs = set(Training.objects.values_list("provenance", flat=True))
    outcome = imported(formation(1), formation(2))
    assert (outcome.total.created, outcome.total.updated, outcome.total.retired) == (0, 0, 0)
    assert outcome.tallies["trainings"].unchanged == 2
    assert set(Training.objects.values_list("provenance", flat=True)) == runs


def test_every_record_leads_to_its_source(imported: Import) -> None:
    imported(formation(1))
    run = Training.objects.get().provenance
    assert run is not None
    assert (run.kind, run.source) == ("lheo", "LHEO, Réseau des cuves")


def test_ten_broken_formations_import_nothing_and_are_all_named(imported: Import) -> None:
    with pytest.raises(ImportRefused) as refused:
        imported(*(broken(number) if number % 2 else formation(number) for number in range(1, 21)))
    assert len(refused.value.outcome.faults) == refused.value.outcome.refused == 10
    assert all(fault.line and "certifiante" in fault.key for fault in refused.value.outcome.faults)
    assert (Training.objects.count(), ImportRun.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_the_rest_is_imported_where_one_keeps_going(imported: Import) -> None:
    outcome = imported(formation(1), broken(2), formation(3), keep_going=True)
    assert (outcome.refused, Training.objects.count()) == (1, 2)


def test_a_formation_with_two_faults_is_one_that_is_refused(imported: Import) -> None:
    outcome = imported(formation(1), broken(2).replace("20260901", "x"), keep_going=True)
    assert (outcome.refused, len(outcome.faults)) == (1, 2)


def test_a_dry_run_writes_nothing(imported: Import) -> None:
    outcome = imported(formation(1), dry_run=True)
    assert (outcome.tallies["trainings"].created, Training.objects.count(), outcome.kept) == (1, 0, False)


def test_a_formation_that_changed_is_updated_and_keeps_its_address(imported: Import) -> None:
    imported(formation(1))
    before = Training.objects.get()
    session = TrainingSession.objects.get()
    outcome = imported(formation(1).replace("20260901", "20270301"))
    after = Training.objects.get()
    assert (after.pk, after.open_until) == (before.pk, date(2027, 3, 1))
    assert TrainingSession.objects.get().pk == session.pk
    assert outcome.tallies["trainings"].updated == outcome.tallies["sessions"].updated == 1
    assert outcome.tallies["actions"].unchanged == 1


def test_a_session_that_is_no_longer_there_is_gone(imported: Import) -> None:
    imported(formation(1).replace(SESSION, SESSION + SESSION.replace("20270630", "20270701")))
    assert TrainingSession.objects.count() == 2
    outcome = imported(formation(1))
    assert (TrainingSession.objects.count(), outcome.tallies["sessions"].retired) == (1, 1)


def test_an_action_that_is_no_longer_there_is_gone(imported: Import) -> None:
    imported(formation(1).replace(ACTION, ACTION + ACTION))
    assert TrainingAction.objects.count() == 2
    imported(formation(1))
    assert (TrainingAction.objects.count(), TrainingSession.objects.count()) == (1, 1)


def test_what_its_source_no_longer_offers_is_retired_and_not_found(imported: Import) -> None:
    imported(formation(1), formation(2))
    outcome = imported(formation(1))
    assert outcome.tallies["trainings"].retired == 1
    assert Training.objects.get(number="F2").retired_on is not None
    assert Entry.objects.filter(kind="training").count() == 1


def test_what_another_source_offers_is_left_alone(imported: Import) -> None:
    imported(formation(1), publisher="Autre réseau")
    imported(formation(2))
    assert Training.objects.filter(retired_on=None).count() == 2


def test_nothing_is_retired_where_a_formation_was_refused(imported: Import) -> None:
    imported(formation(1), formation(2))
    imported(formation(1), broken(3), keep_going=True)
    assert Training.objects.filter(retired_on=None).count() == 2


def test_a_part_of_an_offer_is_not_taken_for_the_whole(imported: Import) -> None:
    imported(*map(formation, range(1, 31)))
    with pytest.raises(ImportRefused, match="at least half of the 30 trainings"):
        imported(formation(1))
    imported(formation(1), keep_going=True)
    assert Training.objects.filter(retired_on=None).count() == 30


def test_what_was_retired_and_is_offered_again_stands_again(imported: Import) -> None:
    imported(formation(1), formation(2))
    imported(formation(1))
    outcome = imported(formation(1), formation(2))
    assert outcome.tallies["trainings"].updated == 1
    assert Training.objects.filter(retired_on=None).count() == 2
    assert Entry.objects.filter(kind="training").count() == 2


def test_one_formation_twice_in_a_file_is_refused_with_both_lines(imported: Import) -> None:
    with pytest.raises(ImportRefused, match="as on line 2") as refused:
        imported(formation(1), formation(1))
    (fault,) = refused.value.outcome.faults
    assert (fault.line, "SIRET 73282932000074" in fault.found) == (9, True)


def test_without_a_number_the_title_and_the_certification_tell_a_formation(imported: Import) -> None:
    without = formation(1).replace(' numero="F1"', "")
    imported(without)
    assert imported(without).tallies["trainings"].unchanged == 1
    with pytest.raises(ImportRefused, match="give each formation a numero"):
        imported(without, without.replace("tout", "presque tout"))


def test_the_same_number_of_two_bodies_is_two_trainings(imported: Import) -> None:
    imported(formation(1), formation(1).replace("73282932000074", "35600000000048"))
    assert Training.objects.count() == 2


def test_a_siret_with_a_wrong_key_is_flagged(imported: Import) -> None:
    imported(formation(1).replace("73282932000074", "12345678901234"))
    assert Training.objects.get().body_siret_is_sound is False


def test_where_entries_are_permanent_the_end_counts(imported: Import) -> None:
    imported(formation(1).replace("<modalites-entrees-sorties>0", "<modalites-entrees-sorties>1"))
    assert Training.objects.get().open_until == date(2027, 6, 30)


def test_a_session_is_held_where_its_action_is(imported: Import) -> None:
    imported(with_place(formation(1), "97410", "Saint-Pierre"))
    session = TrainingSession.objects.get()
    assert (session.town, session.department, session.region) == ("Saint-Pierre", "974", "04")


def test_a_training_is_found_by_its_words_and_its_certification(imported: Import) -> None:
    imported(formation(1))
    entry = Entry.objects.get(kind="training")
    assert {"conduire", "cuve", "38883", "organisme"} <= set(entry.words.values_list("word", flat=True))


def test_batches_make_no_difference(imported: Import) -> None:
    outcome = imported(*map(formation, range(1, 61)))
    assert outcome.tallies["trainings"].created == Training.objects.count() == 60


def test_a_mistyped_formation_keeps_the_whole_offer_out(imported: Import) -> None:
    wrong = formation(2).replace("<formation ", "<formatoin ").replace("</formation>", "</formatoin>")
    with pytest.raises(ImportRefused, match="expected a formation, found formatoin"):
        imported(formation(1), wrong)
    assert not Training.objects.exists()
