"""Whose time is over: names, PINs, cards with their answers, classes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from base.models import OutgoingMail, User
from base.retention.lines import in_each_country
from competition.models import Answer, Attempt, Edition, EditionStep, Entry, Window
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
    called = _called().filter(_of_plans(Q(ceremony_at__gt=at)), attempt__card=OuterRef("pk"))
    ripe = _published(at, DETAILS, KEPT_AFTER_RESULTS) | Q(_year_over(at, "school_class__"))
    return _not_held(Card.objects.filter(~Q(**NOTHING), ripe)).filter(~Exists(called))


def outlived_pins(at: datetime) -> QuerySet[Card]:
    """PINs of classes whose editions are all over."""
    return _not_held(Card.objects.filter(_published(at, PINS, NO_TIME)).exclude(pin=""))


def outlived_classes(at: datetime) -> QuerySet[SchoolClass]:
    """Classes of a school year that is over, and of no edition at work, of whose pupils something
    is kept beyond what has a later day of its own."""
    kept = kept_attempts(at)
    cards = Card.objects.filter(~Exists(kept.filter(card=OuterRef("pk"))))
    entries = Entry.objects.filter(~Exists(kept.filter(entry=OuterRef("pk"))))
    answers = Answer.objects.filter(attempt__entry__school_class=OuterRef("pk"))
    something = (
        Exists(cards.filter(school_class=OuterRef("pk"))),
        Exists(entries.filter(school_class=OuterRef("pk"))),
        Exists(answers),
    )
    at_work = Entry.objects.filter(school_class=OuterRef("pk"), edition__in=editions_at_work(at))
    years = in_each_country(
        CARDS, NO_TIME, lambda kept: _year_over(at - kept), country="school__country"
    )
    found = SchoolClass.objects.filter(years, ~Exists(at_work))
    return found.filter(something[0] | something[1] | something[2])


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


def kept_attempts(at: datetime) -> QuerySet[Attempt]:
    """Of who is called: winners as long as names stand, everybody while the ceremony is ahead."""
    named = _of_plans(Q(names_until__gt=timezone.localdate(at))) & Q(told_at__isnull=False)
    winners = _called().filter(named | _of_plans(Q(ceremony_at__gt=at)))
    return Attempt.objects.filter(pk__in=winners.values("attempt"))


def _called() -> QuerySet[Winner]:
    return Winner.objects.all().held().called().pupils()


def _of_plans(which: Q) -> Q:
    return Q(edition__in=WinnersPlan.objects.filter(which).values("edition"))


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
