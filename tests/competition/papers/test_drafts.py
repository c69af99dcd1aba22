"""Choosing questions: what a change does, and that nobody undoes another's work unseen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connections

from base.models import User
from competition.exceptions import DraftChanged, TooManyQuestions
from competition.models import Division, DraftQuestion, PaperDraft, SignOff
from competition.papers.actions import drafts
from competition.papers.actions.papers import publish_draft
from competition.papers.queries.drafts import (
    blueprint_of,
    chosen_of,
    draft_of,
    draft_warnings,
    grid,
)
from quizbank.models import Question
from schools.models import Country
from tests.cells import in_one_world
from tests.competition.papers.cast import (
    as_read,
    choose,
    make_bank,
    make_draft_edition,
    make_question,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

type Act = Callable[..., Any]


@pytest.fixture
def place(country: Country) -> Division:
    return make_draft_edition(country)


@pytest.fixture
def bank(db: None) -> list[Question]:
    return make_bank(5)


@pytest.fixture
def draft(place: Division, bank: list[Question], superuser: User) -> PaperDraft:
    """Questions 0, 1 and 2 of the bank, for the official paper."""
    return choose(place, "official", bank[:3], superuser)


def keys(draft: PaperDraft) -> str:
    """What is chosen, in order, by the last sign of the names."""
    return "".join(item.question.key[-1] for item in chosen_of(draft))


def told(draft: PaperDraft, by: User, now: datetime) -> dict[str, Any]:
    return {"version": draft.version, "by": by, "at": now}


@in_one_world(
    ("which", "steps", "order"),
    [(1, -1, "102"), (1, 1, "021"), (0, -1, "012"), (2, 1, "012"), (4, 1, "012")],
    ids=["up", "down", "first-stays", "last-stays", "not-chosen"],
)
def test_a_question_moves_by_one_and_stays_at_either_end(
    which: int,
    steps: int,
    order: str,
    draft: PaperDraft,
    bank: list[Question],
    superuser: User,
    now: datetime,
) -> None:
    question = bank[which]
    drafts.move_question(draft, question_id=question.pk, steps=steps, **told(draft, superuser, now))
    assert keys(draft) == order


def test_what_is_chosen_already_or_for_another_age_is_not_added(
    draft: PaperDraft, bank: list[Question], superuser: User, now: datetime
) -> None:
    foreign = make_question("older-9", division_code="14-15")
    ids = [bank[3].pk, bank[0].pk, foreign.pk, bank[3].pk]
    count = drafts.add_questions(draft, ids=ids, **told(draft, superuser, now))
    assert (count, keys(draft)) == (1, "0123")


def test_a_question_taken_out_leaves_the_others_in_order(
    draft: PaperDraft, bank: list[Question], superuser: User, now: datetime
) -> None:
    drafts.remove_question(draft, question_id=bank[1].pk, **told(draft, superuser, now))
    assert keys(draft) == "02"


def test_sixty_questions_are_enough(
    draft: PaperDraft, bank: list[Question], superuser: User, now: datetime
) -> None:
    DraftQuestion.objects.bulk_create(
        DraftQuestion(draft=draft, question=make_question(f"more-{n}"), position=n)
        for n in range(57)
    )
    with pytest.raises(TooManyQuestions):
        drafts.add_questions(draft, ids=[bank[3].pk], **told(draft, superuser, now))


CHANGES: dict[str, tuple[Act, dict[str, object]]] = {
    "add": (drafts.add_questions, {"ids": [1]}),
    "remove": (drafts.remove_question, {"question_id": 1}),
    "move": (drafts.move_question, {"question_id": 1, "steps": 1}),
    "tie": (drafts.flip_tie_break, {"question_id": 1}),
    "blueprint": (drafts.set_blueprint, {"size": 9, "topics": {}, "difficulties": {}}),
    "draw": (drafts.draw_order, {}),
    "begin": (drafts.begin_from_paper, {}),
    "publish": (publish_draft, {"in_spite": True}),
}


@in_one_world(("change", "more"), CHANGES.values(), ids=CHANGES)
def test_no_change_is_made_on_a_page_somebody_else_has_overtaken(
    change: Act, more: dict[str, object], draft: PaperDraft, superuser: User, now: datetime
) -> None:
    seen = told(draft, superuser, now)
    drafts.draw_order(draft, **seen)
    before = draft_of(draft.division, draft.kind)
    with pytest.raises(DraftChanged):
        change(draft, **more, **seen)
    after = draft_of(draft.division, draft.kind)
    assert (after.version, after.seed, keys(after)) == (before.version, before.seed, "012")


def test_a_version_never_comes_again_even_after_publication(
    place: Division, superuser: User, now: datetime
) -> None:
    easy = [make_question(f"easy-{n}", difficulty="easy") for n in range(3)]
    draft = choose(place, "practice", easy, superuser)
    publish_draft(draft, in_spite=True, **told(draft, superuser, now))
    again = draft_of(place, "practice")
    assert (keys(again), again.version > draft.version) == ("", True)
    assert again.seed != draft.seed


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_at_once_one_is_told(
    place: Division, bank: list[Question], superuser: User, now: datetime
) -> None:
    draft, gate, outcomes = draft_of(place, "official"), threading.Barrier(2), list[str]()

    def add(question: Question) -> None:
        gate.wait()
        try:
            drafts.add_questions(draft, ids=[question.pk], **told(draft, superuser, now))
            outcomes.append("added")
        except DraftChanged:
            outcomes.append("told")
        connections.close_all()

    threads = [threading.Thread(target=add, args=[question]) for question in bank[:2]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["added", "told"]
    assert len(chosen_of(draft)) == 1


def test_a_draft_begins_with_the_questions_of_the_published_paper(
    place: Division, draft: PaperDraft, bank: list[Question], superuser: User, now: datetime
) -> None:
    drafts.flip_tie_break(draft, question_id=bank[2].pk, **told(draft, superuser, now))
    draft = draft_of(place, "official")
    publish_draft(draft, in_spite=True, **told(draft, superuser, now))
    place.refresh_from_db()
    empty = draft_of(place, "official")
    assert drafts.begin_from_paper(empty, **told(empty, superuser, now)) == 3
    assert [(item.question, item.tie_break) for item in chosen_of(empty)] == [
        (bank[0], False),
        (bank[1], False),
        (bank[2], True),
    ]


# ---------------------------------------------------------------- blueprint and warnings


def test_the_table_sets_what_is_chosen_against_what_is_wanted(
    draft: PaperDraft, bank: list[Question], superuser: User, now: datetime
) -> None:
    shares: dict[str, Any] = {
        "topics": {"PRIV": 1, "ACC": 1},
        "difficulties": {"easy": 1, "medium": 1, "hard": 0},
    }
    drafts.set_blueprint(draft, size=4, **shares, **told(draft, superuser, now))
    draft = draft_of(draft.division, "official")
    names = {"PRIV": "Privacy", "ACC": "Accounts", "HELP": "Help"}
    rows = grid(blueprint_of(draft, names), bank[:3], names)
    assert [(row.name, [(c.chosen, c.target) for c in row.cells]) for row in rows] == [
        ("Privacy", [(1, 1), (0, 1), (0, 0), (1, 2)]),
        ("Accounts", [(0, 1), (1, 1), (0, 0), (1, 2)]),
        ("SCAM", [(0, 0), (0, 0), (1, 0), (1, 0)]),
        ("All", [(1, 2), (1, 2), (1, 0), (3, 4)]),
    ]


def test_warnings_name_the_number_the_gaps_and_the_missing_tie_break(
    draft: PaperDraft, superuser: User, now: datetime
) -> None:
    shares: dict[str, Any] = {
        "topics": {"PRIV": 1, "HELP": 1},
        "difficulties": {"easy": 1, "medium": 0, "hard": 0},
    }
    drafts.set_blueprint(draft, size=4, **shares, **told(draft, superuser, now))
    draft = draft_of(draft.division, "official")
    assert draft_warnings(draft, chosen_of(draft)) == [
        "3 questions are chosen, the blueprint wants 4.",
        "Missing by topic: PRIV (1), HELP (2).",
        "Missing by difficulty: easy (3).",
        "No question breaks ties, but the ranking counts on some.",
    ]


def test_right_answers_in_one_place_are_a_warning_that_drawing_again_takes_away(
    place: Division, superuser: User, now: datetime
) -> None:
    easy = [make_question(f"easy-{n}", difficulty="easy") for n in range(20)]
    draft = choose(place, "practice", easy, superuser)
    text = "The right answers stand mostly in the same places"
    seen = set()
    for n in range(60):
        draft.seed = f"{n}"
        seen.add(any(one.startswith(text) for one in draft_warnings(draft, chosen_of(draft))))
    assert seen == {True, False}


# ---------------------------------------------------------------- sign-off


def test_a_sign_off_holds_only_for_the_wording_that_was_read(
    superuser: User, now: datetime
) -> None:
    question = make_question("pictures", sensitive=True)
    seen = as_read(question)
    question.texts.filter(language="hr").update(stem="Što sada?")
    assert not drafts.sign_off(question, seen=seen, by=superuser, at=now)
    assert not SignOff.objects.exists()
    seen = as_read(question)
    for _twice in range(2):
        assert drafts.sign_off(question, seen=seen, by=superuser, at=now)
    assert SignOff.objects.count() == 1
