"""What merging two schools would move, what is in the way, and what has to be chosen first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from base.registry import Registry
from competition.exceptions import (
    CompetitionError,
    OtherCountry,
    SealedSchool,
    SealedTogether,
)
from competition.models import Entry, Result
from competition.rules.edition_steps import SEALED
from schools.models import Role, School, SchoolClass

# Whether something sealed names a school.
sealed_names = Registry[Callable[[School], bool]]()


@dataclass(frozen=True, slots=True)
class MergePlan:
    """``gone`` goes into ``keep``: all of this moves."""

    keep: School
    gone: School
    classes: Sequence[SchoolClass]
    # Those of them whose name a class of the kept school has in the same school year.
    clashes: Sequence[SchoolClass]
    # Teachers who come along, and those who are at both schools already.
    teachers: Sequence[Role]
    at_both: Sequence[Role]
    entries: int
    finished: int
    refusals: Sequence[CompetitionError]

    @property
    def must_choose(self) -> bool:
        """Whether both say another number of pupils."""
        counts = {self.keep.pupil_count, self.gone.pupil_count}
        return len(counts - {None}) > 1

    @property
    def stay_apart(self) -> bool:
        """Whether no merge will ever be possible, so that another way is told."""
        return any(isinstance(one, SealedTogether) for one in self.refusals)


def merge_plan(keep: School, gone: School) -> MergePlan:
    """What would move; ``refusals`` says why it cannot, if it cannot."""
    classes = list(gone.classes.order_by("school_year", "label").select_related("grade"))
    taken = set(keep.classes.values_list("school_year", "label"))
    roles = list(_teachers(gone).select_related("user"))
    there = set(_teachers(keep).values_list("user", flat=True))
    entries = Entry.objects.filter(school_class__school=gone)
    return MergePlan(
        keep=keep,
        gone=gone,
        classes=classes,
        clashes=[one for one in classes if (one.school_year, one.label) in taken],
        teachers=[role for role in roles if role.user_id not in there],
        at_both=[role for role in roles if role.user_id in there],
        entries=entries.count(),
        finished=Result.objects.filter(counts=True, attempt__entry__in=entries).count(),
        refusals=_refusals(keep, gone),
    )


def _refusals(keep: School, gone: School) -> list[CompetitionError]:
    if keep.country_id != gone.country_id:
        return [OtherCountry()]
    sealed = {school.pk: _is_sealed(school) for school in (keep, gone)}
    if all(sealed.values()):
        return [SealedTogether()]
    if sealed[gone.pk]:
        return [SealedSchool()]
    return []


def _is_sealed(school: School) -> bool:
    """Whether it took part in an edition that is sealed, also when its classes are deleted."""
    entries = Entry.objects.filter(school_class__school=school, edition__state__in=SEALED)
    return entries.exists() or any(names(school) for names in sealed_names)


def _teachers(school: School) -> QuerySet[Role]:
    return Role.objects.filter(kind=Role.Kind.TEACHER, school=school)
