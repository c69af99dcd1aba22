"""Winners as pages, sheets and screens read them, and what is due with them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.languages.collation import sort_key
from base.languages.dates import day_in_sentence
from base.models import User
from base.record.queries import RecordLine, lines
from competition.classes.home_lines import HomeLine
from competition.models import Attempt, AwardRule, Decision, Edition
from competition.rules.edition_steps import PUBLISHED, SEALED
from competition.setup.checks import Check
from leaderboard.awards.queries import is_draw_ahead
from leaderboard.models import IssuedDiploma, Seal, Winner, WinnersPlan
from leaderboard.models.winner import (
    CLASS,
    SCHOOL,
    AwardGroup,
    PublicWinner,
    Told,
    WinnerQuerySet,
    grouped,
)
from leaderboard.results.public_results import Place, public_results, shown_boards
from leaderboard.results.queries import SCHOOL as SCHOOL_OF_RESULT
from leaderboard.results.words import in_words
from leaderboard.rules.ranking import separation
from schools.models import Country, Role, School, SchoolClass
from schools.permissions import classes_taught
from schools.roles import Area, Reach, Visitor, holdings_of

# Of each award so many stand on a page; the workbook has all. A form sends at most 1,000 ticks.
MOST = 80


# ---------------------------------------------------------------- what is shown


def held_awards(edition: Edition, schools: QuerySet[School] | None = None) -> list[AwardGroup]:
    """Who has the awards that are called at the ceremony, while answers are kept; of ``schools``
    alone, if named."""
    kept = Winner.objects.listed(edition, schools).filter(attempt__isnull=False)
    return grouped(kept.held().called())


def told_publicly(winners: Collection[Winner], edition: Edition) -> Told:
    """``{winner: what anybody may read}``: beside an alias a school stands where the board shows
    its rows. Three statements."""
    places = {winner.board for winner in winners}
    shown = shown_boards(places, edition) if places else set[Place]()
    return {winner.pk: winner.public(shown=winner.board in shown) for winner in winners}


def hall_hears_who(winner: Winner, told: PublicWinner) -> bool:
    """Whether name or alias is called, and not the place alone: once the teacher has said yes, and
    of whom nobody was asked. Drawn on this stage, or in an edition that asks nobody, the alias
    stands on the boards anyway."""
    return told.confirmed or winner.told_at is None


class _Standing(NamedTuple):
    """What decided about a place."""

    pk: int
    key: str
    place: int
    drawn: bool
    score: int
    hard: int
    tie_break: int
    time: int


def reasons(edition: Edition) -> Mapping[int, str]:
    """``{winner: the step that parts it from the one above, with both values}``, of awards that are
    called; one statement."""
    values = (f"attempt__result__{step}" for step in ("score", "hard", "tie_break", "time"))
    rows = Winner.objects.filter(edition=edition, attempt__result__isnull=False).called()
    ordered = rows.exclude(gone_why=Winner.Gone.REOPENED).order_by("key", "reserve", "place")
    told = ordered.values_list("pk", "key", "place", "drawn", *values, "rule__kind")
    chains = {one.code: one.chain for one in edition.divisions.all()}
    found = dict[int, str]()
    for key, group in groupby(told, lambda row: row[1]):
        chain, above = chains[key.split("/")[1]], None
        for *row, kind in group:
            own = _Standing(*row)
            found[own.pk] = _why(kind, above, own, chain)
            above = own
    return found


def _why(kind: str, above: _Standing | None, own: _Standing, chain: Sequence[str]) -> str:
    """In words; a draw or a shared place where all steps are equal."""
    if kind == AwardRule.Kind.DRAW:
        return _("drawn") if own.drawn else ""
    if above is None:
        return ""
    apart = separation(above, own, chain, rank_above=above.place)
    if apart:
        return in_words(apart)
    return _("drawn among equals") if own.drawn else _("shares the place")


@dataclass(frozen=True, slots=True)
class TableBlock:
    """One award in the organizers' table: who has it, who comes next or does not have it any more;
    ``free``: places that a reserve may have; ``cut``: there are more."""

    award: AwardGroup
    held: Sequence[tuple[Winner, str]]
    others: Sequence[tuple[Winner, str]]
    free: int
    cut: bool


def winner_table(
    edition: Edition, schools: QuerySet[School] | None, country: Country | None
) -> list[TableBlock]:
    """Awards of a country that are called, the first of each; a fixed number of statements."""
    why = reasons(edition)
    free = _free_places(edition)
    shown = Winner.objects.listed(edition, schools).called().filter(country=country)
    found = list[TableBlock]()
    for award in grouped(shown):
        held = [(one, why.get(one.pk, "")) for one in award.winners if one.is_held]
        others = [(one, why.get(one.pk, "")) for one in award.winners if not one.is_held]
        cut = len(held) > MOST
        block = TableBlock(award, held[:MOST], others[:MOST], free.get(award.key, 0), cut)
        found.append(block)
    return found


def _free_places(edition: Edition) -> Mapping[str, int]:
    """``{award: places of those who did not want it and that no reserve has}``."""
    not_wanted = Q(gone_why__in=(Winner.Gone.DECLINED, Winner.Gone.LATE), reserve=0)
    came = Q(gone_at__isnull=True, place__gt=0, reserve__gt=0)
    rows = Winner.objects.filter(edition=edition).order_by().values_list("key")
    counted = rows.annotate(free=Count("pk", filter=not_wanted), taken=Count("pk", filter=came))
    return {key: free - taken for key, free, taken in counted if free > taken}


@dataclass(frozen=True, slots=True)
class PublicAward:
    """One award for anybody; ``cut``: there are more."""

    award: AwardGroup
    winners: Sequence[tuple[Winner, PublicWinner]]
    cut: bool


def public_awards(edition: Edition, country: Country) -> list[PublicAward]:
    """Of one country. Of a draw by the alphabet: in the order in which they were drawn each would
    stand beside the own ticket, which anybody can work out in that order."""
    shown = Winner.objects.listed(edition).held().called().filter(country=country)
    groups = grouped(shown)
    told = told_publicly([winner for one in groups for winner in one.winners], edition)
    found = list[PublicAward]()
    for award in groups:
        rows = [(winner, told[winner.pk]) for winner in award.winners[:MOST]]
        if not award.has_places:
            rows.sort(key=lambda row: (not row[1].confirmed, sort_key(row[0].shown_name)))
        found.append(PublicAward(award, rows, cut=len(award.winners) > MOST))
    return found


class PrizeCount(NamedTuple):
    """So many pieces of one prize for one award."""

    award: str
    division: str
    country: str
    prize: str
    pieces: int


def prize_counts(edition: Edition, schools: QuerySet[School] | None) -> Iterator[PrizeCount]:
    """How many of which prize, as awards are held now."""
    for award in grouped(Winner.objects.listed(edition, schools).held()):
        pieces = Counter(winner.prize for winner in award.winners)
        for prize, many in pieces.items():
            yield PrizeCount(award.name, award.division, award.country, prize, many)


def own_awards(attempt: Attempt) -> list[Winner]:
    """What a pupil may know of, on the own result: what the teacher has told, and what follows from
    the points once results are published."""
    may = Q(pupil_told_at__isnull=False)
    if attempt.entry.division.edition.state in PUBLISHED:
        may |= Q(rule__kind=AwardRule.Kind.THRESHOLD)
    held = Winner.objects.filter(may, attempt=attempt.pk).held()
    return list(held.select_related("rule").order_by("rule__position", "pk"))


# ---------------------------------------------------------------- teachers


def winners_of_teacher(user: Visitor) -> WinnerQuerySet:
    """The winners of the own classes; nobody's for who has a class for today only."""
    return Winner.objects.filter(**{f"{CLASS}__in": classes_taught(user)})


