"""What people of the sample say of the questions in its papers: reviews and sign-offs, in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from base.models import User
from competition.models import SignOff
from competition.papers.queries.set_texts import fingerprint
from quizbank.models import PaperQuestion, Question, QuestionText, Review


def pass_reviews(*, at: datetime) -> None:
    """Every text of a question that stands in a paper is approved, and what is sensitive signed."""
    names = ("editor", "reviewer", "coordinator")
    people = {name: User.objects.get(email=f"{name}@demo.invalid") for name in names}
    asked = Question.objects.filter(pk__in=PaperQuestion.objects.values("question"))
    questions = list(asked.prefetch_related("texts"))
    QuestionText.objects.filter(question__in=questions).update(state=QuestionText.State.APPROVED)
    Review.objects.bulk_create(
        Review(
            question=one,
            language=text.language,
            version=text.version,
            act=act,
            by=people[name],
            at=at,
        )
        for one in questions
        for text in one.texts.all()
        for act, name in _steps(is_source=text.language == one.source)
    )
    SignOff.objects.bulk_create(
        SignOff(
            question=one,
            fingerprint=fingerprint(one.texts.all()),
            by=people["coordinator"],
            at=at,
        )
        for one in questions
        if one.sensitive
    )


def _steps(*, is_source: bool) -> Iterator[tuple[Review.Act, str]]:
    """The reviews of a text, and who passes each."""
    if is_source:
        yield Review.Act.CONTENT, "editor"
    yield (Review.Act.PROTECTION if is_source else Review.Act.BACK_CHECK), "reviewer"
