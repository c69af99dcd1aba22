"""Boards as the public may see them, and why one stands still."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.models import User
from competition.models import Division, Edition
from leaderboard.rules.snapshots import content_of, empty, render
from leaderboard.rules.threshold import fewest, shows_rows
from schools.models import Country

# What stands in an address for all countries together.
ALL = "all"


class Board(models.Model):
    """A ranked view of an edition as the public may see it.

    A board of pupils belongs to a division, in one country or across all; the others belong to an
    edition, in one country or, for the board of countries, in none.
    """

    class Kind(models.TextChoices):
        PUPILS = "pupils", _("best pupils")
        SCHOOLS = "schools", _("schools by participation")
        REGIONS = "regions", _("regions")
        COUNTRIES = "countries", _("countries")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PUPILS)
    division = models.ForeignKey(
        Division,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="boards",
        verbose_name=_("division"),
    )
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    # The bytes every watcher gets; replaced, with a higher version, when they differ.
    version = models.PositiveIntegerField(default=0)
    body = models.TextField(default="", editable=False)
    published_at = models.DateTimeField(null=True, editable=False, db_index=True)
    # How many results the public may see, counted every few seconds and not at every publish.
    total = models.PositiveIntegerField(default=0, editable=False)
    # Of how many schools they are, counted up to as many as a board waits for.
    schools = models.PositiveSmallIntegerField(default=0, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering: ClassVar = ["edition", "division", "kind", "country"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division", "country"], name="board_once"),
            models.UniqueConstraint(
                fields=["division"],
                condition=models.Q(country__isnull=True),
                name="board_once_across_countries",
            ),
            models.UniqueConstraint(fields=["edition", "kind", "country"], name="board_of_kind"),
            models.UniqueConstraint(
                fields=["edition", "kind"],
                condition=models.Q(country__isnull=True),
                name="board_of_kind_across_countries",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="pupils", division__isnull=False, edition__isnull=True)
                | models.Q(~models.Q(kind="pupils"), division__isnull=True, edition__isnull=False),
                name="board_of_division_or_edition",
            ),
        ]

    def __str__(self) -> str:
        what = self.division or self.get_kind_display()
        return f"{self.country or _('all countries')} · {what}"

    @property
    def on_record(self) -> str:
        """With the edition: its like is there every year."""
        return f"{self} · {self.season.title}"

    @property
    def season(self) -> Edition:
        """The edition it belongs to, by whichever way."""
        found = self.edition if self.division is None else self.division.edition
        assert found is not None  # noqa: S101 - a constraint of the table
        return found

    @property
    def place(self) -> tuple[int, str] | None:
        """Division and country of a board of pupils in one country."""
        if self.division_id is None or self.country_id is None:
            return None
        return self.division_id, self.country_id

    @property
    def shows_rows(self) -> bool:
        """Whether, as last counted, enough pupils of enough schools stand on it."""
        least = fewest(self.season.publishing_threshold)
        return shows_rows(self.total, self.schools, fewest=least)

    @property
    def part(self) -> str:
        """What stands in its address after the country: ages, or the kind."""
        return self.kind if self.division is None else self.division.code

    @property
    def is_of_pupils(self) -> bool:
        """Whether its rows are pupils; else they are figures of many."""
        return self.kind == self.Kind.PUPILS

    @property
    def title(self) -> object:
        """What such boards are called."""
        return TITLES[self.Kind(self.kind)]

    def address(self, name: str = "board") -> str:
        """Its page in the active language, or its page for frames: ``"embed"``."""
        country = ALL if self.country_id is None else self.country_id.lower()
        return reverse(f"leaderboard:{name}", args=[self.season.slug, country, self.part])

    @property
    def told(self) -> int | None:
        """How many pupils its snapshot tells of; nobody knows while it holds back."""
        return content_of(self.text())["total"]

    def text(self) -> str:
        """The snapshot as watchers get it, an empty one before the first."""
        if self.body:
            return self.body
        kind = "" if self.is_of_pupils else self.kind
        content = empty(self.pk, frozen=self.frozen_at is not None, kind=kind)
        return render(content, version=self.version, updated=None)


TITLES = {
    Board.Kind.PUPILS: _("Best pupils"),
    Board.Kind.SCHOOLS: _("Schools that take part"),
    Board.Kind.REGIONS: _("Regions that take part"),
    Board.Kind.COUNTRIES: _("Countries that take part"),
}


class Freeze(models.Model):
    """One stop of one board. Its reason is public, its note is not."""

    class Reason(models.TextChoices):
        CHECK = "check", _("we are checking a result")
        TROUBLE = "trouble", _("there was technical trouble, and answers are still arriving")
        CEREMONY = "ceremony", _("the final places are announced at the ceremony")
        END = "end", _("the quiz is over, and the list is being completed")

    board = models.ForeignKey(
        Board, models.CASCADE, related_name="freezes", verbose_name=_("board")
    )
    at = models.DateTimeField(_("frozen"))
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, default=Reason.CHECK)
    note = models.CharField(_("note"), max_length=200, blank=True)
    lifted_at = models.DateTimeField(_("moves again"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("freeze")
        verbose_name_plural = _("freezes")
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board"],
                condition=models.Q(lifted_at__isnull=True),
                name="board_frozen_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.board}: {self.get_reason_display()}"