def told_classes(winners: QuerySet[Winner]) -> QuerySet[SchoolClass]:
    """Their classes, once for each of the ``teachers`` who may be written to: who still teach at
    the school, and whose address is proved."""
    teacher = OuterRef("teachers")
    proved = User.objects.filter(pk=teacher, emailaddress__verified=True, is_active=True)
    teaches = Role.objects.filter(
        user=teacher, kind=Role.Kind.TEACHER, school=OuterRef("school"), approved_at__isnull=False
    )
    classes = winners.order_by().values(CLASS)
    return SchoolClass.objects.filter(Exists(proved), Exists(teaches), pk__in=classes)


class ReachedAward(NamedTuple):
    """An award for enough points, and the numbers of the cards that have it, in one class."""

    name: str
    school_class: str
    cards: list[int]


def reached_awards(user: User) -> list[ReachedAward]:
    """Of the own classes, of sealed editions that are not archived: nothing is to be done."""
    states = set(SEALED) - {Edition.State.ARCHIVED}
    rows = winners_of_teacher(user).filter(
        edition__state__in=states, rule__kind=AwardRule.Kind.THRESHOLD
    )
    related = rows.filter(gone_at__isnull=True).select_related("rule", "attempt__card", CLASS)
    cards = defaultdict[tuple[str, str], list[int]](list)
    ordered = related.order_by(f"{CLASS}__label", "rule__position", "attempt__card__number")
    for winner in ordered:
        cards[winner.school_class.label, str(winner.rule)].append(winner.card_number)
    return [ReachedAward(name, label, numbers) for (label, name), numbers in cards.items()]


