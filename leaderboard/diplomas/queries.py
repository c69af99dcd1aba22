"""Who gets a diploma, what stands on it, and which hold no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.dates import day_in_sentence
from base.models import User
from competition.models import AwardRule, Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import IssuedDiploma, Winner
from leaderboard.models.winner import CLASS, SCHOOL
from leaderboard.results.public_results import public_results
from leaderboard.results.queries import SCHOOL as SCHOOL_OF_RESULT
from leaderboard.rules.serials import in_groups
from schools.models import Country, School
from schools.permissions import classes_taught
from schools.roles import zone_at

Kind = IssuedDiploma.Kind


@dataclass(frozen=True, slots=True)
class DiplomaClaim:
    """One diploma that may be issued; ``key``: what has one of its kind once."""

    kind: str
    key: int
    school: School
    place: int = 0
    pupils: int = 0


def claims_in(edition: Edition, country: Country, kind: str) -> list[DiplomaClaim]:
    """All of a kind; a fixed number of statements."""
    if kind == Kind.SCHOOL:
        return list(_schools(edition, country))
    winners = Winner.objects.listed(edition, School.objects.filter(country=country)).held()
    return list(_winners(winners)) if kind == Kind.WINNER else list(_mentors(winners))


def claims_of_teacher(edition: Edition, teacher: User) -> list[DiplomaClaim]:
    """The winners of somebody's classes, and the own diploma where there is one.

    A winner only once the teacher was told of it, or once the results are public.
    """
    own = Winner.objects.listed(edition).held().filter(**{f"{CLASS}__in": classes_taught(teacher)})
    if edition.state not in PUBLISHED:
        own = own.told()
    mine = [one for one in own if teacher in one.school_class.teachers.all()]
    mentors = (claim for claim in _mentors(mine) if claim.key == teacher.pk)
    return [*_winners(mine), *mentors]


def with_ground(edition: Edition, claims: Iterable[DiplomaClaim]) -> list[DiplomaClaim]:
    """Those whose ground is still there since they were read; three statements."""
    found = list(claims)
    there = _grounds(edition, [(one.kind, one.key) for one in found])
    return [one for one in found if (one.kind, one.key) in there]


def _grounds(edition: Edition, asked: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of these kinds with their keys those that have a diploma to get."""
    keys: dict[str, set[int]] = {kind: set() for kind in Kind.values}
    for kind, key in asked:
        keys[kind].add(key)
    held = Winner.objects.filter(edition=edition).held()
    mentor = f"{CLASS}__teachers"
    schools = public_results().filter(
        division__edition=edition, **{f"{SCHOOL_OF_RESULT}__in": keys[Kind.SCHOOL]}
    )
    there = {
        Kind.WINNER: held.filter(pk__in=keys[Kind.WINNER]).values_list("pk", flat=True),
        Kind.MENTOR: held.filter(**{f"{mentor}__in": keys[Kind.MENTOR]})
        .values_list(mentor, flat=True)
        .distinct(),
        Kind.SCHOOL: schools.order_by().values_list(SCHOOL_OF_RESULT, flat=True).distinct(),
    }
    return {(kind.value, pk) for kind, some in there.items() for pk in some}


def may_be_issued_anew(row: IssuedDiploma) -> bool:
    """Whether somebody still has a diploma to get for one that was revoked."""
    if row.kind == Kind.MENTOR and not (row.mentor and row.mentor.name):
        return False
    own = (row.kind, key_of(row))
    return own in _grounds(row.edition, [own])


def key_of(row: IssuedDiploma) -> int:
    """As a claim calls what has one of its kind once; 0 where that is gone."""
    return {
        Kind.WINNER: row.winner_id,
        Kind.SCHOOL: row.school_id,
        Kind.MENTOR: row.mentor_id,
    }[Kind(row.kind)] or 0


def nameless_mentors(edition: Edition, countries: Collection[Country]) -> list[User]:
    """Who would have a diploma to get and has no name to stand on it; one statement."""
    held = Winner.objects.filter(edition=edition, country__in=countries).held()
    classes = held.order_by().values(CLASS)
    return list(User.objects.filter(name="", classes__in=classes).distinct().order_by("email"))


def _winners(winners: Iterable[Winner]) -> Iterator[DiplomaClaim]:
    for winner in winners:
        school = winner.school_class.school
        yield DiplomaClaim(Kind.WINNER, winner.pk, school, winner.place)


def _mentors(winners: Iterable[Winner]) -> Iterator[DiplomaClaim]:
    """One for each teacher whose name is known, however many pupils have won."""
    seen = set[int]()
    for winner in winners:
        for teacher in winner.school_class.teachers.all():
            if teacher.name and teacher.pk not in seen:
                seen.add(teacher.pk)
                yield DiplomaClaim(Kind.MENTOR, teacher.pk, winner.school_class.school)


def _schools(edition: Edition, country: Country) -> Iterator[DiplomaClaim]:
    """Those with a result that counts; how many took part is told from the threshold on."""
    rows = public_results().filter(division__edition=edition, country=country)
    counted = dict(rows.order_by().values_list(SCHOOL_OF_RESULT).annotate(Count("pk")))
    for school in School.objects.filter(pk__in=counted).order_by("name", "pk"):
        many = counted[school.pk]
        told = many if many >= edition.publishing_threshold else 0
        yield DiplomaClaim(Kind.SCHOOL, school.pk, school, pupils=told)


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
        return winner.name or winner.called_in(language)
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


MOST_ENDED = 100


@dataclass(frozen=True, slots=True)
class EndedDiploma:
    """One that was revoked, by hand or by sealing the list anew."""

    row: IssuedDiploma
    facts: DiplomaFacts


def ended_diplomas(
    edition: Edition, countries: Collection[Country], language: str
) -> list[EndedDiploma]:
    """The newest first, so many; two statements."""
    ended = related_diplomas().filter(
        edition=edition, country__in=countries, revoked_at__isnull=False
    )
    read = read_diplomas(ended.order_by("-revoked_at", "-pk")[:MOST_ENDED])
    return [EndedDiploma(one.row, facts_of(one, language)) for one in read]
