"""A paper of several kinds: what is too much, and what is frozen."""

from __future__ import annotations

import pytest

from base import clock
from base.models import User
from competition.models import Division, Edition
from competition.papers.queries.drafts import chosen_of, draft_warnings
from quizbank.models import PaperQuestion, Question, QuestionText
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, publish
from tests.quizbank import made_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def division(country: Country) -> Division:
    return make_draft_edition(country)


@pytest.fixture
def organizer() -> User:
    return cast.make_staff(Role.Kind.COORDINATOR)


@in_one_world(("single", "warned"), [(10, False), (9, True)])
def test_too_many_questions_of_several_parts_are_warned_of(
    division: Division, organizer: User, single: int, warned: bool
) -> None:
    of_parts = made_kinds.every_kind()[1:]
    draft = choose(division, "practice", [*of_parts, *make_bank(single)], organizer)
    told = [one for one in draft_warnings(draft, chosen_of(draft)) if "several parts" in one]
    assert bool(told) is warned


@in_one_world(("ages", "told"), [("9-11", ["1–2"]), ("12-13", [])])
def test_for_the_youngest_two_scenes_do_not_follow_each_other(
    division: Division, organizer: User, ages: str, told: list[str]
) -> None:
    Question.objects.update(division_code=ages)
    questions = made_kinds.every_kind()
    Question.objects.update(division_code=ages)
    Division.objects.update(code=ages)
    division.refresh_from_db()
    scenes = [one for one in questions if one.scene]
    rest = [one for one in questions if not one.scene]
    draft = choose(division, "practice", [*scenes, *rest], organizer)
    found = [one for one in draft_warnings(draft, chosen_of(draft)) if "scenes" in one]
    assert [one.rpartition(": ")[2].rstrip(".") for one in found] == told


@in_one_world("halves", [True, False])
def test_a_paper_keeps_the_rule_of_half_points_it_was_published_with(
    division: Division, organizer: User, halves: bool
) -> None:
    Edition.objects.update(half_points=halves)
    division.refresh_from_db()
    division.edition.refresh_from_db()
    draft = choose(division, "practice", made_kinds.every_kind(), organizer)
    QuestionText.objects.update(state=QuestionText.State.APPROVED)
    paper = publish(draft, organizer, clock.now())
    Edition.objects.update(half_points=not halves)
    assert set(PaperQuestion.objects.filter(paper=paper).values_list("halves", flat=True)) == {
        halves
    }
