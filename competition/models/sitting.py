"""One class, or part of it, taking one paper at one time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models.edition import Entry
from quizbank.models import Paper
from schools.models import Card


class Sitting(models.Model):
    """Opened by a teacher with a 6-digit code; official or rehearsal."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        REHEARSAL = "rehearsal", _("rehearsal")

    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="sittings", verbose_name=_("entry")
    )
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name=_("paper"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    code = models.CharField(_("code"), max_length=6)
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="sittings", verbose_name=_("by whom")
    )
    opened_at = models.DateTimeField(_("opened"))
    # The common moment, a few seconds after the teacher pressed "start all".
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # Since when somebody of the staff has seen results of it.
    results_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A teacher keeps it open until then, though nobody is at work any more.
    kept_until = models.DateTimeField(_("kept open until"), null=True, blank=True)
    # The numbers of the cards that play, with commas; empty for the whole class.
    numbers = models.CharField(
        _("numbers that play"), max_length=300, default="", db_default="", blank=True
    )
    # Since when its results stand: school and teacher were approved at its closing, or later on.
    # What happens to either afterwards takes nothing off the boards.
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    # Pupils type code and number alone, and wait until the teacher lets them in.
    without_pins = models.BooleanField(_("without PINs"), default=False, db_default=False)
    # Token of the notice its browsers show; here, because every reply of the pupil API reads this
    # row.
    notice = models.CharField(max_length=16, default="", db_default="", blank=True, editable=False)

    # The last act that its screens must show, for whom if for one card only, and the moment after
    # which every reply tells of it.
    act = models.CharField(max_length=8, default="", db_default="", blank=True, editable=False)
    act_card = models.ForeignKey(
        Card, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    acted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(closed_at__isnull=True),
                name="open_sitting_code_once",
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[0-9]{6}$"), name="sitting_code_six_digits"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["code"], name="sitting_by_code"),
            models.Index(
                fields=["notice"],
                condition=models.Q(closed_at__isnull=True) & ~models.Q(notice=""),
                name="open_sitting_with_notice",
            ),
            # What closed lately, for the figures that move only when a sitting closes.
            models.Index(
                fields=["closed_at"],
                condition=models.Q(kind="official", closed_at__isnull=False),
                name="sitting_official_by_closing",
            ),
            # What waits for an approval; looked at every second.
            models.Index(
                fields=["entry"],
                condition=models.Q(
                    kind="official", closed_at__isnull=False, approved_at__isnull=True
                ),
                name="sitting_waits_for_approval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.entry}"


class PinGuess(models.Model):
    """Wrong PINs typed for one card in one sitting: what slows that card and tells the teacher."""

    sitting = models.ForeignKey(
        Sitting, models.CASCADE, related_name="pin_guesses", verbose_name=_("sitting")
    )
    card = models.ForeignKey(Card, models.CASCADE, related_name="+", verbose_name=_("card"))
    wrong = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("wrong PINs")
        verbose_name_plural = _("wrong PINs")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "card"], name="guesses_once_per_card")
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.wrong}"


class WaitingBrowser(models.Model):
    """A browser that typed a number in a sitting without PINs; in once the teacher says so."""

    sitting = models.ForeignKey(
        Sitting, models.CASCADE, related_name="waiting", verbose_name=_("sitting")
    )
    card = models.ForeignKey(Card, models.CASCADE, related_name="+", verbose_name=_("card"))
    # The browser's own random name of its join.
    browser = models.UUIDField()
    heard_at = models.DateTimeField()
    let_in_at = models.DateTimeField(_("let in"), null=True, blank=True)

    class Meta:
        verbose_name = _("waiting browser")
        verbose_name_plural = _("waiting browsers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "card", "browser"], name="browser_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.browser}"
