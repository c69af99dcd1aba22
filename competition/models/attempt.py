"""One card's run at a paper: leases, answers, credits, decisions and the result."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models.edition import Entry
from competition.models.server import Outage
from competition.models.sitting import Sitting
from quizbank.rules.responses import MOST_CODES
from schools.models import Card


class Attempt(models.Model):
    """One card's run at the paper. ``started_at`` and ``deadline`` are the server's times."""

    class Ending(models.TextChoices):
        PUPIL = "pupil", _("finished by the pupil")
        TIME = "time", _("time was up")
        CLOSED = "closed", _("sitting was closed")

    card = models.ForeignKey(Card, models.PROTECT, related_name="attempts", verbose_name=_("card"))
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="attempts", verbose_name=_("entry")
    )
    sitting = models.ForeignKey(
        Sitting, models.PROTECT, related_name="attempts", verbose_name=_("sitting")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Sitting.Kind)
    language = models.CharField(_("language"), max_length=10, default="bs")
    joined_at = models.DateTimeField(_("joined"))
    # A card that comes after "start all" waits until the teacher lets it in.
    admitted_at = models.DateTimeField(_("let in"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    # started + minutes × (1 + extra) + credits; empty while not started and for untimed cards.
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    ending = models.CharField(_("ended by"), max_length=8, choices=Ending, blank=True)
    lease = models.PositiveSmallIntegerField(_("current lease"), default=0)
    released_at = models.DateTimeField(_("released by the teacher"), null=True, blank=True)
    # From the first finish on; it stays when the sitting is opened again.
    receipt = models.CharField(_("receipt"), max_length=12, unique=True, null=True, blank=True)
    voided_at = models.DateTimeField(_("voided"), null=True, blank=True)
    # Its pupil was told points of what had come by then: what comes later, in this attempt or in
    # another one at the same paper, counts on boards only once an organizer accepts it.
    told_until = models.DateTimeField(_("points told up to"), null=True, blank=True)
    # Voided by its teacher after that: yes while it stands on the boards all the same, no once a
    # later attempt was accepted.
    kept = models.BooleanField(null=True, editable=False)
    # Since when answers wait that came after the finish: the periodic work scores them.
    late_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["card", "entry"],
                condition=models.Q(kind="official", voided_at__isnull=True),
                name="one_counting_official_attempt",
            ),
            models.UniqueConstraint(
                fields=["card", "sitting"],
                condition=models.Q(voided_at__isnull=True),
                name="one_attempt_per_sitting",
            ),
            models.CheckConstraint(
                condition=models.Q(deadline__isnull=True)
                | models.Q(deadline__gt=models.F("started_at")),
                name="deadline_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at__isnull=True)
                | models.Q(finished_at__gte=models.F("started_at")),
                name="finish_after_start",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["deadline"],
                condition=models.Q(finished_at__isnull=True),
                name="attempt_running_by_deadline",
            ),
            models.Index(
                fields=["late_since"],
                condition=models.Q(late_since__isnull=False),
                name="attempt_with_late_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card} ({self.get_kind_display()})"

    @property
    def is_out(self) -> bool:
        """Whether it counts nowhere any more."""
        return self.voided_at is not None and not self.kept


class Lease(models.Model):
    """One browser's turn at an attempt; numbered by the server."""

    attempt = models.ForeignKey(
        Attempt, models.CASCADE, related_name="leases", verbose_name=_("attempt")
    )
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    # When the pupil last did something: chose an answer or moved to another question.
    active_at = models.DateTimeField()
    # Highest sequence number stored: below it an event may be a repeat, above it it is new.
    top_seq = models.PositiveIntegerField(default=0)
    on_question = models.PositiveSmallIntegerField(default=0)
    # Bit n is set once question n has an answer; for the monitor, never for the score.
    answered = models.BigIntegerField(default=0)
    # Bit n is set while question n is marked to check; goes along to the next lease.
    marked = models.BigIntegerField(default=0, db_default=0)
    # What the browser called its join: one whose reply was lost may repeat it.
    join_id = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "number"], name="lease_once_in_attempt")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.number}"


