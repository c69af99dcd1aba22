"""Classes of a school year that is over are deleted, with all that is kept of their pupils."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from base import clock
from competition.models import Answer, Attempt, Decision, Edition, Entry, Result, Sitting
from competition.rules.edition_steps import SEALED
from leaderboard.diplomas.actions.outliving import keep_diplomas
from leaderboard.models import Appeal, DeletedClasses
from leaderboard.pupil_data.actions.pupils_files import forget_pupils_files, held_editions
from schools.models import Country, SchoolClass

# Of one class some forty attempts and a thousand answers: a transaction of a second.
AT_ONCE = 20


def is_over(year: str, *, today: date) -> bool:
    """Whether a school year as ``2026/2027`` has ended with its August."""
    return today > date(int(year.split("/")[1]), 8, 31)


def classes_to_delete(year: str, countries: QuerySet[Country]) -> QuerySet[SchoolClass]:
    """The classes of a year, without those of an edition that is not archived yet."""
    entries = Entry.objects.filter(school_class=OuterRef("pk"))
    at_work = entries.exclude(edition__state=Edition.State.ARCHIVED)
    classes = SchoolClass.objects.filter(school_year=year, school__country__in=countries)
    return classes.exclude(Exists(at_work))


def delete_classes(classes: QuerySet[SchoolClass]) -> Iterator[int]:
    """Delete them some at a time; yields how many are gone after each time."""
    numbers = list(classes.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(numbers), AT_ONCE):
        _delete(numbers[first : first + AT_ONCE])
        yield min(first + AT_ONCE, len(numbers))


def _note(entries: QuerySet[Entry]) -> None:
    """Whoever counts a sealed edition later is told why there is nothing."""
    sealed = entries.filter(edition__state__in=SEALED).order_by()
    gone = sealed.values_list("edition", "school_class__school__country").distinct()
    at = clock.now()
    DeletedClasses.objects.bulk_create(
        (DeletedClasses(edition_id=pk, country_id=code, deleted_at=at) for pk, code in gone),
        ignore_conflicts=True,
    )


@transaction.atomic
def _delete(numbers: list[int]) -> None:
    entries = Entry.objects.filter(school_class__in=numbers)
    sittings = Sitting.objects.filter(entry__in=entries)
    attempts = Attempt.objects.filter(entry__in=entries)
    editions = held_editions(attempts)
    Appeal.objects.filter(entry__in=entries).delete()
    Decision.objects.filter(sitting__in=sittings).delete()
    Decision.objects.filter(attempt__in=attempts).delete()
    Decision.objects.filter(card__school_class__in=numbers).delete()
    keep_diplomas(attempts)
    _note(entries)
    # The two largest tables, to which nothing points: without a look at each row.
    for model in (Answer, Result):
        rows = model.objects.filter(attempt__in=attempts)
        rows._raw_delete(rows.db)
    attempts.delete()
    sittings.delete()
    entries.delete()
    SchoolClass.objects.filter(pk__in=numbers).delete()
    forget_pupils_files(editions)
