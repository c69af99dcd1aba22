"""Letters to the teachers of a country about an edition, and who gets each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.languages.scripts import to_latin
from base.languages.texts import code_for_reader
from base.models import User
from competition.models.edition import Edition, with_edition
from schools.models import Country, Region


class Letter(models.Model):
    """One letter: of the calendar, whose row is made when somebody or the calendar touches it, or
    a free one."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Registration is open")
        THREE_WEEKS = "three_weeks", _("Three weeks before")
        WEEK = "week", _("A week before")
        EVE = "eve", _("The evening before")
        KEY = "key", _("The answers are open")
        FREE = "free", _("Own letter")

    class Readers(models.TextChoices):
        EVERYBODY = "everybody", _("all teachers")
        NO_CLASS = "no_class", _("teachers without a class in this edition")
        WITH_CLASS = "with_class", _("teachers with a class in this edition")
        NO_REHEARSAL = "no_rehearsal", _("teachers with a class, none of which has rehearsed")
        NOT_APPROVED = "not_approved", _("teachers who wait for approval")
        PLAYED = "played", _("teachers whose class has played the official quiz")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="letters", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    kind = models.CharField(_("letter"), max_length=12, choices=Kind)
    # ``{language: {"subject": …, "body": …}}``, where somebody wrote it; else the prepared text.
    texts = models.JSONField(_("own texts by language"), default=dict)
    readers = models.CharField(
        _("to whom"), max_length=12, choices=Readers, default=Readers.EVERYBODY
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    written_at = models.DateTimeField(_("written"), null=True, blank=True)
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by whom")
    )
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    stopped_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("stopped by")
    )
    # From then on its readers are fixed; empty ``begun_by`` is the calendar.
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    begun_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    until = models.DateTimeField(_("sent until"), null=True, blank=True)
    filled_at = models.DateTimeField(null=True, editable=False)
    # Mails by state, once who got them is forgotten.
    counts = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering: ClassVar = ["edition", "country", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "country", "kind"],
                condition=~models.Q(kind="free"),
                name="letter_of_the_calendar_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.country_id})"

    on_record = property(with_edition)

    @property
    def title(self) -> str:
        """What it is about: the subject of a free letter, as it is read here."""
        code, in_latin = code_for_reader(self.texts)
        if self.kind != self.Kind.FREE or not code:
            return self.get_kind_display()
        subject = str(self.texts[code]["subject"])
        return to_latin(subject) if in_latin else subject

    @property
    def once(self) -> str:
        """What nobody gets twice: a letter of the calendar also not from two countries."""
        return f"{self.edition_id} {self.kind}" if self.kind != self.Kind.FREE else f"{self.pk}"

    @property
    def name(self) -> str:
        """What its address calls it."""
        return str(self.pk) if self.kind == self.Kind.FREE else self.kind
