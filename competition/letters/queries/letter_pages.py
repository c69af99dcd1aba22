"""What the pages about letters show: each with its readers, its moment, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, QuerySet

from base.models import OutgoingMail
from competition.letters.queries.calendar_letters import CalendarLetter, calendar_of
from competition.letters.queries.outgoing import mails_of
from competition.letters.queries.readers import readers_counts
from competition.letters.standing_words import STANDING
from competition.models import Edition, Letter
from competition.rules.edition_steps import OVER
from competition.rules.letter_calendar import LetterTime, may_go
from schools.models import Country

State = OutgoingMail.State
NOT_REACHED = (State.REFUSED, State.FAILED)
NONE: Counter[str] = Counter()
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter as a list shows it; ``readers`` as they are now, ``mails`` by state once begun."""

    letter: Letter
    time: LetterTime | None
    now: str
    readers: int = 0
    mails: Counter[str] = field(default_factory=Counter)

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        return str(STANDING[self.now])

    @property
    def sent(self) -> int:
        """How many have it."""
        return self.mails[State.SENT]

    @property
    def waiting(self) -> int:
        """How many will have it, or would, if it went on."""
        return self.mails[State.WAITING] + self.mails[State.STOPPED]

    @property
    def not_reached(self) -> int:
        """How many could not be reached."""
        return sum(self.mails[state] for state in NOT_REACHED)

    @property
    def total(self) -> int:
        """Everybody it was meant for when it began."""
        return sum(self.mails.values())


def letter_lines(
    edition: Edition, country: Country, *, at: datetime
) -> tuple[list[LetterLine], list[LetterLine]]:
    """The calendar, and free letters with the newest first; six queries, however many there are."""
    calendar = calendar_of(edition, country)
    free = [CalendarLetter(one, None) for one in free_letters(edition, country)]
    for one in free:
        one.letter.edition, one.letter.country = edition, country
    found = [*calendar, *free]
    letters = [one.letter for one in found]
    unsent = [one for one in letters if one.begun_at is None]
    readers = dict(zip(map(id, unsent), readers_counts(unsent), strict=True))
    mails = mails_by_state([one for one in letters if one.begun_at is not None])
    lines = [
        LetterLine(
            one.letter,
            one.time,
            state_of(one, mails.get(one.letter.pk, NONE), at=at),
            readers.get(id(one.letter), 0),
            mails.get(one.letter.pk, NONE),
        )
        for one in found
    ]
    return lines[: len(calendar)], lines[len(calendar) :]


def letter_line(one: CalendarLetter, *, at: datetime) -> LetterLine:
    """One letter that somebody looks at; its readers are told by language beside it."""
    letter = one.letter
    begun = letter.begun_at is not None
    mails = mails_by_state([letter])[letter.pk] if begun else NONE
    return LetterLine(letter, one.time, state_of(one, mails, at=at), mails=mails)


def free_letters(edition: Edition, country: Country) -> QuerySet[Letter]:
    """Letters somebody wrote, the newest first."""
    found = Letter.objects.filter(edition=edition, country=country, kind=Letter.Kind.FREE)
    return found.select_related("region", "stopped_by", "begun_by", "written_by").order_by("-pk")


def mails_by_state(letters: Sequence[Letter]) -> dict[int, Counter[str]]:
    """How many mails of each letter are where; one query. Old letters have kept the numbers."""
    counted = mails_of(letters).order_by()
    found = {one.pk: Counter(one.counts or {}) for one in letters}
    for number, state, count in counted.values_list("about", "state").annotate(Count("pk")):
        found[number][state] = count
    return found


def state_of(one: CalendarLetter, mails: Counter[str], *, at: datetime) -> str:
    """In one word where a letter stands; what it means is said by the page."""
    letter = one.letter
    if letter.begun_at is not None:
        is_done = letter.filled_at is not None and not (
            mails[State.WAITING] or mails[State.STOPPED]
        )
        return "sent" if is_done else "stopped" if letter.stopped_at else "sending"
    if is_behind(letter):
        return "behind"
    if letter.stopped_at is not None:
        return "stopped"
    if letter.kind == Letter.Kind.FREE:
        return "written"
    if letter.edition.state == Edition.State.DRAFT:
        return "not_in_state"
    return str(one.standing(at))


def is_behind(letter: Letter) -> bool:
    """Whether its edition has gone on so far that not even a hand sends it."""
    state = letter.edition.state
    return state in OVER and not may_go(letter.kind, state)


def not_reached(letter: Letter) -> QuerySet[OutgoingMail]:
    """Who could not be reached, a page of them."""
    found = mails_of([letter]).filter(state__in=NOT_REACHED).select_related("user")
    return found.order_by("user__email")[:MOST_NAMED]