class Answer(models.Model):
    """One event "question n := choice c", numbered by the browser within its lease. Append-only."""

    attempt = models.ForeignKey(
        Attempt, models.CASCADE, related_name="answers", db_index=False, verbose_name=_("attempt")
    )
    lease = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    question = models.PositiveSmallIntegerField()
    choice = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    # The browser's own clock in milliseconds: told by the pupil's PC, evidence only.
    browser_ms = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attempt", "lease", "seq"], name="answer_once_in_lease"
            ),
            models.CheckConstraint(
                condition=models.Q(question__range=(1, 60)), name="answer_question_1_to_60"
            ),
            models.CheckConstraint(
                condition=models.Q(choice__range=(1, MOST_CODES)), name="answer_choice_is_a_code"
            ),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="answer_seq_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.lease}/{self.seq}: {self.question} := {self.choice}"


class Credit(models.Model):
    """Time given to an attempt. Append-only; the deadline is moved in the same transaction."""

    class Kind(models.TextChoices):
        EXTRA = "extra", _("extra minutes")
        PAUSE = "pause", _("pause")
        OUTAGE = "outage", _("outage")

    attempt = models.ForeignKey(
        Attempt, models.CASCADE, related_name="credits", verbose_name=_("attempt")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    seconds = models.PositiveIntegerField(_("seconds"))
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by whom")
    )
    outage = models.ForeignKey(
        Outage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credits",
        verbose_name=_("outage"),
    )

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(seconds__gte=1), name="credit_is_positive"),
            models.UniqueConstraint(fields=["attempt", "outage"], name="outage_credited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.seconds} s"


class Decision(models.Model):
    """What a person decided about a sitting or an attempt, by whom and why. Append-only."""

    class Kind(models.TextChoices):
        OPEN = "open", _("opened the sitting")
        START = "start", _("started all")
        PAUSE = "pause", _("paused")
        RESUME = "resume", _("resumed")
        EXTRA = "extra", _("gave extra minutes")
        RELEASE = "release", _("released a card")
        RELEASE_ALL = "release_all", _("released all cards")
        ADMIT = "admit", _("let a late pupil in")
        CLOSE = "close", _("closed the sitting")
        ACCEPT_LATE = "accept_late", _("accepted late answers")
        VOID = "void", _("voided the attempt")
        REOPEN = "reopen", _("opened the quiz again")
        GROUP = "group", _("let play with the other group")
        LET_IN = "let_in", _("let in without a PIN")
        OUTAGE = "outage", _("settled an outage")
        COUNT_FILE = "count_file", _("counted answers of a file")
        ACCEPT_FILE = "accept_file", _("accepted a file of answers")
        REFUSE_FILE = "refuse_file", _("refused a file of answers")
        UNVOID = "unvoid", _("let the attempt count again")
        UNDO_LATE = "undo_late", _("let late answers no longer count")

    class Reason(models.TextChoices):
        NONE = "", _("no reason needed")
        LESSON = "lesson", _("course of the lesson")
        TECHNICAL = "technical", _("technical trouble")
        NEED = "need", _("needs more time")
        ABSENT = "absent", _("came late")
        WRONG_CARD = "wrong_card", _("wrong card")
        RULES = "rules", _("against the rules")
        MISTAKE = "mistake", _("pressed by mistake")
        POWER = "power", _("power cut")

    kind = models.CharField(_("decision"), max_length=12, choices=Kind)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    sitting = models.ForeignKey(
        Sitting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("sitting"),
    )
    attempt = models.ForeignKey(
        Attempt,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("attempt"),
    )
    card = models.ForeignKey(
        Card, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("card")
    )
    amount = models.IntegerField(
        _("amount"),
        default=0,
        help_text=_("seconds, where time is given"),
    )
    decided_at = models.DateTimeField(_("when"))
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar = ["-decided_at", "-id"]

    def __str__(self) -> str:
        return self.get_kind_display()
