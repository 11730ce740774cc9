"""Why a table about people is kept: an annotation on its model, from which the register of processing is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.borrowed import BORROWED


class Basis(StrEnum):
    """The legal bases of article 6 of the GDPR that a campus relies on."""

    PUBLIC_TASK = "public-task"
    CONTRACT = "contract"
    CONSENT = "consent"
    OBLIGATION = "legal-obligation"
    INTEREST = "legitimate-interest"


BASES: dict[Basis, Promise] = {
    Basis.PUBLIC_TASK: _("task in the public interest (art. 6.1.e)"),
    Basis.CONTRACT: _("contract (art. 6.1.b)"),
    Basis.CONSENT: _("consent (art. 6.1.a)"),
    Basis.OBLIGATION: _("legal obligation (art. 6.1.c)"),
    Basis.INTEREST: _("legitimate interest (art. 6.1.f)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """What the register says of one table.

    Parameters
    ----------
    purpose : lazy text
        What it is for.
    basis : Basis
    whose : lazy text
        Whom it is about.
    recipients : lazy text
        Who reads it.
    kept : lazy text
        For how long, in words.
    job : str
        The name of the retention job that ends it, empty where it ends with the account.
    """

    purpose: str | Promise
    basis: Basis
    whose: str | Promise
    recipients: str | Promise
    kept: str | Promise
    job: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the register: a model and what is said of it."""

    model: type[Model]
    processing: Processing

    @property
    def title(self) -> str:
        """What the table is called, with a capital."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def fields(self) -> list[str]:
        """The names of what is kept, as the model calls them."""
        return [str(field.verbose_name) for field in self.model._meta.concrete_fields]


def register() -> Iterator[Entry]:
    """Yield the register of processing: each model that bears an annotation, and each borrowed one."""
    for model in apps.get_models(include_auto_created=True):
        found = getattr(model, "processing", None) or BORROWED.get(model._meta.label)
        if isinstance(found, Processing):
            yield Entry(model=model, processing=found)
