"""What is read of people."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.signing import b64_decode
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from envol.web.accountability.models import AccessRecord
from envol.web.papers.selectors import birth_date_of, needs_representative
from envol.web.people import cards
from envol.web.people.models import ApiToken, Consent, Person, Purpose
from envol.web.people.wordings import WORDINGS, Wording


def signed_in(sessions: Collection[str]) -> dict[str, Person]:
    """Return whose each session is, of those that still are somebody's.

    Left out are the sessions that have expired or were signed out, those of people who are no longer active, and those
    from before a password was changed.

    Parameters
    ----------
    sessions : collection of str
        Their keys.
    """
    stored = Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now())
    held = {session.session_key: session.get_decoded() for session in stored}
    named = {str(data.get(SESSION_KEY, "")) for data in held.values()} - {""}
    people = {str(person.pk): person for person in Person.objects.filter(pk__in=named, is_active=True)}
    found = {}
    for key, data in held.items():
        person = people.get(str(data.get(SESSION_KEY)))
        if person and constant_time_compare(data.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
            found[key] = person
    return found


def sessions_of(person: UUID) -> list[Session]:
    """Return the sessions of somebody: all that last are looked through, for none says whose it is but inside."""
    lasting = Session.objects.filter(expire_date__gt=timezone.now())
    stored = lasting.values_list("session_key", "session_data").iterator(chunk_size=5000)
    likely = [key for key, data in stored if _may_name(data, str(person).encode())]
    found = Session.objects.filter(session_key__in=likely).order_by("expire_date")
    return [session for session in found if session.get_decoded().get(SESSION_KEY) == str(person)]


def _may_name(data: str, person: bytes) -> bool:
    """Say whether a session may be somebody's, without the price of its signature and its JSON."""
    packed = data.partition(":")[0]
    try:
        inside = b64_decode(packed.removeprefix(".").encode())
        return person in (zlib.decompress(inside) if packed.startswith(".") else inside)
    except (ValueError, zlib.error):
        return True  # written otherwise: whoever decodes it knows


def pupil_of_card(text: str) -> Person | None:
    """Return the pupil whose card says these words, however they were typed; None where it is nobody's."""
    if cards.signs_of(text) is None:
        return None
    return Person.objects.filter(card__in=cards.digests_of(text), is_active=True).first()


def is_proven(person: Person) -> bool:
    """Say whether an account may be taken for that of whoever its e-mail belongs to.

    So it is where the e-mail was confirmed; where nobody ever came in, nor can by a password; and where it is kept by
    others' care: an administrator's and the protection officer's are named by hand, a fictional one is nobody's, and a
    pupil has a card.
    """
    return not unproven([person])


def unproven(people: Collection[Person]) -> list[Person]:
    """Return those of some people who are not proven (`is_proven`), by one question to the database for 500 of them."""
    doubtful = [person for person in people if not _is_kept_by_others(person) and _was_opened(person)]
    confirmed: set[tuple[UUID, str]] = set()
    for start in range(0, len(doubtful), 500):
        some = [person.pk for person in doubtful[start : start + 500]]
        found = EmailAddress.objects.filter(user__in=some, verified=True).values_list("user_id", "email")
        confirmed |= {(person, email.lower()) for person, email in found}
    return [person for person in doubtful if (person.pk, (person.email or "").lower()) not in confirmed]


def _is_kept_by_others(person: Person) -> bool:
    named = person.is_staff or person.is_superuser or person.is_protection_officer
    return named or person.is_fictional or person.is_pupil


def _was_opened(person: Person) -> bool:
    return person.last_login is not None or person.has_usable_password()


def consents_alone(person: Person) -> bool:
    """Say whether somebody consents without a legal representative: from fifteen on.

    A paper that says when they were born decides. Without one a pupil counts as younger, and so does whoever made an
    account by themselves and did not say that they are fifteen; whoever was never asked was brought in as a grown-up.
    """
    birth = birth_date_of(person.pk)
    if birth is not None:
        return not needs_representative(birth, timezone.localdate())
    return not person.is_pupil and person.says_of_age is not False


def may_consent_to(person: Person, purpose: Purpose) -> bool:
    """Say whether a purpose is about somebody: an account without name or e-mail has nothing to say about them."""
    return not (person.is_pupil and WORDINGS[purpose].names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands on one purpose.

    Parameters
    ----------
    purpose : Purpose
    wording : Wording
    consent : Consent or None
        The one that holds.
    """

    purpose: Purpose
    wording: Wording
    consent: Consent | None

    @property
    def is_current(self) -> bool:
        """Whether what was consented to is what is asked today."""
        return self.consent is not None and self.consent.wording == self.wording.version


def standings_of(person: Person) -> list[Standing]:
    """Return where somebody stands on each purpose that is about them."""
    holding = {each.purpose: each for each in Consent.objects.filter(person=person, withdrawn_at=None)}
    return [
        Standing(purpose=purpose, wording=WORDINGS[purpose], consent=holding.get(purpose.value))
        for purpose in Purpose
        if may_consent_to(person, purpose)
    ]


def has_consented(person: UUID, purpose: Purpose) -> bool:
    """Say whether somebody consents to the wording of today."""
    return consenting_to(purpose).filter(pk=person).exists()


def consenting_to(purpose: Purpose) -> QuerySet[Person]:
    """Return those who consent to the wording of today."""
    return Person.objects.filter(
        consents__purpose=purpose, consents__withdrawn_at=None, consents__wording=WORDINGS[purpose].version
    )


def tokens_of(person: Person) -> QuerySet[ApiToken]:
    """Return somebody's own tokens, newest first."""
    return ApiToken.objects.filter(person=person).order_by("-created_at")


def looks_at(person: Person) -> QuerySet[AccessRecord]:
    """Return who looked at what is kept about a pupil; of adults, nothing is written down."""
    return AccessRecord.objects.filter(pupil=person.pk)
