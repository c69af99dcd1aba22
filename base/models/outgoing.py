"""Mails on their way, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models.user import User


class OutgoingMail(models.Model):
    """One mail to one person, without its text: ``kind`` and the key ``about`` lead to the facts.

    ``state`` says what became of it, or why not.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        STOPPED = "stopped", _("stopped")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("the mail server of the reader does not know the address")
        FAILED = "failed", _("was tried several times and not taken")
        LATE = "late", _("its time was over")
        ENDED = "ended", _("wants no letters any more")
        GONE = "gone", _("what it was about is deleted")
        NOTHING = "nothing", _("there was nothing to say any more")

    kind = models.CharField(_("kind"), max_length=20)
    about = models.PositiveBigIntegerField()
    user = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="+", verbose_name=_("user")
    )
    # Where there is no account yet.
    to = models.EmailField(_("e-mail"), blank=True)
    # Nobody gets two of a kind of which this is the same.
    once = models.CharField(max_length=60, editable=False)
    made_at = models.DateTimeField(_("made"))
    # Whoever takes it moves this, and has until then to say what became of it.
    not_before = models.DateTimeField(_("not before"))
    until = models.DateTimeField(_("until"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, db_default=0)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "user", "once"],
                condition=models.Q(user__isnull=False),
                name="mail_once_to_a_user",
            ),
            models.UniqueConstraint(
                fields=["kind", "to", "once"],
                condition=models.Q(user__isnull=True),
                name="mail_once_to_an_address",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"], condition=models.Q(state="waiting"), name="mail_waits"
            ),
            models.Index(fields=["kind", "about"], name="mail_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.address}"

    @property
    def address(self) -> str:
        """Where it goes."""
        return self.user.email if self.user else self.to
