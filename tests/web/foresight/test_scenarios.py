"""Scenarios that people keep: saved, read, compared, taken away, erased."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from envol.errors import Refusal
from envol.web.accountability.models import Activity
from envol.web.accountability.personal import erase_everything, parts
from envol.web.foresight import services, throttle
from envol.web.foresight.comparing import compared
from envol.web.foresight.models import Scenario
from envol.web.foresight.scenario_words import changes_of
from envol.web.network.models import Organisation, Role
from envol.web.people.models import Person

from .kept import LATER, NAME, client_of, company, member, outlook, row_of_scenario, saved, somebody

pytestmark = pytest.mark.django_db(databases=["default", "papers"])


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    cache.clear()


@pytest.fixture
def place() -> Organisation:
    return company("Plant")


@pytest.fixture
def owner(place: Organisation) -> Person:
    return member("owner", place, Role.MENTOR)


def page(person: Person | None, name: str, *arguments: object, status: int = 200, **query: object) -> str:
    answer = client_of(person).get(reverse(f"foresight:{name}", args=arguments), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_what_is_changed_in_an_outlook_is_saved_from_its_address(owner: Person) -> None:
    path = f"{reverse('foresight:scenario-save')}?outlook={NAME}&{LATER}&region=28"
    answer = client_of(owner).post(path, {"title": "  Better   insertion ", "note": "Why not"})
    kept = Scenario.objects.get(person=owner)
    assert answer["Location"] == reverse("foresight:scenario", args=[kept.pk])
    assert (kept.title, kept.note, kept.changes) == ("Better insertion", "Why not", LATER)


def test_a_scenario_says_what_it_changes_and_what_comes_of_it(owner: Person) -> None:
    html = page(owner, "scenario", saved(owner).pk)
    assert "Insertion of those who leave training" in html
    assert html.count('<th scope="row">') == 14, "thirteen regions and all of them together"


def test_a_scenario_without_a_title_is_refused_with_the_sentence(owner: Person) -> None:
    answer = client_of(owner).post(f"{reverse('foresight:scenario-save')}?outlook={NAME}", {"title": " "})
    assert answer.status_code == 422
    assert "A scenario needs a title" in answer.content.decode()


@pytest.mark.parametrize("changes", ["insertion=900", "late.none-such=1"])
def test_changes_that_the_outlook_has_not_are_refused(owner: Person, changes: str) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        services.save_scenario(by=owner, outlook=NAME, changes=changes, title="T")


def test_an_unknown_outlook_is_no_page(owner: Person) -> None:
    page(owner, "scenario-save", status=404, outlook="none-such")


def test_a_person_keeps_so_many_scenarios_and_no_more(owner: Person) -> None:
    for number in range(services.MOST_SCENARIOS):
        row_of_scenario(owner, number)
    with pytest.raises(Refusal, match="which is the most"):
        saved(owner)


def test_a_scenario_warns_once_its_outlook_has_changed(owner: Person) -> None:
    kept = saved(owner)
    assert "has changed since" not in page(owner, "scenario", kept.pk)
    Scenario.objects.filter(pk=kept.pk).update(version="another")
    assert "has changed since" in page(owner, "scenario", kept.pk)


def test_a_scenario_is_taken_to_the_outlook_as_it_is(owner: Person) -> None:
    kept = saved(owner)
    before = kept.version
    Scenario.objects.filter(pk=kept.pk).update(version="another")
    client_of(owner).post(reverse("foresight:scenario-renew", args=[kept.pk]))
    assert Scenario.objects.get(pk=kept.pk).version == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"outlook": "gone"}, "No outlook is called “gone”"), ({"changes": "late.gone=1"}, "has no project “gone”")],
)
def test_a_scenario_of_what_is_gone_says_so_and_is_still_shown(
    owner: Person, fields: dict[str, str], sentence: str
) -> None:
    kept = saved(owner)
    Scenario.objects.filter(pk=kept.pk).update(**fields)
    assert sentence in page(owner, "scenario", kept.pk)
    assert kept.title in page(owner, "scenarios")
    assert json.loads(page(owner, "scenario-json", kept.pk))["figures"] is None


# --- compared, taken away, erased -------------------------------------------------------------------------------------


def test_two_scenarios_are_compared_region_by_region_with_intervals(owner: Person) -> None:
    chosen = [saved(owner, "First", ""), saved(owner, "Second")]
    html = page(owner, "compare", s=[each.pk for each in chosen])
    assert "B − A" in html
    assert html.count('<tr><th scope="row">') == 14


def test_a_scenario_differs_in_nothing_from_itself_under_the_same_luck(owner: Person) -> None:
    found = compared(outlook(), (changes_of(LATER), changes_of(LATER)))
    assert {(row.cells[1].change.low, row.cells[1].change.high) for row in found.regions if row.cells[1].change} == {
        (0.0, 0.0)
    }


def test_one_scenario_alone_is_not_compared(owner: Person) -> None:
    assert "Two or three scenarios" in page(owner, "compare", status=422, s=[saved(owner).pk])


def test_four_scenarios_are_not_compared(owner: Person) -> None:
    chosen = [saved(owner, f"S {number}").pk for number in range(4)]
    assert "Two or three scenarios" in page(owner, "compare", status=422, s=chosen)


def test_scenarios_of_two_outlooks_are_not_compared(owner: Person) -> None:
    one, two = saved(owner), saved(owner, "Elsewhere")
    Scenario.objects.filter(pk=two.pk).update(outlook="another")
    assert "of another one" in page(owner, "compare", status=422, s=[one.pk, two.pk])


def test_a_scenario_that_is_not_seen_is_not_compared(owner: Person) -> None:
    page(owner, "compare", status=404, s=[saved(owner).pk, saved(somebody("other")).pk])


@pytest.mark.parametrize("name", ["scenario", "scenario-json", "scenario-csv"])
def test_whoever_opens_scenarios_too_often_is_told_to_wait(
    owner: Person, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kept = saved(owner)
    monkeypatch.setattr(throttle, "MOST", 1)
    page(owner, name, kept.pk)
    page(owner, name, kept.pk, status=429)


def test_a_comparison_counts_as_many_answers_as_it_compares(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = [saved(owner, "First", ""), saved(owner, "Second")]
    monkeypatch.setattr(throttle, "MOST", 3)
    page(owner, "compare", s=[each.pk for each in chosen])
    page(owner, "compare", s=[each.pk for each in chosen], status=429)


def test_a_scenario_that_has_become_too_early_says_so_and_is_still_shown(owner: Person) -> None:
    kept = saved(owner)
    Scenario.objects.filter(pk=kept.pk).update(changes="late.evotec-toulouse=-1")
    assert "No project starts before 2025" in page(owner, "scenario", kept.pk)


def test_a_scenario_is_sent_as_json_with_what_it_was_counted_from(owner: Person) -> None:
    document = json.loads(page(owner, "scenario-json", saved(owner).pk))
    assert document["version_when_saved"] == document["version_now"]
    assert document["figures"]["seed"] == 1
    assert len(document["figures"]["regions"]) == 13


def test_a_scenario_is_sent_as_csv(owner: Person) -> None:
    lines = page(owner, "scenario-csv", saved(owner).pk).splitlines()
    assert lines[0] == "table,year,region,figure,q10,q50,q90"
    assert len(lines) > 100


def test_a_person_takes_their_scenarios_away(owner: Person) -> None:
    saved(owner)
    (part,) = [each for each in parts() if each.name == "foresight-scenarios"]
    (row,) = part.rows(owner.pk)
    assert (row["title"], row["changes"]) == ("More places", LATER)


def test_scenarios_are_erased_with_the_person(owner: Person) -> None:
    saved(owner)
    erase_everything(owner.pk)
    assert not Scenario.objects.exists()


def test_a_deleted_scenario_is_gone_and_the_log_says_so(owner: Person) -> None:
    kept = saved(owner)
    client_of(owner).post(reverse("foresight:scenario-delete", args=[kept.pk]))
    assert not Scenario.objects.exists()
    assert list(Activity.objects.order_by("id").values_list("name", flat=True)) == [
        "foresight.scenario.saved",
        "foresight.scenario.deleted",
    ]


def test_the_list_asks_as_often_for_thirty_scenarios_as_for_three(owner: Person, place: Organisation) -> None:
    client, counts = client_of(owner), []
    for many in (3, 20):
        for number in range(many):
            row_of_scenario(owner, number, organisation=place)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("foresight:scenarios"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_long_list_goes_on_over_its_pages(owner: Person) -> None:
    for number in range(30):
        row_of_scenario(owner, number)
    first = page(owner, "scenarios")
    assert 'rel="next"' in first
    after = first.split("after=")[1].split('"')[0]
    assert page(owner, "scenarios", of="mine", after=after).count('name="s"') == 5
