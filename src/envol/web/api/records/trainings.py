"""What the API tells of trainings on offer; the whole of what was sent is in the export in LHEO."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _
from pydantic import Field

from envol.web.api.records.certifications import SheetRef, sheet_refs
from envol.web.api.records.record import Provenance, Record, provenance_of
from envol.web.offer.sheet import ActionSheet, Listed, SessionSheet, TrainingSheet


class BodyRecord(Record):
    """The body that answers for a training."""

    name: str
    siret: str
    siret_is_sound: bool = Field(description=_("Whether its key is right."))
    activity_number: str = Field(description=_("Of its declaration as a training body."))


class TrainingRow(Record):
    """A training in a list."""

    id: UUID
    number: str = Field(description=_("The number at its source."))
    title: str
    level: int | None = Field(description=_("The level that it leads to, 3 to 8; 0 for none, null where unsaid."))
    is_certifying: bool
    certifications: list[SheetRef]
    body: BodyRecord
    open_until: date | None = Field(description=_("The last day on which a session begins or may be entered."))
    provenance: Provenance | None


class SessionRecord(Record):
    """One session."""

    id: UUID
    starts_on: date | None
    ends_on: date | None
    is_over: bool
    town: str
    department: str
    region: str
    state: str = Field(description=_("Whether one may sign up, in words; empty where it is not said."))


class ActionRecord(Record):
    """One way in which a training is given."""

    rhythm: str
    teaching: str
    entries: str
    conditions: str
    hours: str
    hours_in_company: str
    price: str
    disabled_access: str
    sessions: list[SessionRecord]


class TrainingCodeRecord(Record):
    """A code that a training bears."""

    kind: str = Field(description=_("certifinfo, formacode, nsf or rome."))
    code: str


class TrainingRecord(TrainingRow):
    """A training whole."""

    aim: str
    results: str
    content: str
    pathway: str
    websites: list[str]
    codes: list[TrainingCodeRecord]
    actions: list[ActionRecord]
    organisation: UUID | None = Field(description=_("The body in the directory, where it bears the SIRET."))


def training_row(listed: Listed) -> TrainingRow:
    """Return a training as a list tells it; its codes and its import are at hand."""
    training = listed.training
    return TrainingRow(
        id=training.id,
        number=training.number,
        title=training.title,
        level=training.level,
        is_certifying=training.is_certifying,
        certifications=sheet_refs(listed.certifications),
        body=BodyRecord(
            name=training.body_name,
            siret=training.body_siret,
            siret_is_sound=training.body_siret_is_sound,
            activity_number=training.body_activity,
        ),
        open_until=training.open_until,
        provenance=provenance_of(training),
    )


def training_record(sheet: TrainingSheet) -> TrainingRecord:
    """Return a training whole."""
    row = training_row(Listed(training=sheet.training, certifications=sheet.certifications))
    return TrainingRecord(
        **dict(row),
        aim="\n".join(sheet.aim),
        results="\n".join(sheet.results),
        content="\n".join(sheet.content),
        pathway=str(sheet.pathway),
        websites=list(sheet.websites),
        codes=[TrainingCodeRecord(kind=kind, code=each.code) for kind, codes in sheet.codes.items() for each in codes],
        actions=[_action(each) for each in sheet.actions],
        organisation=sheet.organisation.id if sheet.organisation else None,
    )


def _action(action: ActionSheet) -> ActionRecord:
    return ActionRecord(
        rhythm=action.rhythm,
        teaching=str(action.teaching),
        entries=str(action.entries),
        conditions=action.conditions,
        hours=action.hours,
        hours_in_company=action.hours_in_company,
        price=action.price,
        disabled_access=action.disabled_access,
        sessions=[_session(each) for each in action.sessions],
    )


def _session(shown: SessionSheet) -> SessionRecord:
    session = shown.session
    return SessionRecord(
        id=session.id,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        is_over=shown.is_over,
        town=session.town,
        department=session.department,
        region=session.region,
        state=str(shown.state),
    )
