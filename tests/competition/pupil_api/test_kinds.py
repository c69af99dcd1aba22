"""A paper with every kind of question, from the first code to the receipt."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Division, Edition, Result, Sitting
from competition.papers.queries.papers import scoring_items
from competition.results.queries import ClassResults, class_results
from competition.rules.scoring import ScoredQuestion
from competition.sittings.actions import sittings
from quizbank.models import Paper
from quizbank.rules.responses import QuestionKind, decoded, encoded
from tests.competition.pupil_api.client import Pupil, start_now
from tests.quizbank.made_kinds import paper_of_every_kind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(sitting: Sitting) -> Paper:
    """The paper of the sitting, instead of the usual one."""
    found = paper_of_every_kind()
    Division.objects.update(official=found)
    Sitting.objects.update(paper=found)
    Edition.objects.update(reveal_early=True)
    return found


@sync_to_async
def scored(paper: Paper) -> list[ScoredQuestion]:
    return scoring_items([paper.pk])[paper.pk]


def one_slip(item: ScoredQuestion) -> int:
    """The code of a response with one mistake; of a single choice another choice."""
    right = list(decoded(item.form, item.key))
    if item.form.kind is QuestionKind.SINGLE:
        return item.key % item.form.size + 1
    if item.form.kind is QuestionKind.ORDER:
        right[0], right[1] = right[1], right[0]
    elif item.form.kind is QuestionKind.SORT:
        right[0] = 3 - right[0]
    else:
        right = right[1:]
    return encoded(item.form, right)


async def play(pupil: Pupil, sitting: Sitting, teacher: User, codes: list[int]) -> Result:
    """Join, answer in order (0: leave open) and finish."""
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    for number, code in enumerate(codes, start=1):
        if code:
            assert (await pupil.choose(number, code))[1]["refused"] == []
    _status, finished = await pupil.finish()
    return await Result.objects.aget(attempt__receipt=finished["receipt"])


async def test_all_right_is_worth_all_points(
    pupil: Pupil, sitting: Sitting, paper: Paper, teacher: User
) -> None:
    codes = [item.key for item in await scored(paper)]
    result = await play(pupil, sitting, teacher, codes)
    assert (result.score, result.max_score, result.right, result.wrong) == (9, 9, 5, 0)
    assert result.choices == f"{codes[0]}RRRR"
    assert result.responses == codes


async def test_one_slip_is_half_and_neither_right_nor_wrong(
    pupil: Pupil, sitting: Sitting, paper: Paper, teacher: User
) -> None:
    codes = [one_slip(item) for item in await scored(paper)]
    result = await play(pupil, sitting, teacher, codes)
    assert (result.score, result.right, result.wrong) == (4, 0, 1)
    assert result.choices == f"{codes[0]}HHHH"


async def test_an_edition_may_give_nothing_for_half(
    pupil: Pupil, sitting: Sitting, paper: Paper, teacher: User
) -> None:
    await paper.items.aupdate(halves=False)
    codes = [one_slip(item) for item in await scored(paper)]
    result = await play(pupil, sitting, teacher, codes)
    assert (result.score, result.choices[1:], result.wrong) == (0, "WWWW", 5)


async def test_touched_and_emptied_is_not_answered(
    pupil: Pupil, sitting: Sitting, paper: Paper, teacher: User
) -> None:
    result = await play(pupil, sitting, teacher, [0, 1, 1, 1, 1])
    assert (result.score, result.wrong, result.choices) == (0, 0, "00000")


async def test_the_highest_code_is_taken_and_the_next_one_is_not(
    pupil: Pupil, sitting: Sitting, paper: Paper, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    for item in await scored(paper):
        assert (await pupil.choose(item.number, item.form.highest))[1]["refused"] == []
        assert (await pupil.choose(item.number, item.form.highest + 1))[1]["acked"] == []
    assert [
        one async for one in Answer.objects.order_by("seq").values_list("choice", flat=True)
    ] == [item.form.highest for item in await scored(paper)]


@sync_to_async
def closed(sitting: Sitting) -> ClassResults:
    found = Sitting.objects.get(pk=sitting.pk)
    sittings.close(found, by=found.opened_by, at=clock.now())
    return class_results(Sitting.objects.get(pk=sitting.pk), at=clock.now())


async def test_the_class_hears_what_was_right_half_and_missed(
    pupil: Pupil, sitting: Sitting, paper: Paper, teacher: User
) -> None:
    codes = [one_slip(item) for item in await scored(paper)]
    codes[1] = (await scored(paper))[1].key
    await play(pupil, sitting, teacher, codes)
    rows = (await closed(sitting))["questions"]
    assert [(one["right"], one["half"]) for one in rows] == [(0, 0), (1, 0), (0, 1), (0, 1), (0, 1)]
    assert "sort b → mine" in rows[2]["right_choice"]
    assert [one["most_chosen_wrong_count"] for one in rows] == [1, 0, 1, 1, 1]


@sync_to_async
def opened(receipt: str | None) -> tuple[str, dict[str, object]]:
    browser = Client()
    page = browser.post("/en/receipt/", {"receipt": receipt}).text
    told = browser.post(
        "/receipts/", f'{{"receipt": "{receipt}"}}', content_type="application/json"
    )
    return page, told.json()


async def test_the_receipt_opens_the_own_responses_and_says_them_in_words(
    pupil: Pupil, sitting: Sitting, paper: Paper, teacher: User
) -> None:
    codes = [one_slip(item) for item in await scored(paper)]
    await play(pupil, sitting, teacher, codes)
    await closed(sitting)
    page, told = await opened((await Attempt.objects.aget()).receipt)
    assert told["codes"] == codes
    for words in (
        "one mistake: half of the points",
        "<dd>1. order c</dd><dd>2. order a</dd>",
        "Una: Hi!",
    ):
        assert words in page
