"""What keeps an edition's papers from being played, once they stand in their places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from base.models import User
from competition.models import Division, PaperDraft
from competition.papers.queries.paper_checks import paper_faults
from competition.papers.queries.sets import KINDS
from quizbank.models import CompiledPaper, Paper, QuestionText
from schools.models import Country
from tests.cells import in_one_world
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOT_REVIEWED = "Nobody has reviewed the texts in this language: Српски. Questions: 2."


@pytest.fixture
def place(country: Country) -> Division:
    """Of an edition that is real."""
    return make_draft_edition(country)


def test_a_missing_paper_keeps_an_edition_from_play(
    place: Division, superuser: User, now: datetime
) -> None:
    bank = make_bank(3)
    choose(place, "official", bank[:2], superuser)
    PaperDraft.objects.update(size=5)
    missing = "official paper, ages 12–13: it is missing, and so are 2 reviewed questions."
    assert paper_faults(place.edition) == [missing]
    publish(PaperDraft.objects.get(), superuser, now)
    assert paper_faults(place.edition) == [], "the others are as one likes"


@pytest.fixture
def ready(place: Division, superuser: User, now: datetime) -> Division:
    """All papers are published."""
    bank = make_bank(8)
    for n, kind in enumerate(KINDS):
        draft = choose(place, kind, bank[2 * n : 2 * n + 2], superuser)
        publish(draft, superuser, now)
    place.refresh_from_db()
    return place


def test_an_edition_with_all_its_papers_has_no_fault(ready: Division) -> None:
    assert paper_faults(ready.edition) == []


def _unpublish(division: Division) -> None:
    Paper.objects.filter(kind="official").update(published_at=None)


def _forget_croatian(division: Division) -> None:
    CompiledPaper.objects.filter(paper=division.official_id, language="hr").delete()


def _change_text(division: Division) -> None:
    question = division.official.items.get(number=2).question  # type: ignore[union-attr]
    question.texts.filter(language="sr").update(state=QuestionText.State.DRAFT)


def _share(division: Division) -> None:
    first = division.practice.items.get(number=1)  # type: ignore[union-attr]
    division.official.items.filter(number=2).update(question=first.question_id)  # type: ignore[union-attr]


@in_one_world(
    ("spoil", "faults"),
    [
        (_unpublish, ["official paper, ages 12–13: it is not published."]),
        (
            _forget_croatian,
            [
                "official paper, ages 12–13: It was published without this language: Hrvatski."
                " Publish it again."
            ],
        ),
        (_change_text, [f"official paper, ages 12–13: {NOT_REVIEWED}"]),
        (
            _share,
            [
                "official paper, ages 12–13: Also in another paper of this edition: practice paper,"
                " ages 12–13. Questions: 2.",
                "practice paper, ages 12–13: Also in another paper of this edition: official paper,"
                " ages 12–13. Questions: 1.",
            ],
        ),
    ],
    ids=["not-published", "language", "unreviewed", "shared"],
)
def test_what_goes_wrong_after_publishing_keeps_an_edition_from_play(
    spoil: Callable[[Division], None], faults: list[str], ready: Division
) -> None:
    spoil(ready)
    assert paper_faults(ready.edition) == faults
