"""Work in the background: what was asked for, how far it is, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Job(models.Model):
    """One run of a task that waits, is done, or was. Pages read how far it is from here."""

    class Queue(models.TextChoices):
        SHORT = "short", pgettext_lazy("queue", "short")
        LONG = "long", pgettext_lazy("queue", "long")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        RUNNING = "running", _("is being done")
        DONE = "done", _("done")
        FAILED = "failed", _("given up")

    class Reason(models.TextChoices):
        """Why it was not done, for the person who reads it."""

        TIME = "time", _("It took longer than it may.")
        MEMORY = "memory", _("It needed more memory than it may.")
        DIED = "died", _("It was cut off three times.")
        DATABASE = "database", _("The database did not answer, three times.")
        FAULT = "fault", _("A fault in the program stopped it.")
        MAIL = "mail", _("The mail server did not take the mails; they are tried again by itself.")
        RIGHT = "right", _("Whoever asked for it may not do so any more.")
        CHANGED = (
            "changed",
            _("Something changed since you looked. Look at it once more, then confirm."),
        )
        FAULTY = "faulty", _("Some rows have faults.")
        UNREADABLE = "unreadable", _("The file could not be read. Upload it again.")

    # Where Python finds the task.
    task = models.CharField(max_length=120)
    queue = models.CharField(_("queue"), max_length=8, choices=Queue)
    # What it is about, for tasks of which two at once would be one too many; else empty.
    subject = models.CharField(max_length=80, blank=True)
    # {args: [...], kwargs: {...}}: keys of rows, never their content.
    arguments = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(_("asked for"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    # Which try it is; a process whose number is no longer this one has been given up.
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    # While it is done, the latest sign of life.
    beat_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(_("finished"), null=True)
    # When the row goes.
    expires_at = models.DateTimeField(null=True, db_index=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "subject"],
                condition=models.Q(state__in=["waiting", "running"]) & ~models.Q(subject=""),
                name="job_under_way_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="job_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being done."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def percent(self) -> int:
        """How far it is; never quite 100 before it is there."""
        return min(99, 100 * self.done // self.expected) if self.expected else 0
