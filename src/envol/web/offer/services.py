"""What is written of trainings: many at once, and only where something differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from envol.gateways.lheo.records import Formation
from envol.web.offer.addresses import training_path
from envol.web.offer.identity import training_id
from envol.web.offer.models import Training, TrainingAction, TrainingCode, TrainingSession
from envol.web.offer.rows import Rows, digest_of, rows_of
from envol.web.provenance.models import ImportRun
from envol.web.provenance.upsert import Tally, in_batches
from envol.web.search import services as search

KIND = "training"
"""How the search index calls trainings."""
_TRAINING_FIELDS = [each.name for each in Training._meta.concrete_fields if not each.primary_key]
_ACTION_FIELDS = ["ordinal", "content"]
_SESSION_FIELDS = [
    "action", "ordinal", "starts_on", "ends_on", "open_until", "town", "department", "region", "content",
]  # fmt: skip
_M = TypeVar("_M", bound=Model)


@dataclass(slots=True)
class Written:
    """What became of a batch, by table."""

    trainings: Tally = field(default_factory=Tally)
    actions: Tally = field(default_factory=Tally)
    sessions: Tally = field(default_factory=Tally)


@transaction.atomic
def write_trainings(*, formations: Sequence[Formation], run: ImportRun) -> Written:
    """Write a batch of trainings; one that is the same to the letter is left alone, with its actions and sessions."""
    written = Written()
    ids = [training_id(formation) for formation in formations]
    rows = Training.objects.filter(pk__in=ids).values_list("pk", "digest", "retired_on")
    standing = {key: digest if day is None else "" for key, digest, day in rows}
    fresh: list[Rows] = []
    changed: list[Rows] = []
    for key, formation in zip(ids, formations, strict=True):
        packed = formation.element.packed()
        digest = digest_of(packed)
        if standing.get(key) == digest:
            written.trainings.unchanged += 1
            written.actions.unchanged += len(formation.actions)
            written.sessions.unchanged += sum(len(action.sessions) for action in formation.actions)
        else:
            (changed if key in standing else fresh).append(rows_of(formation, packed, digest=digest, run=run))
    _create(fresh, written)
    _change(changed, written)
    search.index(KIND, (_findable(rows) for rows in (*fresh, *changed)))
    return written


@transaction.atomic
def retire_trainings(*, gone: Iterable[UUID], run: ImportRun) -> int:
    """Mark trainings that are offered no more, as of the day of an import; return how many."""
    count, day = 0, run.dated or timezone.localdate()
    for some in in_batches(gone, 500):
        count += Training.objects.filter(pk__in=some).update(retired_on=day, provenance=run)
        search.forget(KIND, [str(each) for each in some])
    return count


def _create(fresh: list[Rows], written: Written) -> None:
    Training.objects.bulk_create(rows.training for rows in fresh)
    actions = TrainingAction.objects.bulk_create(action for rows in fresh for action in rows.actions)
    sessions = TrainingSession.objects.bulk_create(session for rows in fresh for session in rows.sessions)
    TrainingCode.objects.bulk_create(code for rows in fresh for code in rows.codes)
    written.trainings.created += len(fresh)
    written.actions.created += len(actions)
    written.sessions.created += len(sessions)


def _change(changed: list[Rows], written: Written) -> None:
    if not changed:
        return
    _upsert(Training, [rows.training for rows in changed], _TRAINING_FIELDS)
    ids = [rows.training.pk for rows in changed]
    actions = [action for rows in changed for action in rows.actions]
    written.actions.add(_replace(TrainingAction, actions, _ACTION_FIELDS, ids))
    sessions = [session for rows in changed for session in rows.sessions]
    written.sessions.add(_replace(TrainingSession, sessions, _SESSION_FIELDS, ids))
    TrainingCode.objects.filter(training__in=ids).delete()
    TrainingCode.objects.bulk_create(code for rows in changed for code in rows.codes)
    written.trainings.updated += len(changed)


def _replace(model: type[_M], rows: Sequence[_M], fields: list[str], trainings: list[UUID]) -> Tally:
    """Put the parts of some trainings in the place of those that stand; what is the same is not written."""
    manager = model._default_manager
    standing = {row[0]: row[1:] for row in manager.filter(training__in=trainings).values_list("pk", *fields)}
    tally, wanted = Tally(), []
    for row in rows:
        held = standing.pop(row.pk, None)
        if held == tuple(_value(row, name) for name in fields):
            tally.unchanged += 1
            continue
        tally.created += held is None
        tally.updated += held is not None
        wanted.append(row)
    _upsert(model, wanted, fields)
    manager.filter(pk__in=list(standing)).delete()
    tally.retired += len(standing)
    return tally


def _upsert(model: type[_M], rows: Sequence[_M], fields: list[str]) -> None:
    manager = model._default_manager
    manager.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _value(row: Model, name: str) -> Any:
    return row.serializable_value(name)


def _findable(rows: Rows) -> search.Findable:
    training = rows.training
    towns = list(dict.fromkeys(filter(None, (session.town for session in rows.sessions))))
    return search.Findable(
        key=str(training.pk),
        title=training.title,
        path=training_path(training.pk),
        hint=", ".join((training.body_name, *towns[:3])),
        codes=[code.code for code in rows.codes if code.kind in ("rncp", "rs", "certifinfo")],
    )
