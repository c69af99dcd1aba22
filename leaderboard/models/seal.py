"""The seal: the final list of an edition, fixed by two people, and reopened by two."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Edition
from schools.models import School

TICKET_COLUMNS = ("award", "division", "country", "rank", "ticket", "amount", "reserves")


class Seal(models.Model):
    """A final list laid before by one person; once another has confirmed it, it is the list, until
    two people reopen it. What was sealed stays readable for ever."""

    class Reason(models.TextChoices):
        CARD = "card", _("a card was used against the rules")
        LATE = "late", _("answers came late")
        QUESTION = "question", _("a question is wrong")
        APPEAL = "appeal", _("an appeal")
        MISTAKE = "mistake", _("a mistake in a decision")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="seals", verbose_name=_("edition")
    )
    proposed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("laid before by")
    )
    proposed_at = models.DateTimeField(_("laid before"))
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sealed by")
    )
    confirmed_at = models.DateTimeField(_("sealed"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256 of the list"), max_length=64)
    rows = models.PositiveIntegerField()
    # For each board: country, division, rows.
    boards = models.JSONField(default=list)
    # The list as anybody gets it once it is published; of a list that is only laid before, what the
    # second person looks at and the next list is compared with.
    body = models.TextField(default="", editable=False)
    # Further rows of the list, for those who seal: of boards that show none (`threshold`).
    held_back = models.TextField(default="", editable=False)

    # The tickets of all draws, in the same two parts; the hash is that of what anybody gets.
    tickets = models.TextField(default="", editable=False)
    tickets_held_back = models.TextField(default="", editable=False)
    tickets_sha256 = models.CharField(_("SHA-256 of the tickets"), max_length=64, blank=True)

    # What the second person looks at, worked out with the list.
    look = models.JSONField(null=True, editable=False)
    # Asked for by one person, done by another; the reason is public and names nobody.
    reopen_asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("asked to be reopened by")
    )
    reopen_asked_at = models.DateTimeField(_("asked to be reopened"), null=True)
    reopen_reason = models.CharField(_("reason"), max_length=8, choices=Reason, blank=True)
    reopen_why = models.CharField(_("why it was reopened"), max_length=300, blank=True)
    reopened_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("reopened by")
    )
    reopened_at = models.DateTimeField(_("reopened"), null=True)
    # Since when what it was counted from is being deleted: it cannot be counted again.
    emptied_at = models.DateTimeField(_("results deleted"), null=True)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering: ClassVar = ["edition", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=models.Q(confirmed_at__isnull=False, reopened_at__isnull=True),
                name="edition_sealed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at__isnull=True, reopened_by__isnull=True)
                | models.Q(
                    models.Q(reopened_at__isnull=False, reopened_by__isnull=False),
                    models.Q(confirmed_at__isnull=False, reopen_asked_by__isnull=False),
                    ~models.Q(reopen_reason="") & ~models.Q(reopen_why=""),
                    ~models.Q(reopened_by=models.F("reopen_asked_by")),
                ),
                name="seal_reopened_by_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="seal_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition.slug}: {self.sha256[:12]}"

    @property
    def whole(self) -> str:
        """All rows, as only those who lead the edition may see them."""
        return self.body + self.held_back

    @property
    def all_tickets(self) -> str:
        """Of all draws, whether anybody may see them or not."""
        return self.tickets + self.tickets_held_back

    @property
    def has_draws(self) -> bool:
        """Whether something of it is drawn."""
        return bool(self.tickets_sha256 or self.tickets_held_back)


class CountedSchool(models.Model):
    """A school that counted in an edition as its list was sealed, with its pupils of that day.

    One that is merged later brings its row along, so that the totals stay as they were sealed.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="+", verbose_name=_("edition")
    )
    school = models.ForeignKey(
        School, models.CASCADE, related_name="sealed_as", verbose_name=_("school")
    )
    pupil_count = models.PositiveIntegerField(_("number of pupils"), null=True)

    class Meta:
        verbose_name = _("school at the seal")
        verbose_name_plural = _("schools at the seal")
        indexes: ClassVar = [models.Index(fields=["edition", "school"], name="counted_school")]

    def __str__(self) -> str:
        return f"{self.school_id} · {self.edition_id}"
