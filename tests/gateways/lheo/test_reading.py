"""What a file says is read; what is wrong in it is told with its line, its element, what was expected and found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from envol.errors import EnvolError
from envol.gateways.identifiers import is_siret
from envol.gateways.lheo.reading import read_lheo
from envol.gateways.lheo.records import Formation
from envol.gateways.lheo.stream import head_of
from gateways.lheo.conftest import ACTION, FORMATION, SESSION, TODAY, lheo
from reference_data import reference

Faults = Callable[[str | bytes], list[str]]
Formations = Callable[[str | bytes], list[Formation]]
Written = Callable[[str | bytes], Path]


def test_a_formation_is_read(formations: Formations) -> None:
    (found,) = formations(lheo(FORMATION))
    assert (found.number, found.title, found.is_certifying) == ("F1", "Conduire une cuve", True)
    assert (found.formacodes, found.romes, found.level_in) == (("12081",), ("H2302",), "14")
    assert found.certifications[0].rncp == "38883"
    assert (found.organisme.siret, found.organisme.siret_is_sound) == ("73282932000074", True)
    assert found.actions[0].sessions[0].starts_on == date(2026, 9, 1)
    assert found.line == 2


def test_the_minimal_sample_of_2_3_is_read_and_its_wrong_siret_is_flagged() -> None:
    (found,) = read_lheo(reference("lheo/sample_minimal_2.3.xml"), today=TODAY)
    assert isinstance(found, Formation)
    assert (found.organisme.siret, found.organisme.siret_is_sound) == ("12345678901234", False)


def test_a_file_of_2_2_is_read_whole() -> None:
    path = reference("lheo/exemple-bts-onisep_v1.xml")
    (found,) = read_lheo(path, today=TODAY)
    assert isinstance(found, Formation)
    assert head_of(path).version == "2.2"
    assert (found.number, found.certifications[0].rncp) == ("9436_18706", "474")
    assert found.actions[0].places[0].latitude == pytest.approx(47.882108)


def test_a_word_that_2_3_does_not_know_is_told_also_in_a_file_of_2_2(faults: Faults) -> None:
    text = FORMATION.replace("<certifiante>", "<durée/><certifiante>")
    (fault,) = faults(lheo(text, namespace="http://www.lheo.org/2.2"))
    assert fault.startswith("6: formation[1]/durée: expected an element that LHEO 2.3 knows here, found durée")


def test_the_nearest_word_is_proposed(faults: Faults) -> None:
    text = FORMATION.replace("<intitule-formation>", "<intitulé-formation>").replace("</intitule-", "</intitulé-")
    assert "did you mean intitule-formation" in faults(lheo(text))[1]


@pytest.mark.parametrize(
    ("namespace", "name"),
    [("http://www.lheo.org/1.3", "lheo"), ("", "lheo"), ("http://lheo.gouv.fr/2.3", "lheo-index")],
)
def test_another_root_is_refused_with_the_versions_that_are_known(written: Written, namespace: str, name: str) -> None:
    path = written(f'<{name} xmlns="{namespace}"/>')
    with pytest.raises(EnvolError, match=r"is no LHEO file .* expected <lheo> of 2\.3 .* or 2\.2"):
        head_of(path)


@pytest.mark.parametrize(
    "name",
    [
        "domaine-formation",
        "intitule-formation",
        "objectif-formation",
        "resultats-attendus",
        "contenu-formation",
        "certifiante",
        "contact-formation",
        "parcours-de-formation",
        "code-niveau-entree",
        "action",
        "organisme-formation-responsable",
    ],
)
def test_each_mandatory_element_of_a_formation_is_missed(faults: Faults, name: str) -> None:
    before, _, rest = FORMATION.partition(f"<{name}>")
    text = before + rest.partition(f"</{name}>")[2]
    (fault,) = faults(lheo(text))
    assert fault.startswith(f"2: formation[1]/{name}: expected at least 1, found none")


@pytest.mark.parametrize(
    "name",
    [
        "rythme-formation",
        "code-public-vise",
        "niveau-entree-obligatoire",
        "modalites-alternance",
        "modalites-enseignement",
        "conditions-specifiques",
        "prise-en-charge-frais-possible",
        "modalites-entrees-sorties",
        "session",
    ],
)
def test_each_mandatory_element_of_an_action_is_missed(faults: Faults, name: str) -> None:
    before, _, rest = ACTION.partition(f"<{name}>")
    text = FORMATION.replace(ACTION, before + rest.partition(f"</{name}>")[2])
    (fault,) = faults(lheo(text))
    assert f"formation[1]/action/{name}: expected at least 1, found none" in fault


def test_an_empty_mandatory_element_is_as_good_as_none(faults: Faults) -> None:
    text = FORMATION.replace("<objectif-formation>conduire<", "<objectif-formation> <")
    assert "an empty one is as good as none" in faults(lheo(text))[0]


def test_an_empty_optional_element_is_passed_over(formations: Formations) -> None:
    text = FORMATION.replace("</session>", "</session><hebergement/><duree-cycle> </duree-cycle>")
    assert formations(lheo(text))[0].actions[0].element.first("hebergement") is None


def test_the_order_of_elements_is_mended(formations: Formations) -> None:
    text = FORMATION.replace("<certifiante>1</certifiante>", "").replace(
        "</formation>", "<certifiante>1</certifiante></formation>"
    )
    names = [child.name for child in formations(lheo(text))[0].element.children]
    assert names.index("certifiante") == names.index("contenu-formation") + 1


@pytest.mark.parametrize(("day", "found"), [("20260231", "20260231"), ("2026-09-01", "2026-09-01"), ("hier", "hier")])
def test_what_is_no_day_is_told(faults: Faults, day: str, found: str) -> None:
    (fault,) = faults(lheo(FORMATION.replace("20260901", day)))
    assert f"/session/periode/debut: expected a day as AAAAMMJJ, found {found}" in fault


def test_a_session_that_ends_before_it_begins_is_told(faults: Faults) -> None:
    (fault,) = faults(lheo(FORMATION.replace("20270630", "20260831")))
    assert fault.endswith("action/session/periode: expected an end on 20260901 or later, found 20260831")


def test_a_session_that_is_over_is_taken(formations: Formations) -> None:
    text = FORMATION.replace("20260901", "20170901").replace("20270630", "20180630")
    assert formations(lheo(text))[0].actions[0].sessions[0].ends_on == date(2018, 6, 30)


def test_a_session_that_was_over_ten_years_ago_is_told(faults: Faults) -> None:
    (fault,) = faults(lheo(FORMATION.replace("20260901", "20150901").replace("20270630", "20160630")))
    assert "periode/fin: expected a day of the last ten years or to come, found 20160630" in fault


def test_since_ever_and_without_end_are_no_days(formations: Formations) -> None:
    text = FORMATION.replace("20260901", "00000000").replace("20270630", "99999999")
    session = formations(lheo(text))[0].actions[0].sessions[0]
    assert (session.starts_on, session.ends_on) == (None, None)


@pytest.mark.parametrize("siret", ["7328293200007", "732829320000741", "7328293200007A"])
def test_a_siret_has_fourteen_digits(faults: Faults, siret: str) -> None:
    (fault,) = faults(lheo(FORMATION.replace("73282932000074", siret)))
    assert f"/SIRET-organisme-formation/SIRET: expected 14 digits, found {siret}" in fault


@pytest.mark.parametrize(
    ("siret", "sound"),
    [
        ("73282932000074", True),
        ("12345678901234", False),
        ("35600000000048", True),
        ("35600000009075", True),
        ("x", False),
    ],
)
def test_the_key_of_a_siret(siret: str, sound: bool) -> None:
    assert is_siret(siret) is sound


@pytest.mark.parametrize(("name", "code", "most"), [("FORMACODE", "12081", 5), ("NSF", "222", 3), ("ROME", "H2302", 5)])
def test_too_many_codes_are_told(faults: Faults, name: str, code: str, most: int) -> None:
    codes = f"<code-{name}>{code}</code-{name}>" * (most + 1)
    before, _, rest = FORMATION.partition("<domaine-formation>")
    text = f"{before}<domaine-formation>{codes}</domaine-formation>{rest.partition('</domaine-formation>')[2]}"
    (fault,) = faults(lheo(text))
    assert f"domaine-formation/code-{name}: expected at most {most}, found {most + 1}" in fault


@pytest.mark.parametrize(
    ("name", "value"), [("parcours-de-formation", "5"), ("code-niveau-entree", "9"), ("modalites-enseignement", "3")]
)
def test_a_code_that_is_in_no_list_is_told(faults: Faults, name: str, value: str) -> None:
    before, _, rest = FORMATION.partition(f"<{name}>")
    (fault,) = faults(lheo(f"{before}<{name}>{value}</{name}>{rest.partition(f'</{name}>')[2]}"))
    assert f"{name}: expected one of " in fault
    assert fault.endswith(f"found {value}")


def test_a_text_that_is_too_long_is_told_by_its_length(faults: Faults) -> None:
    (fault,) = faults(lheo(FORMATION.replace("Conduire une cuve", "C" * 300)))
    assert "intitule-formation: expected 1 to 255 characters, found 300: CCC" in fault


def test_text_beside_elements_is_told(faults: Faults) -> None:
    assert (
        "expected elements only, found the text oh"
        in faults(lheo(FORMATION.replace("<certifiante>", "oh<certifiante>")))[0]
    )


def test_an_element_in_a_text_is_told(faults: Faults) -> None:
    text = FORMATION.replace("Conduire une cuve", "Conduire <b>une</b> cuve")
    assert "intitule-formation: expected 1 to 255 characters, found the element" in faults(lheo(text))[0]


def test_an_unknown_attribute_and_a_wrong_instant_are_told(faults: Faults) -> None:
    text = FORMATION.replace('numero="F1"', 'numero="F1" horodatage-creation="hier" couleur="vert"')
    first, second = faults(lheo(text))
    assert "@couleur: expected an attribute of LHEO 2.3" in first
    assert "@horodatage-creation: expected an instant" in second


def test_every_fault_of_a_file_is_told_with_its_line(faults: Faults) -> None:
    wrong = FORMATION.replace("Conduire une cuve", "").replace("20260901", "0")
    told = faults(lheo(FORMATION, wrong, FORMATION, wrong))
    assert [int(fault.split(":")[0]) for fault in told] == [9, 14, 23, 28]


def test_sessions_are_told_apart_by_their_number(faults: Faults) -> None:
    wrong = SESSION.replace("20270630", "20260831")
    (fault,) = faults(lheo(FORMATION.replace(SESSION, SESSION + wrong)))
    assert "action/session[2]/periode" in fault


def test_an_offer_without_formations_is_told(faults: Faults) -> None:
    assert faults(lheo()) == ["1: expected one formation at least, found none"]


def test_the_root_says_who_published_it_and_when(written: Written) -> None:
    path = written(lheo(FORMATION, root=' info="Réseau des cuves" horodatage-export="2026-11-20T04:00:00"'))
    assert (head_of(path).publisher, head_of(path).dated) == ("Réseau des cuves", date(2026, 11, 20))


def test_what_a_formation_says_is_not_taken_for_the_root(written: Written) -> None:
    assert head_of(written(lheo(FORMATION.replace("<code-ROME>", '<code-ROME info="nobody">')))).publisher == ""


def test_a_formation_whose_name_is_mistyped_is_told_wherever_it_stands(faults: Faults) -> None:
    mistyped = FORMATION.replace("<formation ", "<formatoin ").replace("</formation>", "</formatoin>")
    told = faults(lheo(mistyped, FORMATION, mistyped, FORMATION.replace("F1", "F2"), mistyped))
    assert told == [
        f"{line}: offres: expected a formation, found formatoin (did you mean formation?)" for line in (2, 16, 30)
    ]


def test_extras_may_stand_after_the_formations(faults: Faults) -> None:
    assert faults(lheo(FORMATION, "<extras><extra>x</extra></extras>")) == []


def test_digits_of_other_scripts_are_no_siret(faults: Faults) -> None:
    (fault,) = faults(lheo(FORMATION.replace("73282932000074", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤")))
    assert "expected 14 digits" in fault


def test_a_byte_order_mark_within_a_text_is_no_part_of_it(formations: Formations) -> None:
    (found,) = formations(lheo(FORMATION.replace("Conduire", "\ufeffConduire")))
    assert found.title == "Conduire une cuve"


def test_a_folder_is_no_offer(tmp_path: Path) -> None:
    with pytest.raises(EnvolError, match="is a folder: an LHEO offer is one XML file"):
        head_of(tmp_path)
