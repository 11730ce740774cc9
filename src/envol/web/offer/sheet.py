"""A training as its page tells it: every mandatory element of LHEO, and the optional ones that people ask for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from envol.gateways.geography import geography
from envol.gateways.lheo.element import Element
from envol.gateways.lheo.records import Address, Contact, Organisme, address_of, contacts_of, organisme_of
from envol.web.network.imports.selectors import OrganisationLink, organisation_by_siret
from envol.web.offer import words
from envol.web.offer.levels import level_of
from envol.web.offer.models import CodeKind, Training, TrainingAction, TrainingCode, TrainingSession
from envol.web.pagekit.language import page_language, said_in
from envol.web.referentials.certification_selectors import Related, related

_BREAK = re.compile(r"<\s*(?:br\s*/?|/p|/li|/h\d|/div)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
REGISTERS = (CodeKind.RNCP, CodeKind.RS)
NOTHING = ("", "-", ".")
"""What files write where they have nothing to say but must write something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSheet:
    """One session."""

    session: TrainingSession
    is_over: bool
    state: str | Promise
    how_to_enter: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSheet:
    """One way in which the training is given; what nothing is said of is empty."""

    rhythm: str
    teaching: str | Promise
    entries: str | Promise
    alternation: str
    conditions: str
    publics: tuple[str, ...]
    level_is_required: bool
    fees_may_be_covered: bool
    hours: str
    hours_in_company: str
    price: str
    disabled_access: str
    websites: tuple[str, ...]
    sessions: list[SessionSheet]

    @property
    def has_sessions_to_come(self) -> bool:
        """Whether any is not over."""
        return any(not each.is_over for each in self.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSheet:
    """The whole of it."""

    training: Training
    aim: list[str]
    results: list[str]
    content: list[str]
    """Each in paragraphs."""
    pathway: str | Promise
    level_in: str
    level: str
    contacts: tuple[Contact, ...]
    websites: tuple[str, ...]
    codes: dict[str, list[TrainingCode]]
    """Those of the registers of certifications are in `certifications`."""
    certifications: list[Related]
    actions: list[ActionSheet]
    body: Organisme
    organisation: OrganisationLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A training as a list shows it, with what it certifies and how that stands."""

    training: Training
    certifications: list[Related]


def listed(trainings: list[Training]) -> list[Listed]:
    """Return trainings, their codes at hand, as a list shows them; the registers are asked once for all."""
    numbers = {number for training in trainings for number in numbers_of(training)}
    found = {each.number: each for each in related(sorted(numbers), timezone.localdate())}
    return [
        Listed(training=training, certifications=[found[number] for number in numbers_of(training)])
        for training in trainings
    ]


def numbers_of(training: Training) -> list[str]:
    """Return what a training leads to, as the registers number it: RNCP38883, RS5678."""
    codes = sorted(training.codes.all(), key=lambda each: each.pk)
    return [f"{code.kind.upper()}{code.code}" for code in codes if code.kind in REGISTERS]


def sheet_of(training: Training) -> TrainingSheet:
    """Return the sheet of a training whose parts are at hand (`selectors.with_all`)."""
    element = Element.unpacked(training.content)
    today = timezone.localdate()
    codes: dict[str, list[TrainingCode]] = {}
    for code in sorted(training.codes.all(), key=lambda each: each.pk):
        if code.kind not in REGISTERS:
            codes.setdefault(code.kind, []).append(code)
    return TrainingSheet(
        training=training,
        aim=readable(element.said("objectif-formation")).splitlines(),
        results=readable(element.said("resultats-attendus")).splitlines(),
        content=readable(element.said("contenu-formation")).splitlines(),
        pathway=words.PATHWAYS.get(element.said("parcours-de-formation"), ""),
        level_in=_level(level_of(training.level_in)),
        level=_level(training.level),
        contacts=tuple(each for each in contacts_of(element, "contact-formation") if says_something(each)),
        websites=_websites(element, "url-formation"),
        codes=codes,
        certifications=related(numbers_of(training), today),
        actions=[_action(each, today) for each in training.actions.all()],
        body=organisme_of(element),
        organisation=organisation_by_siret(training.body_siret),
    )


def readable(text: str) -> str:
    r"""Return a text as people read it: files write HTML into it, sometimes twice over.

    >>> readable("<p>Conduire</p><p>&lt;b&gt;Surveiller&lt;/b&gt; &amp; rendre compte</p>")
    'Conduire\nSurveiller & rendre compte'
    """
    for _again in range(2):
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    lines = (" ".join(line.split()) for line in _TAG.sub("", text).splitlines())
    text = "\n".join(line for line in lines if line)
    return "" if text in NOTHING else text


def says_something(contact: Contact) -> bool:
    """Say whether a contact tells any way to ask."""
    return bool(contact.name or contact.email or contact.telephones or contact.websites or contact.address)


def _action(action: TrainingAction, today: date) -> ActionSheet:
    element = Element.unpacked(action.content)
    return ActionSheet(
        rhythm=readable(element.said("rythme-formation")),
        teaching=words.TEACHING.get(element.said("modalites-enseignement"), ""),
        entries=words.ENTRIES.get(element.said("modalites-entrees-sorties"), ""),
        alternation=readable(element.said("modalites-alternance")),
        conditions=readable(element.said("conditions-specifiques")),
        publics=element.texts("code-public-vise"),
        level_is_required=element.said("niveau-entree-obligatoire") == "1",
        fees_may_be_covered=element.said("prise-en-charge-frais-possible") == "1",
        hours=element.said("nombre-heures-total") or element.said("nombre-heures-centre"),
        hours_in_company=element.said("nombre-heures-entreprise"),
        price=element.said("prix-total-TTC"),
        disabled_access=readable(element.said("acces-handicapes")),
        websites=_websites(element, "url-action"),
        sessions=list(_sessions(action, today)),
    )


def _sessions(action: TrainingAction, today: date) -> Iterator[SessionSheet]:
    for session in action.sessions.all():
        element = Element.unpacked(session.content)
        address = address_of(element.first("adresse-inscription") or element) or Address()
        yield SessionSheet(
            session=session,
            is_over=session.ends_on is not None and session.ends_on < today,
            state=words.RECRUITMENT.get(element.said("etat-recrutement"), ""),
            how_to_enter=readable(element.said("modalites-inscription")),
            address=", ".join((*address.lines, f"{address.postcode} {address.town}".strip())),
        )


def _level(level: int | None) -> str:
    found = geography().levels.get(level or 0)
    return said_in(found.title, page_language()) if found else ""


def _websites(element: Element, name: str) -> tuple[str, ...]:
    """Return the addresses that are safe to follow; those without a scheme get one."""
    found = element.first(name)
    addresses = found.texts("urlweb") if found else ()
    whole = (each if "://" in each else f"https://{each}" for each in addresses)
    return tuple(each for each in whole if each.lower().startswith(("http://", "https://")))
