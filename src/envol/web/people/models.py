"""A person: an opaque id first; a name and an e-mail only where somebody gives them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


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
    is_instructor = models.BooleanField(_("instructor"), default=False)
    is_fictional = models.BooleanField(_("fictional, for demonstration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

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