def winner_lines(user: User) -> list[HomeLine]:
    """On a teacher's first page: one line while there are winners. One statement."""
    found = winners_of_teacher(user).exclude(edition__state=Edition.State.ARCHIVED)
    listed = list(found.told().held().select_related(CLASS))
    if not listed:
        return []
    url = reverse("leaderboard:my_winners")
    return [HomeLine(_("Winners of your classes"), url, _what_waits(listed))]


def _what_waits(winners: Sequence[Winner]) -> str:
    waiting = [one.confirm_by for one in winners if one.confirmed_at is None and one.confirm_by]
    if waiting:
        text = ngettext(
            "%(count)d award waits for your word until %(day)s.",
            "%(count)d awards wait for your word until %(day)s.",
            len(waiting),
        )
        return text % {"count": len(waiting), "day": day_in_sentence(min(waiting))}
    if any(one.pupil_told_at is None for one in winners):
        return _("Confirmed. Tell the pupils when you are with them.")
    return _("Confirmed, and the pupils know.")


# ---------------------------------------------------------------- the record

MOST_LINES = 50
# On record with their addresses.
PEOPLE = ("confirmed_by", "consent_by")


def history_of(winner: Winner, user: User) -> list[RecordLine]:
    """What was done with one winner, the newest first; only the class's teachers and people of the
    reader's area are named."""
    found = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Winner), object_id=winner.pk
    )
    entries = list(found.order_by("-timestamp", "-pk")[:MOST_LINES])
    for entry in entries:
        changes = entry.changes or {}
        entry.changes = {name: said for name, said in changes.items() if name not in PEOPLE}
    actors = User.objects.filter(pk__in={entry.actor_id for entry in entries})
    area = holdings_of(user).area
    known = Q(pk=user.pk) | Q(classes__entries__attempts=winner.attempt_id)
    known |= Q(pk__in=Reach(area.everywhere, area.places).people().values("pk"))
    return lines(entries, named=actors.filter(known))


# ---------------------------------------------------------------- what is due


def to_remind(at: datetime) -> QuerySet[Winner]:
    """Who waits for a teacher's word, and whose day to be reminded has come."""
    return Winner.objects.all().waiting().filter(remind_on__lte=timezone.localdate(at))


def names_to_forget(at: datetime) -> QuerySet[Winner]:
    """Names whose day has come, with what guardians agreed to."""
    over = WinnersPlan.objects.filter(names_until__lte=timezone.localdate(at))
    told = Q(consent_words__gt="") | Q(name__gt="") | Q(consent_school=True)
    return Winner.objects.filter(told, edition__in=over.values("edition"))


