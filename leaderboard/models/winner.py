"""Winners: what has become of an award, the consent to a name, and the ceremony."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models.award import Award
from leaderboard.models.seal import Seal
from schools.models import Country


class WinnersPlan(models.Model):
    """The dates of an edition's winners; without a row nobody is told."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("edition")
    )
    # Whoever has not confirmed by the end of this day passes the award on.
    confirm_by = models.DateField(_("teachers confirm by"))
    public_from = models.DateTimeField(_("winners are public from"), null=True, blank=True)
    ceremony_at = models.DateTimeField(_("ceremony"), null=True, blank=True)
    ceremony_place = models.CharField(_("place of the ceremony"), max_length=200, blank=True)
    # Names of winners are deleted on this day.
    names_until = models.DateField(_("names are deleted on"))
    # From then on teachers are told; without it these are only dates.
    started_at = models.DateTimeField(_("teachers are told since"), null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Of which list, and whether its draw was made by then: another list, or a draw, is still to be
    # told. Moments would not do: what is committed late bears an earlier one.
    looked_seal = models.ForeignKey(
        Seal, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    looked_drawn = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        verbose_name = _("dates of the winners")
        verbose_name_plural = _("dates of the winners")

    def __str__(self) -> str:
        return f"{self.edition}"

    @property
    def on_record(self) -> str:
        """That of its edition."""
        return self.edition.on_record

    @classmethod
    def announced(cls) -> models.QuerySet[WinnersPlan]:
        """Of editions of which anybody may know when their winners are named: the results are
        published, teachers were told, and the moment is set."""
        return cls.objects.filter(
            edition__state__in=PUBLISHED, public_from__isnull=False, started_at__isnull=False
        )

    @classmethod
    def public(cls, at: datetime) -> models.QuerySet[WinnersPlan]:
        """Of editions whose winners anybody may see: published, and the named moment has come."""
        return cls.announced().filter(public_from__lte=at)


class Winner(models.Model):
    """An award whose teacher was told of it; of a reserve, from when the award came to it."""

    class PassedOn(models.TextChoices):
        LATE = "late", _("not confirmed in time")
        DECLINED = "declined", _("not wanted")
        REOPENED = "reopened", _("the list was reopened")
        HELD = "held", _("the pupil has another award that excludes it")

    class Declined(models.TextChoices):
        PUPIL = "pupil", _("the pupil does not want it")
        GUARDIAN = "guardian", _("a guardian does not want it")
        LEFT = "left", _("the pupil has left the school")
        RULES = "rules", _("it was not played by the rules")

    award = models.OneToOneField(
        Award, models.CASCADE, primary_key=True, related_name="winner", verbose_name=_("award")
    )
    # The place held now: of a reserve, the one that it took over.
    place = models.PositiveIntegerField(_("place"))
    instead_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", verbose_name=_("instead of")
    )
    told_at = models.DateTimeField(_("teachers told"))
    confirm_by = models.DateField(_("to be confirmed by"))
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    remind_on = models.DateField(_("next reminder"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    passed_on_at = models.DateTimeField(_("passed on"), null=True)
    passed_on_why = models.CharField(_("why"), max_length=12, choices=PassedOn, blank=True)
    declined_for = models.CharField(
        _("not wanted because"), max_length=12, choices=Declined, blank=True, db_default=""
    )
    pupil_told_at = models.DateTimeField(_("the pupil knows"), null=True)
    # Entered only once the guardian's consent is on record; else the alias stands.
    name = models.CharField(_("name"), max_length=120, blank=True)
    named_at = models.DateTimeField(_("name entered"), null=True)
    # The day on the form, and what it covers, in the words in which it was asked.
    consent_on = models.DateField(_("day of the consent"), null=True)
    consent_words = models.TextField(_("what the consent covers"), blank=True, db_default="")
    consent_school = models.BooleanField(_("the school may be named"), db_default=False)
    consent_at = models.DateTimeField(_("guardian’s consent"), null=True)
    consent_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("consent recorded by")
    )
    withdrawn_at = models.DateTimeField(_("consent withdrawn"), null=True)
    invited_at = models.DateTimeField(_("invited"), null=True)
    comes = models.BooleanField(_("comes to the ceremony"), null=True)
    handed_over_at = models.DateTimeField(_("prize handed over"), null=True)

    class Meta:
        verbose_name = _("winner")
        verbose_name_plural = _("winners")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(name="")
                | models.Q(consent_at__isnull=False, withdrawn_at__isnull=True),
                name="winner_named_with_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(passed_on_at__isnull=True, passed_on_why="")
                | (models.Q(passed_on_at__isnull=False) & ~models.Q(passed_on_why="")),
                name="winner_passed_on_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award.rule} {self.place}"

    @property
    def stands(self) -> bool:
        """Whether the award has not passed on."""
        return self.passed_on_at is None

    @property
    def is_reopened(self) -> bool:
        """Whether it went as the list was sealed anew."""
        return self.passed_on_why == self.PassedOn.REOPENED

    @property
    def has_consent(self) -> bool:
        """Whether a guardian has agreed to the name, and has not taken it back."""
        return self.consent_at is not None and self.withdrawn_at is None

    @property
    def names_school(self) -> bool:
        """Whether that consent covers the school."""
        return self.has_consent and self.consent_school


class WinnerMail(models.Model):
    """A mail to a teacher about all her winners of an edition; what it says is read as it goes."""

    class Kind(models.TextChoices):
        TOLD = "told", _("told")
        REMINDED = "reminded", _("reminded")
        MOVED = "moved", _("moved up")
        REOPENED = "reopened", _("sealed again")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused")
        LATE = "late", _("nothing to say any more")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("teacher"))
    # By whose clocks it is night.
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(_("made"))
    taken_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("mail about winners")
        verbose_name_plural = _("mails about winners")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "user", "country", "kind"],
                # One that is being handed over was read before: what comes now needs its own.
                condition=models.Q(state="waiting", taken_at__isnull=True),
                name="winner_mail_waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition.slug}: {self.kind}"
