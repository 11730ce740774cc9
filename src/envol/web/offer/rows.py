"""From a formation that was read to the rows that keep it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from envol.gateways.lheo.element import parted
from envol.gateways.lheo.records import Action, Address, Formation, Session
from envol.web.offer.identity import part_ids, training_id
from envol.web.offer.levels import level_of
from envol.web.offer.models import CodeKind, Training, TrainingAction, TrainingCode, TrainingSession
from envol.web.offer.places import place_of
from envol.web.provenance.models import ImportRun

NO_END = date(9999, 12, 31)
"""Until when one may enter where entries are permanent and no end is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one training."""

    training: Training
    actions: list[TrainingAction]
    sessions: list[TrainingSession]
    codes: list[TrainingCode]


def digest_of(packed: list[Any]) -> str:
    """Return the digest of everything that was sent."""
    return hashlib.sha256(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def rows_of(formation: Formation, packed: list[Any], *, digest: str, run: ImportRun) -> Rows:
    """Return the rows of a formation, whose element is packed already."""
    key = training_id(formation)
    content, contents = parted(packed, "action")
    actions: list[TrainingAction] = []
    sessions: list[TrainingSession] = []
    ids = part_ids(key, [action.number for action in formation.actions])
    for ordinal, (each, action, whole) in enumerate(zip(ids, formation.actions, contents, strict=True)):
        of_action, of_sessions = parted(whole, "session")
        actions.append(TrainingAction(id=each, training_id=key, ordinal=ordinal, content=of_action))
        sessions += _sessions(key, each, action, of_sessions)
    training = Training(
        id=key,
        provenance_id=run.pk,
        number=formation.number[:200],
        title=formation.title,
        level_in=formation.level_in,
        level=level_of(formation.level_out),
        is_certifying=formation.is_certifying,
        body_name=formation.organisme.name,
        body_siret=formation.organisme.siret,
        body_siret_is_sound=formation.organisme.siret_is_sound,
        body_activity=formation.organisme.activity_number,
        open_until=max(session.open_until for session in sessions),
        content=content,
        digest=digest,
    )
    return Rows(training=training, actions=actions, sessions=sessions, codes=list(_codes(key, formation)))


def _sessions(training: UUID, action_id: UUID, action: Action, contents: list[list[Any]]) -> Iterator[TrainingSession]:
    permanent = action.element.said("modalites-entrees-sorties") == "1"
    ids = part_ids(action_id, [session.number for session in action.sessions])
    for ordinal, (each, session, content) in enumerate(zip(ids, action.sessions, contents, strict=True)):
        place = place_of(_address(action, session))
        yield TrainingSession(
            id=each,
            training_id=training,
            action_id=action_id,
            ordinal=ordinal,
            starts_on=session.starts_on,
            ends_on=session.ends_on,
            open_until=_open_until(session, permanent),
            town=place.town,
            department=place.department,
            region=place.region,
            content=content,
        )


def _address(action: Action, session: Session) -> Address:
    """Return where a session is held: at the place of its action, where that is said; else where one signs up."""
    return action.places[0] if action.places else session.address


def _open_until(session: Session, permanent: bool) -> date:
    if permanent or session.starts_on is None:
        return session.ends_on or NO_END
    return session.starts_on


def _codes(training: UUID, formation: Formation) -> Iterator[TrainingCode]:
    certifications = formation.certifications
    every = {
        CodeKind.RNCP: [each.rncp for each in certifications],
        CodeKind.RS: [each.rs for each in certifications],
        CodeKind.CERTIFINFO: [each.certifinfo for each in certifications],
        CodeKind.FORMACODE: formation.formacodes,
        CodeKind.NSF: formation.nsf,
        CodeKind.ROME: formation.romes,
    }
    for kind, codes in every.items():
        for code in dict.fromkeys(filter(None, codes)):
            yield TrainingCode(training_id=training, kind=kind, code=code)
