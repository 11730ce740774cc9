"""Every model that leads to a person is answered for: what they take away, what is erased, why it is kept."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.apps import apps
from django.db.models import Model

from envol.web.accountability.personal import parts
from envol.web.accountability.processing import register
from envol.web.accountability.retention import jobs
from envol.web.people.models import Person


def leading_to_people() -> dict[str, set[str]]:
    """The models with a relation to a person, by app."""
    found: dict[str, set[str]] = defaultdict(set)
    for model in apps.get_models(include_auto_created=True):
        if any(points_at_a_person(field) for field in model._meta.get_fields()):
            found[model._meta.app_label].add(model._meta.label)
    return dict(found)


def points_at_a_person(field: object) -> bool:
    return getattr(field, "concrete", False) and getattr(field, "related_model", None) is Person


LEADING = leading_to_people()


def answered_for() -> set[str]:
    return {label for part in parts() for label in part.models}


@pytest.mark.parametrize("app", sorted(LEADING))
def test_every_model_that_leads_to_a_person_is_answered_for(app: str) -> None:
    assert sorted(LEADING[app] - answered_for()) == []


def test_the_models_that_lead_to_people_are_found() -> None:
    assert {"account", "accountability", "flightdeck", "network", "people"} <= set(LEADING)
    assert {"flightdeck.Flight", "flightdeck.Seat"} <= LEADING["flightdeck"]


def test_no_model_is_answered_for_twice() -> None:
    told = [label for part in parts() for label in part.models]
    assert sorted({label for label in told if told.count(label) > 1}) == []


def test_the_account_is_erased_last() -> None:
    assert [part.name for part in parts()][-1] == "account"


def test_notes_are_erased_while_it_is_known_whose_they_are() -> None:
    names = [part.name for part in parts()]
    assert names.index("flight-notes") < names.index("flights") < names.index("seats")


@pytest.mark.parametrize("app", ["account", "people", "sessions"])
def test_the_register_says_why_each_table_of_sign_in_is_kept(app: str) -> None:
    models: set[type[Model]] = set(apps.get_app_config(app).get_models(include_auto_created=True))
    assert models - {entry.model for entry in register()} == set()


@pytest.mark.parametrize("app", ["account", "people", "sessions"])
def test_whatever_the_register_says_is_ended_has_its_job(app: str) -> None:
    named = {entry.processing.job for entry in register() if entry.model._meta.app_label == app} - {""}
    assert named <= {job.name for job in jobs()}
