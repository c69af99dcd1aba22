"""Every fact that stands on a diploma, for paper and for whoever checks it: said in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.dates import day_in_sentence
from base.languages.speech import variant
from competition.aliases import alias as wording
from competition.models import Alias, AwardRule
from leaderboard.models import IssuedDiploma, Winner
from leaderboard.rules.serials import in_groups
from schools.roles import zone_at

Kind = IssuedDiploma.Kind
CLASS = "award__attempt__entry__school_class"


@dataclass(frozen=True, slots=True)
class DiplomaFacts:
    """As they are printed, in the language that is spoken."""

    serial: str
    edition: str
    heading: str
    name: str
    reason: str
    school: str
    more: str
    day: str
    animal: str = ""


@dataclass(frozen=True, slots=True)
class ReadDiploma:
    """A diploma with the alias of its pupil; ``codes`` none where it is of nobody's."""

    row: IssuedDiploma
    codes: wording.Codes | None = None

    @property
    def winner(self) -> Winner | None:
        """What became of the award, once its teacher was told."""
        return getattr(self.row.award, "winner", None)

    @property
    def passed_on(self) -> bool:
        """Whether somebody else holds the award by now."""
        return self.winner is not None and self.winner.passed_on_at is not None

    @property
    def outlives_pupil(self) -> bool:
        """Whether nothing is kept any more of the pupil it was given to."""
        return self.row.kind == Kind.WINNER and self.row.award is None

    @property
    def name_gone(self) -> bool:
        """Whether a name was agreed to that is not told any more."""
        one = self.winner
        if one is None or one.consent_at is None or one.name:
            return False
        # Agreed to, and not entered yet: the alias is all that was ever printed.
        return not (one.has_consent and one.stands and one.consent_words)

    @property
    def language(self) -> str:
        """Of its paper: the class's, the mentor's own, the first of the country."""
        if self.row.award is not None:
            return self.row.award.attempt.entry.school_class.language
        found = self.row.mentor.language if self.row.mentor else ""
        offered = [*self.row.country.languages, settings.LANGUAGE_CODE]
        return found if found in settings.ENDONYMS else str(offered[0])


def related_diplomas() -> QuerySet[IssuedDiploma]:
    """With everything that is printed of them, and who ended them."""
    return IssuedDiploma.objects.select_related(
        *("edition", "country", "mentor", "award__rule", "award__division", "award__winner"),
        *("rule", "division"),
        *("award__attempt__card", f"{CLASS}__school", "revoked_by"),
    )


def read_diplomas(rows: Iterable[IssuedDiploma]) -> list[ReadDiploma]:
    """Diplomas with the aliases on them; one query, and that of the rows."""
    found = list(rows)
    cards = {row.award.attempt.card_id: row.edition_id for row in found if row.award}
    aliases = Alias.objects.filter(card__in=cards, edition__in=set(cards.values()))
    codes = {
        (card, edition): wording.Codes(*more)
        for card, edition, *more in aliases.values_list(
            "card_id", "edition_id", *wording.Codes._fields
        )
    }
    return [ReadDiploma(row, codes.get(_key(row))) for row in found]


def _key(row: IssuedDiploma) -> tuple[int, int]:
    return (row.award.attempt.card_id if row.award else 0, row.edition_id)


def facts_of(one: ReadDiploma, language: str, *, checked: bool = False) -> DiplomaFacts:
    """What stands on it, in a language; a pupil's name only with the guardian's consent.

    ``checked``: for whoever has the paper. Where a name may be printed that is not told any more,
    nothing says there who the pupil is: it would tie the name to the alias.
    """
    row, untold = one.row, checked and one.name_gone
    day = row.issued_at.astimezone(zone_at(row.country))
    return DiplomaFacts(
        serial=in_groups(row.serial),
        edition=f"{row.edition.title}",
        heading=_("Diploma"),
        name="" if untold else _name(one, language),
        reason=_reason(row),
        school=row.school_name if untold else _school(row),
        more=_more(row),
        day=day_in_sentence(day),
        animal=one.codes.animal if one.codes and not untold else "",
    )


def _name(one: ReadDiploma, language: str) -> str:
    row = one.row
    if row.kind == Kind.WINNER:
        alias = wording.text(one.codes, variant(language, row.country_id)) if one.codes else ""
        return one.winner.name or alias if one.winner else alias
    if row.kind == Kind.MENTOR:
        return row.mentor.name if row.mentor else ""
    return row.school_name


def _reason(row: IssuedDiploma) -> str:
    rule = row.award.rule if row.award else row.rule
    if rule is not None:
        return _award(rule, row.place)
    if row.kind == Kind.MENTOR:
        return _("for the work with pupils who won an award")
    return _("for taking part in the quiz about safety on the internet")


def _award(rule: AwardRule, place: int) -> str:
    """The place where an award has several; in a draw and above a threshold all are alike."""
    if rule.kind != AwardRule.Kind.RANK or not place:
        return str(rule)
    told = {"award": rule, "place": place}
    return _("%(award)s, place %(place)d") % told


def _school(row: IssuedDiploma) -> str:
    if row.award is not None:
        school_class = row.award.attempt.entry.school_class
        told = {"school_class": school_class, "school": row.school_name}
        return _("%(school_class)s, %(school)s") % told
    return row.school_name if row.kind == Kind.MENTOR else ""


def _more(row: IssuedDiploma) -> str:
    country = str(row.country)
    division = row.award.division if row.award else row.division
    if division is not None:
        return _("ages %(ages)s, %(country)s") % {"ages": division, "country": country}
    if not row.pupils:
        return country
    text = ngettext(
        "%(count)d pupil took part, %(country)s",
        "%(count)d pupils took part, %(country)s",
        row.pupils,
    )
    return text % {"count": row.pupils, "country": country}


def check_address(serial: str) -> str:
    """The short address that stands on paper and in its QR code; without a language."""
    address = str(settings.PUBLIC_ADDRESS).rstrip("/")
    return f"{address}{reverse('leaderboard_plain:check_short', args=[serial])}"


def check_words() -> str:
    """Where somebody types a serial, without the words that browsers need not have."""
    address = str(settings.PUBLIC_ADDRESS).rstrip("/").partition("://")[2]
    return f"{address}{reverse('leaderboard_plain:check_begin')}"