def lost_diplomas(before: Seal, moved: Collection[int]) -> Iterator[IssuedDiploma]:
    """That hold no more since another list was sealed: of who lost the award or has another one of
    the first places, of a school of which no result counts any more, of a mentor whose last pupil
    with an award lost it."""
    kinds = IssuedDiploma.Kind
    valid = IssuedDiploma.objects.filter(edition=before.edition_id, revoked_at__isnull=True)
    reopened = Q(gone_why=Winner.Gone.REOPENED, gone_at__gte=before.reopened_at)
    lost = Winner.objects.filter(reopened, edition=before.edition_id)
    yield from valid.filter(Q(winner__in=lost) | Q(winner__in=moved), kind=kinds.WINNER)
    voided = Decision.objects.filter(
        kind=Decision.Kind.VOID, decided_at__gte=before.reopened_at, attempt__isnull=False
    )
    counting = public_results().filter(division__edition=before.edition_id).order_by()
    touched = valid.filter(kind=kinds.SCHOOL, school__in=voided.values(SCHOOL_OF_RESULT))
    yield from touched.exclude(school__in=counting.values(SCHOOL_OF_RESULT))
    held = Winner.objects.filter(edition=before.edition_id).held()
    mentors = valid.filter(kind=kinds.MENTOR, mentor__classes__in=lost.values(CLASS))
    yield from mentors.exclude(mentor__classes__in=held.values(CLASS)).distinct()


# ---------------------------------------------------------------- before the archive

# So many are named; the table of winners has all.
NAMED = 10


def winners_have_an_end(edition: Edition, at: datetime) -> Check:
    """The check before archiving: nobody is reminded after it, and nobody steps in.

    Of other areas a reader is told how many there are, and nothing else.
    """
    waiting = Winner.objects.filter(edition=edition).waiting()
    return Check(
        _("Every winner is confirmed, and knows"),
        list(_counted(edition, waiting.count())),
        reverse("leaderboard:winner_table", args=[edition.slug]),
        look=True,
        details=lambda area: list(_named(waiting.filter(_in_area(area)))),
    )


def _in_area(area: Area) -> Q:
    return area.inside(f"{SCHOOL}__region__", f"{SCHOOL}__country")


def _named(waiting: QuerySet[Winner]) -> Iterator[str]:
    """Who waits for a teacher's word, by name of award, class and school."""
    listed = list(waiting.select_related("rule", SCHOOL).order_by("confirm_by", "pk"))
    text = _("%(award)s: %(school_class)s, %(school)s, may be confirmed until %(day)s")
    for winner in listed[:NAMED]:
        yield text % {
            "award": winner.rule,
            "school_class": winner.school_class,
            "school": winner.school_class.school,
            "day": day_in_sentence(winner.confirm_by) if winner.confirm_by else "–",
        }
    if len(listed) > NAMED:
        yield _("%(count)d more are open.") % {"count": len(listed) - NAMED}


def _counted(edition: Edition, waiting: int) -> Iterator[str]:
    """What has no end, in numbers of all countries; nothing where there is none."""
    if waiting:
        text = ngettext(
            "%(count)d award waits for a teacher’s word.",
            "%(count)d awards wait for a teacher’s word.",
            waiting,
        )
        yield text % {"count": waiting}
    if is_draw_ahead(edition):
        yield _("The draw is still to be made.")
    held = Winner.objects.filter(edition=edition).held().called().pupils()
    if many := held.filter(told_at__isnull=True).count():
        text = ngettext(
            "Of %(count)d award no teacher was told.",
            "Of %(count)d awards no teacher was told.",
            many,
        )
        yield text % {"count": many}
    if many := held.filter(confirmed_at__isnull=False, pupil_told_at__isnull=True).count():
        text = ngettext(
            "%(count)d pupil does not know of the award yet.",
            "%(count)d pupils do not know of their awards yet.",
            many,
        )
        yield text % {"count": many}
