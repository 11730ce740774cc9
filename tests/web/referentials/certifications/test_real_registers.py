"""The State's own registers of 2024 and January 2025, and how their certifications stand on a day of 2026."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import cast

import pytest
from django.utils import translation

from envol.web.referentials import certification_selectors as selectors
from envol.web.referentials.certification_filters import with_state
from envol.web.referentials.certification_standing import State
from envol.web.referentials.certification_succession import listed, sheet_standings
from envol.web.referentials.models import Certification, CertificationState, Sheet, Succession
from envol.web.search.finding import find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_registers")]

DAY = date(2026, 11, 22)
DAYS = (date(2024, 10, 1), date(2025, 3, 1), DAY)

# Last and first sessions: diplomesProfessionnels.csv and certif_info.csv (Annee_Derniere_Session). Days of the
# registration and successors: Kit_apprentissage_20250131.xlsx (Date d'échéance, Nouvelle Certification).
GOLDEN = [
    ("RNCP7586", State.STALE, "Its last session was in 2025.", ("RNCP37699",)),
    ("RNCP37699", State.CURRENT, "It is registered until 31 August 2028.", ()),
    ("RNCP1033", State.STALE, "Its last session was in 2025.", ("RNCP38883",)),
    ("RNCP38883", State.CURRENT, "It is registered until 31 August 2029.", ()),
    ("RNCP2705", State.STALE, "Its last session was in 2025.", ("RNCP38884",)),
    ("RNCP38884", State.CURRENT, "It is registered until 31 August 2029.", ()),
    ("RNCP34037", State.STALE, "Its registration ended on 30 June 2024.", ("RNCP38968",)),
    ("RNCP38968", State.CURRENT, "It is registered until 30 June 2029.", ()),
    *((f"RNCP{n}", State.STALE, "Its registration ended on 31 August 2026.", ()) for n in range(35366, 35371)),
]


@pytest.mark.parametrize(("number", "state", "reason", "successors"), GOLDEN)
def test_a_sheet_and_its_certification_stand_as_the_registers_say(
    number: str, state: State, reason: str, successors: tuple[str, ...]
) -> None:
    with translation.override("en"):
        sheet = selectors.standing_of_number(number, DAY)
        certified = [each.standing for each in listed(selectors.certifications_of(number), DAY)]
    assert sheet is not None
    assert (sheet.state, sheet.reason, sheet.successors) == (state, reason, successors)
    assert certified == [sheet]


@pytest.mark.parametrize("number", [f"RNCP{n}" for n in range(35366, 35371)])
def test_the_successors_of_the_but_have_to_be_looked_up(number: str) -> None:
    standing = selectors.standing_of_number(number, DAY)
    assert standing is not None
    assert standing.is_to_be_looked_up


@pytest.mark.parametrize("number", ["RNCP7586", "RNCP1033", "RNCP2705"])
def test_a_class_under_way_sits_the_last_session_though_the_sheet_has_expired(number: str) -> None:
    standing = selectors.standing_of_number(number, date(2025, 3, 1))
    assert standing is not None
    assert standing.state is State.LAST_SESSION


def test_a_chain_of_successors_is_followed_to_its_end() -> None:
    assert [each.number for each in selectors.successors("RNCP755", DAY)] == ["RNCP7586", "RNCP37699"]


@pytest.mark.parametrize("day", DAYS)
def test_the_database_and_the_rules_agree_about_every_certification(day: date) -> None:
    said = {each.certification.pk: each.standing.state for each in listed(selectors.certifications(), day)}
    assert dict(with_state(selectors.certifications(), day).values_list("pk", "standing_state")) == said


@pytest.mark.parametrize("day", DAYS)
def test_the_database_and_the_rules_agree_about_every_sheet(day: date) -> None:
    said = {number: each.state for number, each in sheet_standings(Sheet.objects.all(), day).items()}
    assert dict(with_state(Sheet.objects.all(), day).values_list("number", "standing_state")) == said


def test_every_state_occurs() -> None:
    found = with_state(selectors.certifications(), DAY).values_list("standing_state", flat=True)
    assert set(Counter(found)) == {state.value for state in State}


def test_what_certifies_nothing_is_no_certification() -> None:
    nothing = Certification.objects.filter(state=CertificationState.NOT_CERTIFYING)
    assert nothing.exists()
    assert not selectors.certifications().filter(pk__in=nothing).exists()
    assert selectors.certification_of(cast("Certification", nothing.first()).code) is None


def test_nothing_that_was_entered_by_mistake_is_called_replaced() -> None:
    mistaken = Certification.objects.filter(former_state=CertificationState.ERRONEOUS).exclude(former_number="")
    pairs = {(old, new) for old, new in mistaken.values_list("former_number", "numbers__number")}
    told = set(Succession.objects.filter(told_by="certif-info").values_list("old", "new"))
    assert not pairs & told


@pytest.mark.parametrize(
    ("question", "first", "also"),
    [
        ("RNCP1033", "BTS biotechnologie en recherche et en production", "BTS biotechnologie"),
        ("bts biotechnologies", "BTS biotechnologie", None),
        ("bio-industries de transformation", None, "Bac pro production en industries pharmaceutiques"),
        ("32022210", "BTS biotechnologie en recherche et en production", None),
        ("rncp38968", "Master mention biotechnologies", None),
    ],
)
def test_old_titles_old_numbers_and_school_codes_are_found(question: str, first: str | None, also: str | None) -> None:
    titles = [found.entry.title for found in find(question, kinds=["certification"]).items]
    assert first is None or titles[0] == first
    assert also is None or any(title.startswith(also) for title in titles)


def test_a_find_that_is_out_of_date_says_so_and_weighs_less() -> None:
    found = {each.entry.key: each.entry for each in find("master biotechnologies", kinds=["certification"]).items}
    stale, current = found["105551"], found["116845"]
    assert "RNCP38968" in stale.hint
    assert stale.weight < current.weight
