"""Whose time is over: names, PINs, cards with their answers, classes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from base.models import OutgoingMail, User
from base.retention.lines import in_each_country
from competition.models import Edition, EditionStep, Entry, Window
from competition.rules.edition_steps import PUBLISHED
from leaderboard.awards.queries import is_draw_ahead
from leaderboard.models import EditionHold, Winner, WinnersPlan
from schools.models import Card, SchoolClass
from schools.rules.pupil_details import KEPT_AFTER_RESULTS, first_year_kept

# As ``settings.RETENTION`` names the lines, and how long they are kept where it says nothing: after
# the publication, and after 31 August.
DETAILS, PINS, CARDS, CLASSES = "details", "pins", "cards", "classes"
NO_TIME, CLASSES_KEPT = timedelta(0), timedelta(days=548)
# The kind of the mail.
GOES = "goes"
# So long before cards go their teachers are told.
TOLD_BEFORE = timedelta(days=7)
# A card that tells nothing of its pupil.
NOTHING: dict[str, str | int] = {
    "name": "",
    "extra_time": 0,
    "untimed": False,
    "large_text": False,
    "contrast": False,
}


def held_editions() -> QuerySet[Edition]:
    """Of which nothing goes, as two people have said."""
    held = EditionHold.objects.filter(agreed_at__isnull=False)
    return Edition.objects.filter(pk__in=held.values("edition"))


def outlived_details(at: datetime) -> QuerySet[Card]:
    """Cards with a name or a need, of classes whose results are all out for a month, or whose
    school year is over; the name of who is called to a ceremony stays until then."""
    ahead = WinnersPlan.objects.filter(ceremony_at__gt=at)
    held = Winner.objects.filter(attempt__card=OuterRef("pk")).held().called()
    called = held.filter(edition__in=ahead.values("edition"))
    ripe = _published(at, DETAILS, KEPT_AFTER_RESULTS) | Q(_year_over(at, "school_class__"))
    return _not_held(Card.objects.filter(~Q(**NOTHING), ripe)).filter(~Exists(called))


def outlived_pins(at: datetime) -> QuerySet[Card]:
    """PINs of classes whose editions are all over."""
    return _not_held(Card.objects.filter(_published(at, PINS, NO_TIME)).exclude(pin=""))


def outlived_classes(at: datetime) -> QuerySet[SchoolClass]:
    """Classes of a school year that is over, and of no edition at work, of whose pupils something
    is kept."""
    kept = Exists(Card.objects.filter(school_class=OuterRef("pk")))
    entered = Exists(Entry.objects.filter(school_class=OuterRef("pk")))
    at_work = Entry.objects.filter(school_class=OuterRef("pk"), edition__in=editions_at_work(at))
    years = in_each_country(
        CARDS, NO_TIME, lambda kept: _year_over(at - kept), country="school__country"
    )
    return SchoolClass.objects.filter(years, kept | entered, ~Exists(at_work))


def outlived_rows(at: datetime) -> QuerySet[SchoolClass]:
    """Classes without pupils that nobody takes over into the next year any more."""
    years = in_each_country(
        CLASSES, CLASSES_KEPT, lambda kept: _year_over(at - kept), country="school__country"
    )
    return SchoolClass.objects.filter(years, entries__isnull=True, cards__isnull=True)


def editions_at_work(at: datetime) -> QuerySet[Edition]:
    """Editions of which no card goes: not published, and for so long that teachers could be told,
    with a window or a draw ahead, or held."""
    window = Window.objects.filter(edition=OuterRef("pk"), closes_at__gt=at)
    lately = EditionStep.objects.filter(
        edition=OuterRef("pk"), after=Edition.State.PUBLISHED, at__gt=at - TOLD_BEFORE
    )
    published = Edition.objects.filter(state=Edition.State.PUBLISHED)
    drawing = [edition.pk for edition in published if is_draw_ahead(edition)]
    return Edition.objects.filter(
        ~Q(state__in=PUBLISHED)
        | Exists(window)
        | Exists(lately)
        | Q(pk__in=drawing)
        | Q(pk__in=held_editions())
    )


def late_editions(at: datetime) -> QuerySet[Edition]:
    """Those of them whose classes would have gone."""
    over = Entry.objects.filter(_year_over(at, "school_class__"), edition=OuterRef("pk"))
    return editions_at_work(at).filter(Exists(over)).exclude(pk__in=held_editions())


def editions_shown(at: datetime) -> dict[str, object]:
    """Editions of which something is kept of pupils, and which of them would have gone."""
    there = Entry.objects.filter(edition=OuterRef("pk"))
    related = Edition.objects.select_related("hold__asked_by", "hold__agreed_by")
    late = set(late_editions(at).values_list("pk", flat=True))
    return {"editions": list(related.filter(Exists(there))), "late": late}


def teachers_to_tell(at: datetime) -> QuerySet[User]:
    """Those of classes of which something goes in a week, and who were not told."""
    then = at + TOLD_BEFORE
    cards = outlived_details(then).filter(school_class=OuterRef("pk"))
    classes = SchoolClass.objects.filter(Exists(cards) | Q(pk__in=outlived_classes(then)))
    told = OutgoingMail.objects.filter(
        kind=GOES, user=OuterRef("pk"), made_at__gt=at - TOLD_BEFORE - timedelta(days=1)
    )
    found = User.objects.filter(pk__in=classes.values("teachers"), is_active=True)
    return found.filter(~Exists(told))


def _year_over(at: datetime, of: str = "") -> Q:
    return Q(**{f"{of}school_year__lt": first_year_kept(timezone.localdate(at))})


def _published(at: datetime, setting: str, kept: timedelta) -> Q:
    """Of a card: the results of all editions of its class are out for so long."""
    entries = Entry.objects.filter(school_class=OuterRef("school_class"))

    def out(kept: timedelta) -> Q:
        steps = EditionStep.objects.filter(
            edition=OuterRef("edition"), after=Edition.State.PUBLISHED, at__lt=at - kept
        )
        return Q(Exists(entries)) & ~Q(Exists(entries.filter(~Exists(steps))))

    return in_each_country(setting, kept, out, country="school_class__school__country")


def _not_held(cards: QuerySet[Card]) -> QuerySet[Card]:
    held = Entry.objects.filter(school_class=OuterRef("school_class"), edition__in=held_editions())
    return cards.filter(~Exists(held))
