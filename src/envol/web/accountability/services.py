"""What is written down of deeds and looks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Model

from envol.web.accountability.models import AccessRecord, Activity
from envol.web.accountability.sentences import is_known

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def note(
    name: str,
    *,
    by: AbstractBaseUser | None,
    about: Model | None = None,
    organisation: UUID | None = None,
    **params: str | int | float,
) -> Activity:
    """Write down that something was done.

    Parameters
    ----------
    name : str
        The dotted name; its sentence is registered (`sentences.register_sentences`).
    by : person or None
        None where nobody in particular did it: a job, a command line.
    about : model or None
        What it was done to.
    organisation : UUID or None
        Where it was done.
    **params
        What the sentence names; never a person's name or address.

    Raises
    ------
    LookupError
        If the name has no sentence.
    """
    if not is_known(name):
        raise LookupError(f"no sentence is registered for the activity {name!r}")
    return Activity.objects.create(
        name=name,
        actor=by if by is not None and by.is_authenticated else None,  # type: ignore[misc]
        organisation=organisation,
        object_type=about._meta.label_lower if about is not None else "",
        object_id=str(about.pk) if about is not None else "",
        params=params,
    )


def looked(*, by: AbstractBaseUser, pupils: Iterable[UUID], what: str, place: str = "") -> None:
    """Write down that somebody looked at what is kept about pupils; a look at oneself is none."""
    AccessRecord.objects.bulk_create(
        AccessRecord(reader=by.pk, pupil=pupil, what=what, place=place[:120]) for pupil in pupils if pupil != by.pk
    )
