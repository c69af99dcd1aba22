"""Choosing questions for a paper. No change is made on a page that somebody else has overtaken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from base.models import User
from competition import exceptions
from competition.models import DraftQuestion, PaperDraft, SignOff
from competition.models.paper import new_seed
from competition.papers.queries.replacing import too_late
from competition.papers.queries.set_texts import fingerprint, seen_of
from quizbank.bank.actions.writing import hold as hold_question
from quizbank.models import PaperQuestion, Question

MOST = 60


def hold(draft: PaperDraft, *, version: int, by: User, at: datetime) -> PaperDraft:
    """Lock a draft for a change, and count the change; a draft nobody has begun is made.

    To be called inside a transaction. Raises ``DraftChanged`` unless ``version`` is the present
    one: two organizers never undo each other's work without seeing it.
    """
    there, _new = PaperDraft.objects.get_or_create(division=draft.division, kind=draft.kind)
    held = PaperDraft.objects.select_for_update(no_key=True).get(pk=there.pk)
    if held.version != version:
        raise exceptions.DraftChanged
    held.division = draft.division
    held.version, held.changed_by, held.changed_at = version + 1, by, at
    held.save(update_fields=["version", "changed_by", "changed_at"])
    return held


@transaction.atomic
def add_questions(
    draft: PaperDraft, *, ids: Sequence[int], version: int, by: User, at: datetime
) -> int:
    """Put questions of the division's bank at the end; chosen and retired ones are left alone.

    Returns how many came in. Raises ``TooManyQuestions``, ``DraftChanged``.
    """
    held = hold(draft, version=version, by=by, at=at)
    present = list(held.items.values_list("question_id", "position"))
    bank = Question.objects.filter(
        pk__in=ids, division_code=draft.division.code, retired_at__isnull=True
    )
    there = {question_id for question_id, _position in present}
    fresh = set(bank.values_list("pk", flat=True)) - there
    if len(present) + len(fresh) > MOST:
        raise exceptions.TooManyQuestions
    first = max((position for _question, position in present), default=0) + 1
    order = [pk for pk in dict.fromkeys(ids) if pk in fresh]
    DraftQuestion.objects.bulk_create(
        DraftQuestion(draft=held, question_id=pk, position=position)
        for position, pk in enumerate(order, start=first)
    )
    return len(order)


@transaction.atomic
def remove_question(
    draft: PaperDraft, *, question_id: int, version: int, by: User, at: datetime
) -> None:
    """Take a question out."""
    held = hold(draft, version=version, by=by, at=at)
    held.items.filter(question=question_id).delete()


@transaction.atomic
def move_question(
    draft: PaperDraft, *, question_id: int, steps: int, version: int, by: User, at: datetime
) -> None:
    """Move a question up (negative) or down; at either end it stays."""
    held = hold(draft, version=version, by=by, at=at)
    items = list(held.items.order_by("position", "pk"))
    old = next((n for n, item in enumerate(items) if item.question_id == question_id), None)
    if old is not None:
        item = items.pop(old)
        items.insert(min(max(old + steps, 0), len(items)), item)
    for position, item in enumerate(items, start=1):
        item.position = position
    DraftQuestion.objects.bulk_update(items, ["position"])


@transaction.atomic
def flip_tie_break(
    draft: PaperDraft, *, question_id: int, version: int, by: User, at: datetime
) -> None:
    """Let a question break ties, or no longer."""
    held = hold(draft, version=version, by=by, at=at)
    for item in held.items.filter(question=question_id):
        item.tie_break = not item.tie_break
        item.save(update_fields=["tie_break"])


@transaction.atomic
def set_blueprint(
    draft: PaperDraft,
    *,
    size: int,
    topics: Mapping[str, int],
    difficulties: Mapping[str, int],
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Aim at another number of questions or other shares."""
    held = hold(draft, version=version, by=by, at=at)
    held.size, held.topics, held.difficulties = size, dict(topics), dict(difficulties)
    held.save(update_fields=["size", "topics", "difficulties"])


@transaction.atomic
def draw_order(draft: PaperDraft, *, version: int, by: User, at: datetime) -> None:
    """Draw anew in which order the choices will stand."""
    held = hold(draft, version=version, by=by, at=at)
    held.seed = new_seed()
    held.save(update_fields=["seed"])


@transaction.atomic
def begin_from_paper(draft: PaperDraft, *, version: int, by: User, at: datetime) -> int:
    """Fill an empty draft with the questions of the paper the division has; returns how many.

    Those that are retired stay out. Raises ``PaperRefused`` where no draft can take its place.
    """
    if late := too_late(draft.division, draft.kind):
        raise exceptions.PaperRefused([late])
    held = hold(draft, version=version, by=by, at=at)
    paper_id = getattr(draft.division, f"{draft.kind}_id")
    items = PaperQuestion.objects.filter(paper=paper_id, question__retired_at__isnull=True)
    rows = items.order_by("number")
    if held.items.exists():
        return 0
    return len(
        DraftQuestion.objects.bulk_create(
            DraftQuestion(
                draft=held,
                question_id=row.question_id,
                position=row.number,
                tie_break=row.tie_break,
            )
            for row in rows
        )
    )


@transaction.atomic
def sign_off(question: Question, *, seen: str, by: User, at: datetime) -> bool:
    """Answer for a sensitive question as it was ``seen`` (``seen_of``).

    Returns whether it is still like that; nothing is stored otherwise.
    """
    question = hold_question(question)
    texts = list(question.texts.all())
    if seen_of(question, texts) != seen:
        return False
    SignOff.objects.update_or_create(
        question=question, fingerprint=fingerprint(texts), by=by, defaults={"at": at}
    )
    return True
