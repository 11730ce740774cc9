"""Whatever is found by words may be opened by anybody: on a demonstration with everything in it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client

from envol.web.network.demonstration import furnish_network
from envol.web.network.directory.selectors import organisations_visible_to
from envol.web.network.models import Organisation
from envol.web.offer.selectors import trainings_visible_to
from envol.web.portal.daily import index_everything
from envol.web.referentials.certification_index import index_certifications
from envol.web.referentials.certification_selectors import certifications
from envol.web.referentials.job_index import index_jobs
from envol.web.referentials.job_selectors import jobs
from envol.web.search.models import Entry

from .registers import add_registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(db: None) -> dict[str, dict[str, str]]:
    """The address of everything that can be found, by kind and key; some organisations show to nobody."""
    furnish_network()
    add_registers()
    hidden = Organisation.objects.order_by("name")[:3]
    Organisation.objects.filter(pk__in=[each.pk for each in hidden]).update(is_listed=False)
    index_everything()
    index_jobs()
    index_certifications()
    kinds: dict[str, dict[str, str]] = {}
    for entry in Entry.objects.all():
        kinds.setdefault(entry.kind, {})[entry.key] = entry.path
    return kinds


def test_everything_that_is_found_opens_for_anybody(found: dict[str, dict[str, str]], client: Client) -> None:
    closed = []
    for paths in found.values():
        for path in paths.values():
            cache.clear()
            if client.get(path).status_code != 200:
                closed.append(path)
    assert closed == []


def test_organisations_are_found_that_anybody_finds_in_the_directory(found: dict[str, dict[str, str]]) -> None:
    public = organisations_visible_to(AnonymousUser())
    assert set(found["organisation"]) == {str(each.pk) for each in public}
    assert Organisation.objects.count() - public.count() == 3


def test_jobs_are_found_that_stand_in_their_register(found: dict[str, dict[str, str]]) -> None:
    assert set(found["job"]) == {each.code for each in jobs()}


def test_certifications_are_found_the_withdrawn_ones_too_and_trainings_while_they_are_offered(
    found: dict[str, dict[str, str]],
) -> None:
    assert set(found["certification"]) == {*(each.code for each in certifications()), "2", "RNCP99001"}
    assert set(found["training"]) == {str(each.pk) for each in trainings_visible_to(AnonymousUser())}
