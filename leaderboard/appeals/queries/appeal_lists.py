"""Appeals as teachers and organizers see them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from base.models import User
from competition.models import Edition, EditionStep, Sitting
from leaderboard.models import Appeal
from schools.permissions import classes_taught
from schools.roles import Area

CLASS = "entry__school_class"
# Complaints about a ceremony come within months.
TEXTS_KEPT = timedelta(days=180)


def appeals() -> QuerySet[Appeal]:
    """With everything that is shown of them."""
    related = Appeal.objects.select_related(
        *("edition", "sitting", "decision__card", "lodged_by", "ended_by", "left_open_by"),
        *("entry__division", f"{CLASS}__school__country"),
    )
    return related.order_by(F("ended_at").asc(nulls_first=True), "decide_by", "pk")


def appeals_of(user: User) -> QuerySet[Appeal]:
    """Those about the classes somebody teaches."""
    return appeals().filter(**{f"{CLASS}__in": classes_taught(user)})


def appeals_in(area: Area, edition: Edition) -> QuerySet[Appeal]:
    """Those of an edition about classes of an area, open ones first, the most urgent on top."""
    return appeals().filter(in_area(area), edition=edition)


def in_area(area: Area) -> Q:
    """Which appeals are about classes of an area."""
    return area.inside(f"{CLASS}__school__region__", f"{CLASS}__school__country")


def open_appeals(edition: Edition) -> QuerySet[Appeal]:
    """Those that nobody has decided, of all countries."""
    return appeals().filter(edition=edition, ended_at__isnull=True)


def sittings_to_appeal(user: User) -> QuerySet[Sitting]:
    """Official sittings of the own classes that are over."""
    own = Sitting.objects.filter(
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=False,
        entry__school_class__in=classes_taught(user),
    )
    return own.select_related("entry__school_class__school__country", "entry__edition", "paper")


def old_texts(at: datetime) -> QuerySet[Appeal]:
    """Appeals of editions whose results have been public for long, with words in them."""
    published = EditionStep.objects.filter(
        edition=OuterRef("edition"), after=Edition.State.PUBLISHED, at__lt=at - TEXTS_KEPT
    )
    worded = ~Q(text="", sentence="", left_open_why="")
    return Appeal.objects.filter(worded, Exists(published))
