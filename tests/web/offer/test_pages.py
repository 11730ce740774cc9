"""The list of trainings, one of them, and all of them for programs."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from envol.gateways.geography import geography
from envol.gateways.lheo.element import Element
from envol.web.network.models import Organisation, OrganisationKind
from envol.web.offer.addresses import training_path
from envol.web.offer.levels import level_of
from envol.web.offer.lheo_import import IMPORTER
from envol.web.offer.models import Training
from envol.web.offer.places import REGION_OF, department_of
from envol.web.offer.selectors import element_of, trainings_of_body, trainings_towards, trainings_visible_to
from envol.web.offer.sheet import readable
from envol.web.people.models import Person
from envol.web.provenance.importing import run_import
from envol.web.search.models import Entry
from gateways.lheo.conftest import ACTION, lheo
from reference_data import reference
from web.offer.conftest import Import, formation, with_place

pytestmark = pytest.mark.django_db
PERMANENT = ("20260901", "00000000"), ("20270630", "99999999")


def page(client: Client, **asked: str) -> str:
    answer = client.get(reverse("offer:trainings"), asked, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def sheet(client: Client, training: Training) -> str:
    answer = client.get(reverse("offer:training", args=[training.pk]), headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_what_is_on_offer(client: Client, imported: Import) -> None:
    imported(formation(1), formation(2))
    text = page(client)
    assert "Conduire la cuve 01" in text
    assert "Organisme des cuves" in text


def test_an_empty_list_says_so(client: Client) -> None:
    assert "No training is on offer here yet." in page(client)


def test_the_list_goes_on_by_keys(client: Client, imported: Import) -> None:
    imported(*map(formation, range(1, 31)))
    first = client.get(reverse("offer:trainings"))
    following = client.get(reverse("offer:trainings"), {"after": first.context["page"].after})
    titles = [each.title for answer in (first, following) for each in answer.context["page"].items]
    assert titles == [f"Conduire la cuve {number:02}" for number in range(1, 31)]


def test_queries_do_not_grow_with_rows(client: Client, imported: Import) -> None:
    counts = []
    for many in (3, 24):
        imported(*map(formation, range(1, many + 1)))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_queries_of_one_training_do_not_grow_with_its_sessions(client: Client, imported: Import) -> None:
    counts = []
    for many in (1, 8):
        imported(formation(1).replace(ACTION, ACTION * many))
        with CaptureQueriesContext(connection) as asked:
            sheet(client, Training.objects.get())
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"level": "5"}, {"F1"}),
        ({"region": "84"}, {"F1", "F2"}),
        ({"region": "28"}, {"F3"}),
        ({"department": "76"}, {"F3"}),
        ({"rncp": "RNCP 38883"}, {"F1", "F3"}),
        ({"upcoming": "on"}, {"F2"}),
        ({"upcoming": "on", "region": "84"}, {"F2"}),
        ({"upcoming": "on", "region": "28"}, set()),
        ({"region": "84", "rncp": "38883"}, {"F1"}),
        ({"rncp": "many", "region": "28"}, {"F3"}),
        ({"level": "99"}, {"F1", "F2", "F3"}),
    ],
)
def test_a_filter_shows_what_is_like_that(
    client: Client, imported: Import, asked: dict[str, str], expected: set[str]
) -> None:
    level = "</certification><code-niveau-sortie>15</code-niveau-sortie>"
    open_still = formation(2).replace(*PERMANENT[0]).replace(*PERMANENT[1]).replace("38883", "1033")
    elsewhere = with_place(formation(3), "76000", "Rouen")
    imported(formation(1).replace("</certification>", level), open_still, elsewhere)
    answer = client.get(reverse("offer:trainings"), asked)
    assert {each.number for each in answer.context["page"].items} == expected


def test_a_wrong_number_is_told_beside_its_field(client: Client, imported: Import) -> None:
    imported(formation(1))
    assert "An RNCP number is written with digits" in page(client, rncp="many")


def test_every_mandatory_element_is_legible(client: Client, imported: Import) -> None:
    imported(formation(1))
    text = sheet(client, Training.objects.get())
    for said in (
        "Conduire la cuve 01", "conduire", "savoir", "tout", "12081", "H2302", "RNCP38883", "Level 4", "in a group",
        "temps plein", "83056", "aucune", "on site", "on fixed dates", "1 Sept. 2026", "30 June 2027", "Lyon",
        "Organisme des cuves", "Cuves", "73282932000074", "84691234569", "1 rue des Cuves", "Accueil",
        "LHEO, Réseau des cuves",
    ):  # fmt: skip
        assert said in text, said


def test_a_wrong_siret_is_shown_as_such(client: Client, imported: Import) -> None:
    imported(formation(1).replace("73282932000074", "12345678901234"))
    assert "its key is wrong" in sheet(client, Training.objects.get())


def test_sessions_that_are_over_look_so(client: Client, imported: Import) -> None:
    imported(formation(1).replace("20260901", "20200901").replace("20270630", "20210630"))
    assert "All of its sessions are over." in sheet(client, Training.objects.get())


def test_what_files_write_is_never_markup(client: Client, imported: Import) -> None:
    imported(formation(1).replace("tout", "&lt;p&gt;un&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"))
    text = sheet(client, Training.objects.get())
    assert "<p>un</p>" in text
    assert "<script>alert" not in text


def test_an_address_that_is_no_web_address_is_no_link(client: Client, imported: Import) -> None:
    wrong = "<url-formation><urlweb>javascript://%0aalert(1)</urlweb><urlweb>www.example.org</urlweb></url-formation>"
    imported(formation(1).replace("\n<action>", f"\n{wrong}<action>"))
    text = sheet(client, Training.objects.get())
    assert "javascript:" not in text
    assert 'href="https://www.example.org"' in text


def test_the_body_leads_to_its_page_in_the_network(client: Client, imported: Import) -> None:
    imported(formation(1))
    training = Training.objects.get()
    assert "/organisations/" not in sheet(client, training)
    body = Organisation.objects.create(kind=OrganisationKind.TRAINING_BODY, name="Cuves", siret="73282932000074")
    assert reverse("network:organisation", args=[body.pk]) in sheet(client, training)


def test_what_is_retired_is_not_found(client: Client, imported: Import) -> None:
    imported(formation(1), formation(2))
    imported(formation(1))
    gone = Training.objects.get(number="F2")
    assert client.get(reverse("offer:training", args=[gone.pk])).status_code == 404
    assert "cuve 02" not in page(client)


def test_what_is_listed_and_what_may_be_viewed_agree(imported: Import, person: Person) -> None:
    imported(formation(1), formation(2))
    imported(formation(1))
    for who in (AnonymousUser(), person):
        seen = set(trainings_visible_to(who))
        for training in Training.objects.all():
            assert (training in seen) == who.has_perm("offer.view_training", training)


def test_the_address_in_the_index_is_that_of_the_page(imported: Import) -> None:
    imported(formation(1))
    training = Training.objects.get()
    assert Entry.objects.get(kind="training").path == training_path(training.pk)
    assert training_path(training.pk) == reverse("offer:training", args=[training.pk])


def test_trainings_towards_a_certification_are_those_that_can_be_entered(imported: Import) -> None:
    later = formation(2).replace("20260901", "20990901").replace("20270630", "21000630")
    imported(formation(1).replace("20260901", "20200901"), later)
    assert [each.number for each in trainings_towards("38883")] == ["F2"]
    assert trainings_towards("38883", timezone.localdate() + timedelta(days=36500)).count() == 0


def test_the_trainings_of_a_body_are_known_by_its_sirets(imported: Import) -> None:
    imported(formation(1))
    assert trainings_of_body(["73282932000074"]).count() == 1
    assert trainings_of_body(["35600000000048"]).count() == 0


def test_a_training_is_given_back_as_it_was_sent(imported: Import) -> None:
    imported(with_place(formation(1), "76000", "Rouen"))
    element = element_of(Training.objects.get())
    assert [each.name for each in element.children][-2:] == ["action", "organisme-formation-responsable"]
    action = element.first("action")
    assert isinstance(action, Element)
    assert action.said("session", "periode", "debut") == "20260901"


def test_our_regions_are_those_of_the_geography() -> None:
    assert {each.code: each.region for each in geography().departments.values()} == REGION_OF


@pytest.mark.parametrize(
    ("postcode", "department"),
    [("69007", "69"), ("97410", "974"), ("20200", "2B"), ("20090", "2A"), ("98000", ""), ("", ""), ("6900", "")],
)
def test_a_postcode_tells_the_department(postcode: str, department: str) -> None:
    assert department_of(postcode) == department


@pytest.mark.parametrize(
    ("code", "level"), [("", None), ("0", None), ("1", 0), ("4", 3), ("6", 5), ("8", 7), ("15", 5), ("18", 8)]
)
def test_a_code_stands_for_a_level(code: str, level: int | None) -> None:
    assert level_of(code) == level


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>Un</p><p>deux</p>", "Un\ndeux"),
        ("&lt;p&gt;Un&lt;/p&gt;&amp;amp; deux", "Un\n& deux"),
        ("pH < 7 et > 2", "pH < 7 et > 2"),
        ("-", ""),
        ("Un<br />deux", "Un\ndeux"),
    ],
)
def test_what_files_write_is_made_readable(text: str, read: str) -> None:
    assert readable(text) == read


def test_without_a_training_there_is_nothing_to_send(client: Client) -> None:
    assert client.get(reverse("offer:lheo")).status_code == 404


@pytest.mark.django_db(transaction=True)
async def test_the_offer_is_sent_as_valid_lheo_and_only_what_is_public(
    async_client: AsyncClient, tmp_path: Path
) -> None:
    await sync_to_async(_two_of_which_one_is_retired)(tmp_path)
    answer = await async_client.get(reverse("offer:lheo"))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    parsed = etree.parse(io.BytesIO(b"".join([part async for part in answer.streaming_content])))
    schema = etree.XMLSchema(etree.parse(str(reference("lheo/lheo.xsd"))))
    assert schema.validate(parsed), schema.error_log
    assert [str(each.get("numero")) for each in parsed.getroot().iter("{*}formation")] == ["F1"]


def _two_of_which_one_is_retired(folder: Path) -> None:
    path = folder / "offer.xml"
    for formations in ((formation(1), formation(2)), (formation(1),)):
        path.write_text(lheo(*formations, root=' info="Réseau"'), encoding="utf-8")
        run_import(IMPORTER, path)
