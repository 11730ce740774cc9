"""The world, made once for all tests of a file: each request is taken back by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections, transaction
from django.test.utils import override_settings

from . import bare_refusals
from .bystanders import add_bystanders
from .world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The sides and the cast, in a transaction around the tests of the file."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        for alias in connections:
            stack.enter_context(transaction.atomic(using=alias))
        made = build()
        add_bystanders(made)
        yield made
        for alias in connections:
            transaction.set_rollback(True, using=alias)


@pytest.fixture(scope="module")
def refusals_without_pages() -> Iterator[None]:
    """Refusals that are a status only."""
    with override_settings(ROOT_URLCONF=bare_refusals):
        yield
