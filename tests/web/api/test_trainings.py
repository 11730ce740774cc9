"""Trainings on offer by program: public, each with what it certifies and how that stands."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from envol.web.offer.models import Training

from .conftest import Program

pytestmark = pytest.mark.django_db
Offered = Callable[[int], None]


def test_trainings_come_by_title(nobody: Program, offered: Offered) -> None:
    offered(3)
    assert [each["title"] for each in nobody.every("/trainings", 1)] == [f"Conduire une cuve {n}" for n in (1, 2, 3)]


def test_a_training_says_how_what_it_certifies_stands(nobody: Program, offered: Offered, certifications: None) -> None:
    offered(1)
    (row,) = nobody.get("/trainings")["items"]
    for record in (row, nobody.get(f"/trainings/{row['id']}")):
        (sheet,) = record["certifications"]
        assert (sheet["number"], sheet["standing"]["state"]) == ("RNCP99002", "stale")
        assert sheet["standing"]["successors"] == ["RNCP99001"]
        assert sheet["standing"]["reason"]


def test_a_training_says_where_it_comes_from(nobody: Program, offered: Offered) -> None:
    offered(1)
    (row,) = nobody.get("/trainings")["items"]
    assert row["provenance"]["source"].startswith("LHEO")
    assert row["provenance"]["dated"] is None


def test_a_training_is_told_whole(nobody: Program, offered: Offered) -> None:
    offered(1)
    key = nobody.get("/trainings")["items"][0]["id"]
    training = nobody.get(f"/trainings/{key}")
    assert (training["aim"], training["pathway"]) == ("conduire", "in a group, the same for all")
    assert training["codes"] == [{"kind": "formacode", "code": "12081"}]
    (session,) = training["actions"][0]["sessions"]
    assert (session["starts_on"], session["town"], session["department"]) == ("2026-09-01", "Lyon", "69")


@pytest.mark.parametrize(
    ("query", "many"),
    [("region=84", 2), ("region=28", 0), ("department=69", 2), ("rncp=RNCP99002", 2), ("rncp=99002", 2), ("rncp=1", 0)],
)
def test_trainings_are_narrowed(nobody: Program, offered: Offered, query: str, many: int) -> None:
    offered(2)
    assert len(nobody.get(f"/trainings?{query}")["items"]) == many


def test_a_training_that_is_offered_no_more_is_not_found(nobody: Program, offered: Offered) -> None:
    offered(1)
    key = nobody.get("/trainings")["items"][0]["id"]
    Training.objects.update(retired_on=timezone.localdate())
    nobody.get(f"/trainings/{key}", 404)
    nobody.get(f"/trainings/{uuid4()}", 404)
    assert nobody.get("/trainings")["items"] == []
