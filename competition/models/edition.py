"""One year's competition, its windows and divisions, and the classes entered in it."""

from __future__ import annotations

from typing import ClassVar, Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.languages.dates import moments_in_words
from base.languages.texts import in_reader_language
from competition.rules.scoring import chain_of
from quizbank.models import Paper
from schools.models import DIVISION_CODES, Country, SchoolClass


def every_language() -> list[str]:
    """All languages of the product, as most editions offer them."""
    return list(settings.ENDONYMS)


class Edition(models.Model):
    """One year's competition: slogan, rules and state."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REGISTRATION = "registration", _("registration")
        REHEARSAL = "rehearsal", _("rehearsal")
        LIVE = "live", _("live")
        REVIEW = "review", _("review")
        SEALED = "sealed", _("sealed")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

    class Ranking(models.TextChoices):
        """The steps of each stand in ``competition.rules.scoring``."""

        POINTS = "points", _("points, hard questions, tie-break questions, then equal")
        MINUTES = (
            "minutes",
            _(
                "points, hard questions, tie-break questions, minutes (not at ages 9–11), "
                "then equal"
            ),
        )

    slug = models.SlugField(_("short name in addresses"), unique=True)
    names = models.JSONField(_("names by language"), default=dict)
    slogans = models.JSONField(_("slogans by language"), default=dict, blank=True)
    themes = models.JSONField(_("themes by language"), default=dict, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2014), MaxValueValidator(2100)]
    )
    countries = models.ManyToManyField(
        Country, related_name="editions", blank=True, verbose_name=_("countries that take part")
    )
    languages = models.JSONField(_("languages offered"), default=every_language)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    ranking = models.CharField(
        _("who stands higher"), max_length=8, choices=Ranking, default=Ranking.POINTS
    )
    grace_seconds = models.PositiveSmallIntegerField(
        _("grace in seconds"),
        default=60,
        validators=[MinValueValidator(10), MaxValueValidator(600)],
    )
    # The one paper serves all day, so the key stays in until every window is over.
    reveal_early = models.BooleanField(_("explanations when a sitting closes"), default=False)
    # Public figures tell of so many pupils at once, or of none; schools with fewer have no name.
    publishing_threshold = models.PositiveSmallIntegerField(
        _("fewest pupils of a school that is named"),
        default=10,
        validators=[
            MinValueValidator(10, _("Write 10 or more: fewer pupils could be guessed.")),
            MaxValueValidator(1000),
        ],
    )
    # Fixed in each paper when it is published: a question of several parts, all right but one slip.
    half_points = models.BooleanField(
        _("a point for all but one mistake"), default=True, db_default=True
    )
    # So long after the last window a teacher may object to an attempt; then it counts.
    objection_days = models.PositiveSmallIntegerField(
        _("days in which teachers may object to an attempt"),
        default=7,
        db_default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    # Until when the pupil API takes what browsers still have; empty before the review.
    answers_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering: ClassVar = ["-year"]

    def __str__(self) -> str:
        return in_reader_language(self.names, self.slug)

    @property
    def on_record(self) -> str:
        """With the year: the name is carried over."""
        return self.title

    @property
    def title(self) -> str:
        """The name with the year, unless it holds it: names are alike from year to year."""
        name = str(self)
        return name if str(self.year) in name else f"{name} {self.year}"


class _InEdition(Protocol):
    @property
    def edition(self) -> Edition: ...


def with_edition(one: _InEdition) -> str:
    """What is there every year, as the record calls it: with its edition."""
    return f"{one} · {one.edition.title}"


class Window(models.Model):
    """When official sittings of one country may run."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="windows", verbose_name=_("edition")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta:
        verbose_name = _("window")
        verbose_name_plural = _("windows")
        ordering: ClassVar = ["edition", "country", "opens_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="window_closes_after_it_opens",
                violation_error_message=_("The window has to close after it opens."),
            )
        ]

    def __str__(self) -> str:
        """By the clocks of its country: so what is gone stands on record."""
        zone = ZoneInfo(self.country.timezone)
        opens, closes = (one.astimezone(zone) for one in (self.opens_at, self.closes_at))
        until = "%H:%M" if opens.date() == closes.date() else "%Y-%m-%d %H:%M"
        return f"{self.country}: {opens:%Y-%m-%d %H:%M} – {closes:{until}}"

    @property
    def on_record(self) -> str:
        """The same as its reader writes moments, with the edition."""
        zone = ZoneInfo(self.country.timezone)
        span = moments_in_words(self.opens_at.astimezone(zone), self.closes_at.astimezone(zone))
        return f"{self.country}: {span} · {self.edition.title}"


class Division(models.Model):
    """An age group of an edition with its papers and minutes."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="divisions", verbose_name=_("edition")
    )
    code = models.CharField(_("ages"), max_length=8, choices=DIVISION_CODES)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=20, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    official = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    rehearsal = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    practice = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering: ClassVar = ["edition", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "code"], name="division_once_in_edition"),
            models.CheckConstraint(
                condition=models.Q(minutes__range=(1, 180)), name="division_minutes_1_to_180"
            ),
        ]

    def __str__(self) -> str:
        return self.get_code_display()

    on_record = property(with_edition)

    @property
    def to_rehearse(self) -> Paper | None:
        """What a rehearsal asks: the practice paper where there is none of its own."""
        return self.rehearsal or self.practice

    @property
    def chain(self) -> tuple[str, ...]:
        """What parts one place of this age group from the next."""
        return chain_of(self.edition.ranking, self.code)


class Entry(models.Model):
    """A class in an edition; its division follows from its grade."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="entries", verbose_name=_("edition")
    )
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="entries", verbose_name=_("division")
    )
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="entries", verbose_name=_("class")
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "school_class"], name="class_enters_once")
        ]

    def __str__(self) -> str:
        return f"{self.school_class} ({self.division})"
