"""What is proposed for the gaps of a paper, and what is said of the questions that are not."""

from __future__ import annotations

import pytest

from base.models import User
from competition.models import Division
from competition.papers.queries.drafts import chosen_of, draft_of
from competition.papers.queries.filling import filling
from quizbank.models import Paper, PaperQuestion
from schools.models import Country
from tests import cast
from tests.competition.papers.cast import choose, make_bank, make_draft_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def place(country: Country) -> Division:
    return make_draft_edition(country)


def test_only_what_may_stand_in_the_paper_is_proposed_with_a_reason(
    place: Division, superuser: User
) -> None:
    bank = make_bank(6)
    cast.make_question("for-show")
    bank[0].texts.filter(language="sr").delete()
    choose(place, "practice", [bank[1]], superuser)
    draft = choose(place, "official", [bank[2]], superuser)
    found = filling(draft, chosen_of(draft), by=superuser).proposed
    assert {one.question.key for one in found} == {"bank-3", "bank-4", "bank-5"}
    assert all(one.reason.startswith("Closes") for one in found)
    assert found == filling(draft, chosen_of(draft), by=superuser).proposed


def test_what_was_found_faulty_is_not_proposed(place: Division, superuser: User) -> None:
    faulty, _sound = make_bank(2)
    paper = Paper.objects.create(title="p", kind="practice", division_code="12-13", seed="x")
    PaperQuestion.objects.create(
        paper=paper, question=faulty, number=1, order="abcd", neutralised=True
    )
    found = filling(draft_of(place, "rehearsal"), [], by=superuser)
    assert [one.question.key for one in found.proposed] == ["bank-1"]
    assert found.against == [("neutralised", 1)]
