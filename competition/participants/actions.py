"""Two entries of one school become one: everything moves, or nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from auditlog.context import disable_auditlog
from django.db.models import ManyToOneRel, Q

from base.models import User
from base.record.actions.record import record_deed
from competition.deeds import MERGED
from competition.editions.held_rows import refused_while_held
from competition.editions.queries.taking_part import may_be_of
from competition.exceptions import CountNotChosen, LabelTaken, SchoolGone, SchoolsHeld
from competition.models import Edition
from competition.participants.queries import MergePlan, merge_plan
from competition.rules.edition_steps import SEALED
from schools.models import Role, School, SchoolClass, SchoolMerge

LONGEST_LABEL = 20


@refused_while_held(SchoolsHeld)
def merge_schools(
    keep: School,
    *,
    gone: School,
    labels: Mapping[int, str],
    pupil_count: int | None = None,
    by: User,
    at: datetime,
) -> SchoolMerge:
    """Move all of ``gone`` to ``keep``, and leave a record in its place.

    ``labels`` names the classes that clash anew, by their id; ``pupil_count`` is needed where both
    schools say another number. Raises what the plan refuses, ``SchoolGone``, ``LabelTaken``,
    ``CountNotChosen``, and ``SchoolsHeld`` after the connection's patience of some seconds.
    """
    plan = _plan_under_locks(keep, gone)
    for refusal in plan.refusals:
        raise refusal
    renamed = _move_classes(plan, labels)
    _move_teachers(plan)
    _take_facts(plan, pupil_count)
    _move_records(plan)
    merge = _record(plan, renamed, by, at)
    told = {"gone": str(plan.gone), "code": plan.gone.register_code}
    record_deed(plan.keep, deed=MERGED, by=by, at=at, told=told)
    # It is not deleted but merged: the entry above says so.
    with disable_auditlog():
        plan.gone.delete()
    _change_codes(plan, merge)
    return merge


def _change_codes(plan: MergePlan, merge: SchoolMerge) -> None:
    """A school with a code of ours gets that of the register, by which the next one knows it."""
    keep, gone = plan.keep, plan.gone
    if gone.has_made_up_code or not keep.has_made_up_code:
        return
    keep.register_code, merge.register_code = gone.register_code, keep.register_code
    keep.save(update_fields=["register_code"])
    merge.save(update_fields=["register_code"])


def _record(plan: MergePlan, renamed: dict[str, str], by: User, at: datetime) -> SchoolMerge:
    """A code that was merged before, and brought again in the admin, is merged anew."""
    gone = plan.gone
    moved = {
        "classes": len(plan.classes),
        "teachers": len(plan.teachers),
        "entries": plan.entries,
        "results": plan.finished,
        "renamed": renamed,
    }
    told = {"name": gone.name, "place": gone.place, "moved": moved}
    merge, _new = SchoolMerge.objects.update_or_create(
        country_id=gone.country_id,
        register_code=gone.register_code,
        defaults={**told, "into": plan.keep, "merged_at": at, "merged_by": by},
    )
    return merge


def _plan_under_locks(keep: School, gone: School) -> MergePlan:
    """The plan as things stand once nobody else can change them.

    Editions before schools, as sealing has them: it holds its edition, then writes down which
    schools count and which have an award. So it waits for this, or this for it, and never both.
    An edition of other countries is let alone: sealing it takes minutes.
    """
    both = [keep.pk, gone.pk]
    entered = Edition.objects.filter(entries__school_class__school__in=both).values("pk")
    theirs = may_be_of([keep.country_id, gone.country_id]).exclude(state__in=SEALED)
    in_question = Q(pk__in=entered) | Q(pk__in=theirs.values("pk"))
    list(Edition.objects.select_for_update(no_key=True).filter(in_question).order_by("pk"))
    held = School.objects.select_for_update().filter(pk__in=both).order_by("pk").in_bulk()
    if len(held) < len(set(both)) or keep.pk == gone.pk:
        raise SchoolGone
    mine = {"school__in": both}
    list(SchoolClass.objects.select_for_update(no_key=True).filter(**mine).order_by("pk"))
    list(Role.objects.select_for_update(no_key=True).filter(**mine).order_by("pk"))
    return merge_plan(held[keep.pk], held[gone.pk])


def _move_classes(plan: MergePlan, labels: Mapping[int, str]) -> dict[str, str]:
    """Give clashing classes their new names and move all; ``{old name: new name}``."""
    renamed = {}
    for school_class in plan.clashes:
        new = labels.get(school_class.pk, "").strip()[:LONGEST_LABEL]
        renamed[school_class.label] = school_class.label = new
    _check_labels([*plan.keep.classes.all(), *plan.classes])
    for school_class in plan.classes:
        school_class.school = plan.keep
    SchoolClass.objects.bulk_update(plan.classes, ["label", "school"])
    return renamed


def _check_labels(classes: Iterable[SchoolClass]) -> None:
    labels = [(one.school_year, one.label) for one in classes]
    if len(set(labels)) < len(labels) or any(not label for _year, label in labels):
        raise LabelTaken


def _move_teachers(plan: MergePlan) -> None:
    """Whoever is at both schools keeps one role, approved if either was."""
    Role.objects.filter(pk__in=[role.pk for role in plan.teachers]).update(school=plan.keep)
    for role in plan.at_both:
        if role.approved_at is not None:
            waiting = Role.objects.filter(
                kind=Role.Kind.TEACHER,
                school=plan.keep,
                user=role.user_id,
                approved_at__isnull=True,
            )
            waiting.update(approved_at=role.approved_at, approved_by=role.approved_by)
        role.delete()


def _take_facts(plan: MergePlan, pupil_count: int | None) -> None:
    """The number of pupils, the school's own e-mail, that it is open and that somebody knows it."""
    keep, gone = plan.keep, plan.gone
    counts = {keep.pupil_count, gone.pupil_count} - {None}
    if plan.must_choose and pupil_count not in counts:
        raise CountNotChosen
    keep.pupil_count = pupil_count if plan.must_choose else next(iter(counts), None)
    if keep.verified_at is None:
        keep.verified_at, keep.verified_by = gone.verified_at, gone.verified_by
    # The next register may name the school that stays by its own code only.
    keep.email = keep.email or gone.email
    if gone.closed_at is None:
        # A register that gave it another code has perhaps left the earlier entry out as closed.
        keep.closed_at = None
    facts = ["pupil_count", "email", "closed_at", "verified_at", "verified_by"]
    keep.save(update_fields=facts)


def _move_records(plan: MergePlan) -> None:
    """Whatever else belongs to a school, also what has no name there (``related_name="+"``)."""
    for relation in School._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.one_to_many:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: plan.gone})
            rows.update(**{relation.field.name: plan.keep})
