"""Who reads a letter: teachers of a country, by what they have or lack in the edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from base.models import User
from competition.models import Entry, Letter, Sitting
from competition.sittings.queries.running import rehearsals_held, somebody_has_played
from schools.models import Role

Readers = Letter.Readers
# To whom the letters of the calendar go.
OF_CALENDAR = {
    Letter.Kind.OPEN: Readers.NO_CLASS,
    Letter.Kind.THREE_WEEKS: Readers.EVERYBODY,
    Letter.Kind.WEEK: Readers.NO_REHEARSAL,
    Letter.Kind.EVE: Readers.WITH_CLASS,
    Letter.Kind.KEY: Readers.PLAYED,
}
_CLASS = "school_class__"


def may_be_written_to() -> QuerySet[User]:
    """Who has proved the e-mail and not ended the letters."""
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    return User.objects.filter(Exists(proved), is_active=True, letters_ended_at__isnull=True)


def readers_of(letter: Letter) -> QuerySet[User]:
    """Everybody who would get it now, each once."""
    return may_be_written_to().filter(_who(letter))


def readers_by_language(letter: Letter) -> Counter[str]:
    """How many that are, by the language of their account; one query."""
    counted = readers_of(letter).order_by().values_list("language").annotate(Count("pk"))
    return Counter(dict(counted))


def readers_counts(letters: Sequence[Letter]) -> list[int]:
    """How many read each of these letters; one query for all of them."""
    if not letters:
        return []
    counted = {f"n{n}": Count("pk", filter=_who(letter)) for n, letter in enumerate(letters)}
    found = may_be_written_to().filter(Exists(_teaching())).aggregate(**counted)
    return [found[f"n{n}"] for n in range(len(letters))]


def _teaching() -> QuerySet[Role]:
    return Role.objects.filter(user=OuterRef("pk"), kind=Role.Kind.TEACHER)


def _who(letter: Letter) -> Q:
    """Readers as a condition on people; a letter of the calendar has those of its kind."""
    who = Readers(letter.readers)
    roles = _teaching().filter(_where(letter, "school__"))
    entries = _own(Entry.objects.filter(edition=letter.edition_id), letter, _CLASS)
    official = Sitting.objects.filter(
        somebody_has_played(), kind=Sitting.Kind.OFFICIAL, closed_at__isnull=False
    )
    rehearsed, played = _own_sittings(rehearsals_held(), letter), _own_sittings(official, letter)
    found: dict[str, Q] = {
        Readers.EVERYBODY: Q(Exists(roles)),
        Readers.NO_CLASS: Q(Exists(roles)) & ~Q(Exists(entries)),
        Readers.WITH_CLASS: Q(Exists(entries)),
        Readers.NO_REHEARSAL: Q(Exists(entries)) & ~Q(Exists(rehearsed)),
        Readers.NOT_APPROVED: Q(Exists(roles.filter(approved_at__isnull=True))),
        Readers.PLAYED: Q(Exists(played)),
    }
    return found[who]


def _own_sittings(sittings: QuerySet[Sitting], letter: Letter) -> QuerySet[Sitting]:
    return _own(sittings.filter(entry__edition=letter.edition_id), letter, f"entry__{_CLASS}")


def _own[Row: (Entry, Sitting)](rows: QuerySet[Row], letter: Letter, way: str) -> QuerySet[Row]:
    """Those of classes which the reader teaches and at whose school the reader still is."""
    named = {
        f"{way}teachers": OuterRef("pk"),
        f"{way}school__roles__user": OuterRef("pk"),
        f"{way}school__roles__kind": Role.Kind.TEACHER,
    }
    return rows.filter(_where(letter, f"{way}school__"), **named)


def _where(letter: Letter, school: str) -> Q:
    """Schools of the country, or of a region with all below it."""
    inside = Q(**{f"{school}country": letter.country_id})
    if letter.region is not None:
        inside &= Q(**{f"{school}region__path__startswith": letter.region.path})
    return inside
