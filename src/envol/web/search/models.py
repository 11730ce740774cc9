"""What can be found, and by which words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """Something public that can be found: where it is, and how it is called today."""

    kind = models.CharField(_("kind"), max_length=20)
    """What it is: `job`, `certification`, `skill`, `organisation`, `training`, `scenario`."""
    key = models.CharField(_("key"), max_length=64)
    """Its id among those of its kind."""
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    """A second line: the code, the town, the level."""
    path = models.CharField(_("address"), max_length=200)
    weight = models.SmallIntegerField(_("weight"), default=0)
    """Among finds of equal likeness the heavier comes first; what is stale weighs less."""

    class Meta:
        verbose_name = _("thing that can be found")
        verbose_name_plural = _("things that can be found")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="one_entry_a_thing")]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """One word that an entry is found by: of its title, its code, an old or another title."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="words")
    word = models.CharField(_("word"), max_length=40)
    """Small letters of a to z and digits only (`folding.words_of`), so that every database sorts it alike."""
    is_former = models.BooleanField(_("of an old title"), default=False)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        constraints: ClassVar = [models.UniqueConstraint(fields=["word", "entry"], name="one_word_an_entry")]
        indexes: ClassVar = [models.Index(fields=["entry"], name="word_of_entry")]

    def __str__(self) -> str:
        return self.word


class FormerTitle(models.Model):
    """Another title that an entry is found by, shown where it was the reason for the find."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="former_titles")
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("former or other title")
        verbose_name_plural = _("former or other titles")

    def __str__(self) -> str:
        return self.title
