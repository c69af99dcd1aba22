"""An edition whose papers are still to be made, and a bank of reviewed questions for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from base import clock
from base.models import User
from competition.models import Division, Edition, PaperDraft, Window
from competition.papers.actions.drafts import add_questions
from competition.papers.actions.papers import publish_draft
from competition.papers.queries.drafts import draft_of
from competition.papers.queries.set_texts import seen_of
from quizbank.models import Paper, Question, QuestionText, Topic
from schools.models import Country
from tests import cast

LEVELS = ("easy", "medium", "hard")


def make_question(key: str, **changes: object) -> Question:
    """A question of the bank that may stand in an edition: every text is approved."""
    question = cast.make_question(key)
    for name, value in changes.items():
        setattr(question, name, value)
    question.save()
    question.texts.update(state=QuestionText.State.APPROVED)
    return question


def make_bank(count: int) -> list[Question]:
    """Questions that take topics and difficulties in turn, and the right letters too."""
    for position, code in enumerate(("PRIV", "ACC", "SCAM", "HELP")):
        Topic.objects.get_or_create(code=code, defaults={"names": {}, "position": position})
    codes = list(Topic.objects.order_by("position").values_list("code", flat=True))
    return [
        make_question(
            f"bank-{n}", topic_id=codes[n % 4], difficulty=LEVELS[n % 3], right="abcd"[n % 4]
        )
        for n in range(count)
    ]


def make_draft_edition(country: Country, *, slug: str = "next") -> Division:
    """The only division of an edition in preparation, without any paper."""
    edition = Edition.objects.create(slug=slug, names={"en": "Next year"}, year=2028)
    opens = clock.now() + timedelta(days=30)
    Window.objects.create(
        edition=edition, country=country, opens_at=opens, closes_at=opens + timedelta(days=1)
    )
    return Division.objects.create(edition=edition, code="12-13")


def choose(division: Division, kind: str, questions: list[Question], by: User) -> PaperDraft:
    """A draft with these questions."""
    draft = draft_of(division, kind)
    ids = [question.pk for question in questions]
    add_questions(draft, ids=ids, version=draft.version, by=by, at=clock.now())
    return draft_of(division, kind)


def as_read(question: Question) -> str:
    """What somebody who signs a question off has read, as the page names it."""
    stored = Question.objects.get(pk=question.pk)
    return seen_of(stored, stored.texts.all())


def publish(draft: PaperDraft, by: User, at: datetime, *, in_spite: bool = True) -> Paper:
    """Put a draft in its place."""
    return publish_draft(draft, version=draft.version, in_spite=in_spite, by=by, at=at)
