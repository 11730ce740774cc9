"""The register of processing: whole, with a job that exists for each limit, and printed on a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from envol.web.accountability.borrowed import BORROWED
from envol.web.accountability.personal import parts
from envol.web.accountability.processing import BASES, Basis, Processing, register
from envol.web.accountability.retention import jobs
from envol.web.people.models import Person

JOBS = sorted({entry.processing.job for entry in register()} - {""})


def about_people() -> Iterator[type[Model]]:
    """Every model that refers to a person, or is one, or holds opaque ids of people: the papers, and the looks."""
    for model in apps.get_models(include_auto_created=True):
        refers = any(field.related_model is Person for field in model._meta.get_fields() if field.concrete)
        if refers or model is Person or model._meta.app_label in {"papers", "accountability"}:
            yield model


@pytest.mark.parametrize("name", JOBS)
def test_the_job_that_the_register_names_exists(name: str) -> None:
    assert name in {job.name for job in jobs()}


@pytest.mark.parametrize("label", sorted(model._meta.label for model in about_people()))
def test_a_table_about_people_says_why_it_is_kept(label: str) -> None:
    assert isinstance(getattr(apps.get_model(label), "processing", BORROWED.get(label)), Processing)


@pytest.mark.parametrize("label", sorted(model._meta.label for model in about_people()))
def test_a_table_about_people_is_taken_away_or_ends_with_another(label: str) -> None:
    answered = {model for part in parts() for model in part.models}
    assert label in answered


def test_every_basis_is_named_with_its_article() -> None:
    assert set(BASES) == set(Basis)


def test_the_register_says_every_field_of_a_table() -> None:
    (papers,) = [entry for entry in register() if entry.model._meta.label == "papers.CivilFile"]
    assert "birth date" in papers.fields


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), [("en", "Register of processing"), ("fr", '<html lang="fr"')])
def test_the_register_is_public_in_both_languages(client: Client, language: str, heading: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(reverse("accountability:register"))
    assert response.status_code == 200
    html = response.content.decode()
    assert heading in html
    assert html.count('class="table-of"') == len(list(register()))
