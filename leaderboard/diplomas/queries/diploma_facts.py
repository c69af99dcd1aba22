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
from competition.aliases import alias as wording
from competition.models import AwardRule
from leaderboard.models import IssuedDiploma, Winner
from leaderboard.models.winner import SCHOOL
from leaderboard.rules.serials import in_groups
from schools.roles import zone_at

Kind = IssuedDiploma.Kind


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
    """A diploma with what became of its award."""

    row: IssuedDiploma

    @property
    def winner(self) -> Winner | None:
        """None of a school or a mentor."""
        return self.row.winner

    @property
    def award_gone(self) -> bool:
        """Whether its pupil does not have the award any more."""
        return self.winner is not None and not self.winner.stands

    @property
    def outlives_pupil(self) -> bool:
        """Whether nothing is kept any more of the pupil it was given to."""
        return self.winner is not None and not self.winner.shown_name

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
        if self.winner is not None and self.winner.attempt is not None:
            return self.winner.school_class.language
        found = self.row.mentor.language if self.row.mentor else ""
        offered = [*self.row.country.languages, settings.LANGUAGE_CODE]
        return found if found in settings.ENDONYMS else str(offered[0])


def related_diplomas() -> QuerySet[IssuedDiploma]:
    """With everything that is printed of them, and who ended them."""
    return IssuedDiploma.objects.select_related(
        *("edition", "country", "mentor", "revoked_by"),
        *("winner__rule", "winner__division__edition", f"winner__{SCHOOL}"),
    )


def read_diplomas(rows: Iterable[IssuedDiploma]) -> list[ReadDiploma]:
    """With what is said of them."""
    return [ReadDiploma(row) for row in rows]


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
        animal=one.winner.animal if one.winner and not untold else "",
    )


def _name(one: ReadDiploma, language: str) -> str:
    row = one.row
    if row.kind == Kind.WINNER:
        winner = one.winner
        if winner is None:
            return ""
        return winner.name or (wording.text(winner.codes, language) if winner.codes else "")
    if row.kind == Kind.MENTOR:
        return row.mentor.name if row.mentor else ""
    return row.school_name


def _reason(row: IssuedDiploma) -> str:
    if row.winner is not None:
        return _award(row.winner.rule, row.place)
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
    if row.winner is not None and row.winner.attempt is not None:
        told = {"school_class": row.winner.school_class, "school": row.school_name}
        return _("%(school_class)s, %(school)s") % told
    return row.school_name if row.kind == Kind.MENTOR else ""


def _more(row: IssuedDiploma) -> str:
    country = str(row.country)
    division = row.winner.division if row.winner else None
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
