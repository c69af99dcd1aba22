"""Winners: who has an award, what became of it, the consent to a name, and the ceremony."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import ClassVar, NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from base.languages.speech import variant
from base.models import User
from base.pages.context import active_language
from competition.aliases import alias as wording
from competition.models import Attempt, AwardRule, Division, Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.rules.winners import CALLED
from schools.models import Country, School, SchoolClass

CLASS = "attempt__entry__school_class"
SCHOOL = f"{CLASS}__school"


class WinnersPlan(models.Model):
    """The dates of an edition's winners; without a row nobody is told."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("edition")
    )
    confirm_by = models.DateField(_("teachers confirm by"))
    public_from = models.DateTimeField(_("winners are public from"), null=True, blank=True)
    ceremony_at = models.DateTimeField(_("ceremony"), null=True, blank=True)
    ceremony_place = models.CharField(_("place of the ceremony"), max_length=200, blank=True)
    # Names of winners are deleted on this day.
    names_until = models.DateField(_("names are deleted on"))
    # From then on teachers are told; without it these are only dates.
    started_at = models.DateTimeField(_("teachers are told since"), null=True, blank=True)

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


class PublicWinner(NamedTuple):
    """What anybody may read of a winner: nothing before the teacher has said yes; then the name a
    guardian has agreed to, else the alias; the school where it may be named."""

    confirmed: bool = False
    name: str = ""
    school: str = ""


class WinnerQuerySet(models.QuerySet["Winner"]):
    """Every page, sheet and screen reads winners by this."""

    def held(self) -> WinnerQuerySet:
        """Who has an award now: listed, or stepped in, and not gone."""
        return self.filter(gone_at__isnull=True, place__gt=0)

    def called(self) -> WinnerQuerySet:
        """Of awards that are called at the ceremony; enough points are too many for that."""
        return self.filter(rule__kind__in=CALLED)

    def told(self) -> WinnerQuerySet:
        """Whose teacher was told."""
        return self.filter(told_at__isnull=False)

    def waiting(self) -> WinnerQuerySet:
        """Who waits for a teacher's word; of an archived edition, or while its list is reopened,
        nobody is asked."""
        states = (Edition.State.SEALED, Edition.State.PUBLISHED)
        return self.held().told().filter(confirmed_at__isnull=True, edition__state__in=states)

    def pupils(self) -> WinnerQuerySet:
        """Of awards to pupils."""
        return self.filter(division__isnull=False)

    def listed(
        self, edition: Edition, schools: models.QuerySet[School] | None = None
    ) -> WinnerQuerySet:
        """Pupils with an award, those who come next and those whose award is gone, award by award;
        of ``schools`` alone, if they are named. Two statements."""
        found = self.pupils().filter(edition=edition)
        if schools is not None:
            found = found.filter(**{f"{SCHOOL}__in": schools})
        return found.with_all().in_order()

    def with_all(self) -> WinnerQuerySet:
        """With what is shown of each."""
        return self.select_related(
            *("edition", "rule__terms", "division__edition", "country", "confirmed_by"),
            *("attempt__card", "attempt__result", f"{SCHOOL}__region", f"{SCHOOL}__country"),
        ).prefetch_related(f"{CLASS}__teachers")

    def in_order(self) -> WinnerQuerySet:
        """Award by award; who has it, who comes next, who has it no more."""
        comes_next = models.ExpressionWrapper(Q(place=0), output_field=models.BooleanField())
        gone = F("gone_at").asc(nulls_first=True)
        award = ("rule__position", "rule", "country", "division")
        return self.order_by(*award, gone, comes_next, "place", "reserve", "ticket")

    def of_schools(self, edition: Edition) -> WinnerQuerySet:
        """Schools with an award, best place first."""
        found = self.filter(edition=edition, school__isnull=False)
        related = found.select_related("rule__terms", "country", "school")
        return related.order_by("rule__position", "rule", "country", "place", "school__name", "pk")


