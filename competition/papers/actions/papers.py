"""Putting a paper in its place in an edition, and noting who looked at one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from base.models import User
from competition import exceptions
from competition.editions.queries.taking_part import codes_of
from competition.models import Division, Edition, PaperDraft, PaperRecord
from competition.models.paper import new_seed
from competition.papers.actions.drafts import hold
from competition.papers.queries.asked_before import asked_again
from competition.papers.queries.drafts import chosen_of, draft_warnings
from competition.papers.queries.paper_checks import check_set
from competition.papers.queries.published import offered_papers
from competition.papers.queries.sets import PaperSet, languages_of
from quizbank.bank.queries import digests, items_of
from quizbank.models import Paper
from quizbank.papers.actions import hold_questions, publish_paper

# Turning pages in one language is one look.
SAME_LOOK = timedelta(minutes=10)


@transaction.atomic
def publish_draft(
    draft: PaperDraft, *, version: int, in_spite: bool, by: User, at: datetime
) -> Paper:
    """Freeze a draft into a paper that the division points to from now on.

    ``in_spite`` overrides warnings. Raises ``PaperRefused`` with everything that is against it,
    ``WarningsOpen``, ``DraftChanged``.
    """
    division = _hold_division(draft.division)
    held = hold(draft, version=version, by=by, at=at)
    held.division = division
    hold_questions([item.question for item in chosen_of(held)])
    items = chosen_of(held)
    questions = [item.question for item in items]
    _insist(PaperSet(division, held.kind, questions), by=by)
    if not in_spite and draft_warnings(held, items):
        raise exceptions.WarningsOpen
    edition = division.edition
    paper = publish_paper(
        questions,
        title=f"{edition.slug} {held.kind} {division.code}",
        kind=held.kind,
        division_code=division.code,
        languages=languages_of(edition),
        countries=codes_of(edition),
        at=at,
        tie_break=[number for number, item in enumerate(items, start=1) if item.tie_break],
        halves=edition.half_points,
        seed=held.seed,
    )
    held.items.all().delete()
    held.seed = new_seed()
    held.save(update_fields=["seed"])
    _put(paper, division, act=PaperRecord.Act.PUBLISHED, by=by, at=at)
    return paper


@transaction.atomic
def attach_paper(
    division: Division,
    *,
    kind: str,
    paper_id: int,
    by: User,
    at: datetime,
    in_spite: bool = False,
) -> Paper:
    """Let the division point to a paper of the bank that is published already.

    ``in_spite`` overrides what its draft would warn of: questions that are asked again. Raises
    ``PaperRefused`` with everything that is against it, ``WarningsOpen``, ``NotThisPaper``.
    """
    division = _hold_division(division)
    paper = offered_papers(division, kind).filter(pk=paper_id).first()
    if paper is None:
        raise exceptions.NotThisPaper
    questions = [item.question for item in items_of([paper.pk]).get(paper.pk, [])]
    compiled = frozenset(digests([paper.pk]).get(paper.pk, {}))
    one = PaperSet(division, kind, questions, compiled, paper.published_at)
    _insist(one, by=by)
    if not in_spite and kind == Paper.Kind.OFFICIAL and any(asked_again(one)):
        raise exceptions.WarningsOpen
    _put(paper, division, act=PaperRecord.Act.ATTACHED, by=by, at=at)
    return paper


def _insist(one: PaperSet, *, by: User) -> None:
    """Let a set pass or raise all that is against it."""
    _checked, faults = check_set(one, by=by)
    if faults:
        raise exceptions.PaperRefused(faults)


def _hold_division(division: Division) -> Division:
    """The division as it is now. While one paper of an edition is put in its place no other is, so
    that two of them cannot come to share a question."""
    Edition.objects.select_for_update(no_key=True).get(pk=division.edition_id)
    return Division.objects.select_related("edition").get(pk=division.pk)


def _put(paper: Paper, division: Division, *, act: str, by: User, at: datetime) -> None:
    setattr(division, paper.kind, paper)
    division.save(update_fields=[paper.kind])
    PaperRecord.objects.create(
        division=division, kind=paper.kind, act=act, paper=paper, by=by, at=at
    )


def note_look(division: Division, *, kind: str, language: str, by: User, at: datetime) -> None:
    """Put on record that somebody looked at a paper for points, in a language."""
    looks = PaperRecord.objects.filter(
        division=division, kind=kind, act=PaperRecord.Act.LOOKED, language=language, by=by
    )
    if kind == Paper.Kind.OFFICIAL and not looks.filter(at__gt=at - SAME_LOOK).exists():
        PaperRecord.objects.create(
            division=division,
            kind=kind,
            act=PaperRecord.Act.LOOKED,
            language=language,
            paper=getattr(division, kind),
            by=by,
            at=at,
        )
