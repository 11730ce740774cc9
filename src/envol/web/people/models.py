"""A person: an opaque id first; a name and an e-mail only where somebody gives them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envol.web.accountability.processing import Basis, Processing


class PersonManager(BaseUserManager["Person"]):
    """Makes people; an absent e-mail is NULL, so that many may have none."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> Person:
        """Make a person; without a password nobody can sign in as them by one."""
        person = self.model(email=self.normalize_email(email) or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str, **fields: Any) -> Person:
        """Make somebody who may do everything."""
        person = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        # Whoever runs the command runs the campus: nobody else could have given this e-mail.
        addresses = apps.get_model("account", "EmailAddress")._default_manager
        addresses.using(self._db).create(user=person, email=person.email, verified=True, primary=True)
        return person


class Language(models.TextChoices):
    """The languages of the pages."""

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")


class Theme(models.TextChoices):
    """How the pages look; the cockpit is grey in each."""

    AUTO = "auto", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who comes to the campus."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    card = models.CharField(
        _("card of a pupil (digest)"), max_length=64, unique=True, null=True, blank=True, editable=False
    )
    """The digest of the words on a pupil's card, by which they sign in without name or e-mail; None for all others."""
    says_of_age = models.BooleanField(_("says that they are fifteen or older"), null=True, editable=False)
    """What they said when they made their account; None where nobody asked them."""
    is_protection_officer = models.BooleanField(_("data protection officer"), default=False)
    is_fictional = models.BooleanField(_("fictional, for demonstration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    processing: ClassVar = Processing(
        purpose=_("an account on the campus"),
        basis=Basis.PUBLIC_TASK,
        whose=_("whoever has an account; a pupil's holds neither name nor e-mail"),
        recipients=_("the person, the head of their organisations, administrators"),
        kept=_(
            "as long as a role lasts, then three years after the last sign-in; a pupil's, to the end of the school "
            "year after the last class"
        ),
        job="accounts",
    )

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        """What others read of them: their name, else the beginning of their id; an e-mail is nobody else's to read."""
        return self.name or str(self.id)[:8]

    def clean(self) -> None:
        """An empty e-mail is none at all."""
        super().clean()
        self.email = type(self).objects.normalize_email(self.email) or None

    @property
    def is_pupil(self) -> bool:
        """Whether they came in by a class code, without name or e-mail."""
        return self.card is not None


class Purpose(models.TextChoices):
    """What a person may consent to; each is optional, and nothing else hangs on it."""

    DIRECTORY = "directory", _("my name in the directory of the network")
    MENTORING = "mentoring", _("being proposed to mentors or learners")
    NEWS = "news", _("news of the campus by e-mail")
    RESEARCH = "research", _("my flights, without my name, in studies of training")
    PICTURES = "pictures", _("pictures of me at events")


class Consent(models.Model):
    """A consent for one purpose, and its withdrawal: each is a line of its own, so that what held when can be told."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    wording = models.CharField(_("version of the wording"), max_length=20)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    by_representative = models.UUIDField(_("legal representative (opaque id)"), null=True)
    """Who consented with a minor under fifteen; the name is in the store of papers only."""

    processing: ClassVar = Processing(
        purpose=_("proof of what a person consented to"),
        basis=Basis.OBLIGATION,
        whose=_("whoever consented to something"),
        recipients=_("the person, the data protection officer"),
        kept=_("as long as the account"),
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=models.Q(withdrawn_at=None), name="one_consent_a_purpose"
            )
        ]

    def __str__(self) -> str:
        return self.purpose


class ApiToken(models.Model):
    """A token that a program shows in place of a person; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    last_used_on = models.DateField(_("last used"), null=True)
    expires_on = models.DateField(_("expires"))

    processing: ClassVar = Processing(
        purpose=_("programs that read the campus in a person's place"),
        basis=Basis.CONTRACT,
        whose=_("whoever made a token"),
        recipients=_("the person"),
        kept=_("to its end, one year at most"),
        job="tokens",
    )

    class Meta:
        verbose_name = _("token of the API")
        verbose_name_plural = _("tokens of the API")

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """Who somebody is elsewhere: a digest of what an identity provider calls them, by which they are found again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="identities")
    issuer = models.CharField(_("identity provider"), max_length=200)
    digest = models.CharField(max_length=64)
    """Keyed: the name that somebody has elsewhere is nowhere kept."""
    created_at = models.DateTimeField(_("first sign-in"), default=timezone.now, editable=False)

    processing: ClassVar = Processing(
        purpose=_("sign-in through the identity provider of an establishment"),
        basis=Basis.PUBLIC_TASK,
        whose=_("whoever signs in through it"),
        recipients=_("the person"),
        kept=_("as long as the account"),
    )

    class Meta:
        verbose_name = _("identity elsewhere")
        verbose_name_plural = _("identities elsewhere")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "digest"], name="one_person_an_identity"),
        ]

    def __str__(self) -> str:
        return self.issuer