class Winner(models.Model):
    """One award of an edition to one pupil or school, or a reserve's place in the order: the same
    one in every list that is sealed, and when answers and cards are deleted."""

    class Gone(models.TextChoices):
        LATE = "late", _("not confirmed in time")
        DECLINED = "declined", _("not wanted")
        REOPENED = "reopened", _("the list was reopened")

    class Declined(models.TextChoices):
        PUPIL = "pupil", _("the pupil does not want it")
        GUARDIAN = "guardian", _("a guardian does not want it")
        LEFT = "left", _("the pupil has left the school")
        RULES = "rules", _("it was not played by the rules")

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="winners", verbose_name=_("edition")
    )
    rule = models.ForeignKey(AwardRule, models.PROTECT, related_name="+", verbose_name=_("award"))
    # None of an award to schools.
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, related_name="+", verbose_name=_("division")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    # The award of this division and country, as the seal calls it.
    key = models.CharField(max_length=40)
    ticket = models.CharField(_("ticket"), max_length=12)
    # Of whom it is, until what is kept of the pupil is deleted.
    attempt = models.ForeignKey(
        Attempt, models.SET_NULL, null=True, related_name="winners", verbose_name=_("attempt")
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, related_name="+", verbose_name=_("school")
    )
    # The made-up name by its codes.
    alias = models.CharField(_("made-up name"), max_length=100, blank=True)
    # Held now, 0 for a reserve that waits; ``reserve``: 1 for the first one, 0 for who was listed.
    place = models.PositiveIntegerField(_("place"))
    reserve = models.PositiveSmallIntegerField(_("reserve"), default=0)
    drawn = models.BooleanField(_("by a draw"), default=False)
    # Of a school, as it was when the list was sealed.
    took_part = models.PositiveIntegerField(_("pupils who took part"), null=True)
    declared = models.PositiveIntegerField(_("pupils of the school"), null=True)

    told_at = models.DateTimeField(_("teachers told"), null=True)
    confirm_by = models.DateField(_("to be confirmed by"), null=True)
    remind_on = models.DateField(_("reminder"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    gone_at = models.DateTimeField(_("gone"), null=True)
    gone_why = models.CharField(_("why"), max_length=12, choices=Gone, blank=True)
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

    objects = WinnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("winner")
        verbose_name_plural = _("winners")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "rule", "division", "country", "ticket"],
                name="award_once_by_ticket",
            ),
            models.UniqueConstraint(
                fields=["edition", "rule", "country", "ticket"],
                condition=Q(division__isnull=True),
                name="school_award_once_by_ticket",
            ),
            models.UniqueConstraint(fields=["key", "attempt"], name="award_once_per_pupil"),
            models.UniqueConstraint(fields=["key", "school"], name="school_awarded_once"),
            models.CheckConstraint(
                condition=Q(attempt__isnull=True) | Q(school__isnull=True),
                name="winner_is_pupil_or_school",
            ),
            models.CheckConstraint(
                condition=Q(place__gt=0) | Q(reserve__gt=0), name="winner_or_reserve"
            ),
            models.CheckConstraint(
                condition=Q(name="") | Q(consent_at__isnull=False, withdrawn_at__isnull=True),
                name="winner_named_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True, gone_why="")
                | (Q(gone_at__isnull=False) & ~Q(gone_why="")),
                name="winner_gone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.place or self.reserve}"

    @property
    def stands(self) -> bool:
        """Whether it is not gone."""
        return self.gone_at is None

    @property
    def is_held(self) -> bool:
        """Whether somebody has the award by it."""
        return self.stands and self.place > 0

    @property
    def is_reserve(self) -> bool:
        """Whether it waits to step in."""
        return self.stands and self.place == 0

    @property
    def is_ranked(self) -> bool:
        """Whether the place is told: who is drawn, or among the best per cent, is as good as the
        others."""
        return self.rule.kind == AwardRule.Kind.RANK

    @property
    def is_late(self) -> bool:
        """Whether nobody has confirmed it by its day."""
        by: date | None = self.confirm_by
        asked = self.is_held and self.confirmed_at is None
        return asked and by is not None and by < timezone.localdate()

    @property
    def has_consent(self) -> bool:
        """Whether a guardian has agreed to the name, and has not taken it back."""
        return self.consent_at is not None and self.withdrawn_at is None

    @property
    def names_school(self) -> bool:
        """Whether that consent covers the school."""
        return self.has_consent and self.consent_school

    @property
    def is_archived(self) -> bool:
        """Whether its edition is: nobody steps in any more."""
        return self.edition.state == Edition.State.ARCHIVED

    @property
    def codes(self) -> wording.Codes | None:
        """The alias."""
        if not self.alias:
            return None
        adjective, animal, number = self.alias.split(" ")
        return wording.Codes(adjective, animal, int(number))

    @property
    def animal(self) -> str:
        """Whose picture stands beside the alias."""
        return self.codes.animal if self.codes else ""

    @property
    def alias_name(self) -> str:
        """In the language that is spoken."""
        return self.called_in(active_language())

    def called_in(self, language: str) -> str:
        """The same in a language, as it is spoken in the country."""
        return wording.text(self.codes, variant(language, self.country_id)) if self.codes else ""

    @property
    def shown_name(self) -> str:
        """As anybody may read it once winners are named."""
        return self.name or self.alias_name

    @property
    def prize(self) -> str:
        """What is handed over; empty where nothing is said, or nobody has it."""
        terms = getattr(self.rule, "terms", None)
        return terms.prize(self.place) if terms and self.place else ""

    @property
    def what(self) -> str:
        """The award and, where it says something, the place."""
        if not self.is_ranked or not self.place:
            return str(self.rule)
        told = {"award": self.rule, "place": self.place}
        return gettext("%(award)s, place %(place)d") % told

    @property
    def played(self) -> Attempt:
        """Of a pupil of whom answers are kept."""
        if self.attempt is None:
            raise Attempt.DoesNotExist
        return self.attempt

    @property
    def school_class(self) -> SchoolClass:
        """The same."""
        return self.played.entry.school_class

    @property
    def card_number(self) -> int:
        """The same."""
        number: int = self.played.card.number
        return number

    @property
    def board(self) -> tuple[int, str]:
        """Division and country of the board that has the pupil."""
        return self.division_id or 0, self.country_id

    def public(self, *, shown: bool) -> PublicWinner:
        """What anybody may read; ``shown``: whether the pupil's board shows its rows. Beside a name
        the school stands only where the guardian has agreed to that as well."""
        if self.confirmed_at is None:
            return PublicWinner()
        may = self.names_school if self.name else shown
        if self.attempt is None or not may:
            return PublicWinner(True, self.name)
        school = self.school_class.school
        where = ", ".join(filter(None, [school.name, school.place]))
        return PublicWinner(True, self.name, where)

    def let_go(self, *, why: str, at: datetime) -> None:
        """The pupil has the award no more, and nothing names it; not stored."""
        self.gone_at, self.gone_why = at, why
        self.name, self.named_at, self.remind_on, self.consent_school = "", None, None, False

    @property
    def share(self) -> float:
        """Per cent of the school's pupils who took part."""
        return 100 * self._counted / self._declared

    @property
    def tens(self) -> int:
        """The share in whole tens of per cent, rounded down: for anybody. An exact one would tell
        to which school a pupil belongs whom a second list does not have."""
        return 10 * (10 * self._counted // self._declared)

    @property
    def _declared(self) -> int:
        return self.declared or 1

    @property
    def _counted(self) -> int:
        return min(self.took_part or 0, self._declared)


class AwardGroup(NamedTuple):
    """The winners of one award of one division and country, in their order."""

    key: str
    name: str
    kind: str
    division: str
    country: str
    winners: list[Winner]

    @property
    def has_places(self) -> bool:
        """Whether the order means anything."""
        return self.kind != AwardRule.Kind.DRAW


def grouped(winners: Iterable[Winner]) -> list[AwardGroup]:
    """Award by award, as they are listed."""
    found: dict[str, AwardGroup] = {}
    for winner in winners:
        if winner.key not in found:
            words = (str(winner.rule), winner.rule.kind, str(winner.division or ""))
            found[winner.key] = AwardGroup(winner.key, *words, str(winner.country), [])
        found[winner.key].winners.append(winner)
    return list(found.values())


type Told = Mapping[int, PublicWinner]
