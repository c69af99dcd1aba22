"""What is refused before a paper takes its place, and what keeps an edition's papers from play."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.models import User
from competition.exceptions import PaperRefused, WarningsOpen
from competition.models import Division, Edition, PaperDraft, PaperRecord
from competition.papers.actions.drafts import sign_off
from competition.papers.actions.papers import attach_paper
from competition.papers.queries.drafts import chosen_of, draft_of
from competition.papers.queries.sets import KINDS
from quizbank.bank.actions.writing import About, change_about
from quizbank.models import Paper, Question, QuestionText
from quizbank.papers.actions import publish_paper
from quizbank.rules.permutation import permuted
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import (
    as_read,
    choose,
    make_bank,
    make_draft_edition,
    make_question,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def place(country: Country) -> Division:
    """Of an edition that is real."""
    return make_draft_edition(country)


@pytest.fixture
def colleague(db: None) -> User:
    """A second person who prepares editions."""
    return cast.make_staff(Role.Kind.COORDINATOR)


def refused(draft: PaperDraft, by: User, at: datetime) -> list[str]:
    """Why it is not published; nothing else happens."""
    before = Paper.objects.count()
    with pytest.raises(PaperRefused) as refusal:
        publish(draft, by, at)
    assert Paper.objects.count() == before
    assert len(chosen_of(draft)) == len(chosen_of(draft_of(draft.division, draft.kind)))
    return refusal.value.faults


# ---------------------------------------------------------------- publishing


def test_a_published_paper_stands_in_its_place_as_it_was_chosen(
    place: Division, superuser: User, now: datetime
) -> None:
    draft = choose(place, "official", make_bank(3)[::-1], superuser)
    paper = publish(draft, superuser, now)
    place.refresh_from_db()
    assert place.official == paper
    assert [item.question.key for item in paper.items.all()] == ["bank-2", "bank-1", "bank-0"]
    assert set(paper.compiled.values_list("language", flat=True)) == set(cast.LANGUAGES)
    record = PaperRecord.objects.get()
    assert (record.act, record.by, record.paper, record.at) == ("published", superuser, paper, now)


def test_the_choices_stand_in_the_order_that_was_drawn_for_the_draft(
    place: Division, superuser: User, now: datetime
) -> None:
    draft = choose(place, "official", make_bank(4), superuser)
    paper = publish(draft, superuser, now)
    assert [item.order for item in paper.items.select_related("question")] == [
        permuted("abcd", seed=draft.seed, question=f"bank-{n}") for n in range(4)
    ]


def test_warnings_are_overridden_only_by_a_tick(
    place: Division, superuser: User, now: datetime
) -> None:
    draft = choose(place, "official", make_bank(3), superuser)
    with pytest.raises(WarningsOpen):
        publish(draft, superuser, now, in_spite=False)
    assert publish(draft, superuser, now).kind == "official"


# ---------------------------------------------------------------- every refusal


def _no_croatian(question: Question) -> None:
    question.texts.filter(language="hr").delete()


def _unreviewed(question: Question) -> None:
    question.texts.filter(language="sr").update(state=QuestionText.State.DRAFT)


def _sensitive(question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(sensitive=True)


NO_TEXT = "There is no text in this language: Hrvatski. Questions: 2."
NOT_REVIEWED = "Nobody has reviewed the texts in this language: Српски. Questions: 2."
UNSIGNED = (
    "These questions on sensitive topics wait for the sign-off for child protection by a second"
    " person. Questions: 2."
)


@in_one_world(
    ("spoil", "kind", "faults"),
    [
        (_no_croatian, "official", [NO_TEXT]),
        (_no_croatian, "practice", [NO_TEXT]),
        (_unreviewed, "official", [NOT_REVIEWED]),
        (_unreviewed, "rehearsal", [NOT_REVIEWED]),
        (_unreviewed, "practice", [NOT_REVIEWED]),
        (_sensitive, "official", [UNSIGNED]),
        (_sensitive, "practice", [UNSIGNED]),
    ],
)
def test_what_a_question_may_not_be(
    spoil: Callable[[Question], None],
    kind: str,
    faults: list[str],
    country: Country,
    superuser: User,
    now: datetime,
) -> None:
    bank = make_bank(3)
    spoil(bank[1])
    draft = choose(make_draft_edition(country), kind, bank, superuser)
    assert refused(draft, superuser, now) == faults


def test_all_faults_are_told_at_once(place: Division, superuser: User, now: datetime) -> None:
    bank = make_bank(3)
    for spoil in (_no_croatian, _unreviewed, _sensitive):
        spoil(bank[1])
    draft = choose(place, "official", bank, superuser)
    assert refused(draft, superuser, now) == [NO_TEXT, NOT_REVIEWED, UNSIGNED]


def test_what_was_moved_to_another_age_group_since_it_was_chosen_is_refused(
    place: Division, superuser: User, now: datetime
) -> None:
    bank = make_bank(3)
    draft = choose(place, "official", bank, superuser)
    Question.objects.filter(pk=bank[1].pk).update(division_code="14-15")
    assert refused(draft, superuser, now) == [
        "These questions are for another age group by now. Take them out. Questions: 2."
    ]


@in_one_world("published", [False, True], ids=["drafted", "published"])
def test_two_papers_of_an_edition_share_no_question(
    published: bool, place: Division, superuser: User, now: datetime
) -> None:
    bank = make_bank(4)
    older = Division.objects.create(edition=place.edition, code="14-15")
    Question.objects.filter(pk=bank[0].pk).update(division_code="14-15")
    other = choose(older, "practice", bank[:1], superuser)
    if published:
        publish(other, superuser, now)
    Question.objects.filter(pk=bank[0].pk).update(division_code="12-13")
    draft = choose(place, "official", bank[::-1], superuser)
    assert refused(draft, superuser, now) == [
        "Also in another paper of this edition: practice paper, ages 14–15. Questions: 4."
    ]


@in_one_world("kind", KINDS)
def test_what_pupils_of_another_edition_have_seen_is_not_official(
    kind: str, place: Division, country: Country, superuser: User, now: datetime
) -> None:
    bank = make_bank(2)
    publish(choose(make_draft_edition(country, slug="past"), kind, bank, superuser), superuser, now)
    draft = choose(place, "official", bank, superuser)
    assert refused(draft, superuser, now) == [
        "Pupils of another edition know these questions, so they cannot be official."
        " Questions: 1, 2."
    ]


def test_what_others_have_seen_may_still_be_practised(
    place: Division, country: Country, superuser: User, now: datetime
) -> None:
    bank = make_bank(2)
    past = make_draft_edition(country, slug="past")
    publish(choose(past, "official", bank, superuser), superuser, now)
    draft = choose(place, "practice", bank, superuser)
    assert publish(draft, superuser, now).kind == "practice"


def test_a_sensitive_question_needs_a_second_person_and_the_present_wording(
    place: Division, superuser: User, colleague: User, now: datetime
) -> None:
    question = make_question("pictures", sensitive=True)
    draft = choose(place, "official", [question], superuser)
    seen = as_read(question)
    sign_off(question, seen=seen, by=superuser, at=now)
    assert len(refused(draft, superuser, now)) == 1
    sign_off(question, seen=seen, by=colleague, at=now)
    question.texts.filter(language="hr").update(explanation="Nešto drugo.")
    assert len(refused(draft, superuser, now)) == 1
    sign_off(question, seen=as_read(question), by=colleague, at=now)
    assert publish(draft, superuser, now).kind == "official"


def test_a_sign_off_ends_with_another_right_answer_or_scene(
    place: Division, superuser: User, colleague: User, now: datetime
) -> None:
    """Its words may stay as they were read."""
    question = make_question("pictures", sensitive=True)
    draft = choose(place, "official", [question], superuser)
    seen = as_read(question)
    assert sign_off(question, seen=seen, by=colleague, at=now)
    about = About("12-13", question.topic_id, "hard", "b", True)
    change_about(question, about, by=superuser, at=now + timedelta(minutes=1))
    question.texts.update(state=QuestionText.State.APPROVED)
    assert refused(draft, superuser, now) == [UNSIGNED.replace("2.", "1.")]
    later = now + timedelta(minutes=2)
    assert not sign_off(question, seen=seen, by=colleague, at=later)
    assert sign_off(question, seen=as_read(question), by=colleague, at=later)
    easier = replace(about, difficulty="easy")
    change_about(question, easier, by=superuser, at=now + timedelta(minutes=3))
    question.texts.update(state=QuestionText.State.APPROVED)
    assert publish(draft, superuser, now).kind == "official"


def test_the_official_paper_stays_once_an_official_sitting_was_opened(
    edition: Edition, sitting: object, superuser: User, now: datetime
) -> None:
    division = edition.divisions.get()
    draft = choose(division, "official", make_bank(2), superuser)
    assert refused(draft, superuser, now) == [
        "An official class quiz has been opened already. All classes of an age group take the same"
        " paper, so it can no longer be replaced."
    ]
    other = choose(division, "rehearsal", [make_question("spare")], superuser)
    Edition.objects.filter(pk=edition.pk).update(state="live")
    assert publish(other, superuser, now).kind == "rehearsal"


@in_one_world("state", ["review", "sealed", "published", "archived"])
def test_an_edition_that_is_over_keeps_its_papers(
    state: str, place: Division, superuser: User, now: datetime
) -> None:
    Edition.objects.filter(pk=place.edition_id).update(state=state)
    place.edition.refresh_from_db()
    draft = choose(place, "practice", make_bank(1), superuser)
    assert refused(draft, superuser, now) == [
        "The windows of this edition are over; its papers stay as they are."
    ]


# ---------------------------------------------------------------- papers of the bank


def bank_paper(questions: list[Question], at: datetime, **changes: Any) -> Paper:  # noqa: ANN401 - what publish_paper takes
    told = {"title": "From the bank", "kind": "official", "division_code": "12-13"}
    return publish_paper(questions, **{**told, "languages": cast.LANGUAGES, "at": at, **changes})


def test_a_paper_of_the_bank_is_taken_over(place: Division, superuser: User, now: datetime) -> None:
    paper = bank_paper(make_bank(2), now)
    attach_paper(place, kind="official", paper_id=paper.pk, by=superuser, at=now)
    place.refresh_from_db()
    assert (place.official, PaperRecord.objects.get().act) == (paper, "attached")


def test_a_paper_of_the_bank_is_checked_like_a_draft(
    place: Division, superuser: User, now: datetime
) -> None:
    bank = make_bank(2)
    paper = bank_paper(bank, now, languages=["en", "bs", "hr", "sr"])
    _unreviewed(bank[1])
    with pytest.raises(PaperRefused) as refusal:
        attach_paper(place, kind="official", paper_id=paper.pk, by=superuser, at=now)
    assert refusal.value.faults == [
        "It was published without this language: Srpski. Publish it again.",
        NOT_REVIEWED,
    ]


@pytest.fixture
def six(db: None) -> list[Question]:
    return make_bank(6)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(chosen=st.lists(st.sets(st.integers(0, 5)), min_size=len(KINDS), max_size=len(KINDS)))
def test_whatever_is_chosen_published_papers_of_an_edition_share_no_question(
    chosen: list[set[int]],
    six: list[Question],
    country: Country,
    superuser: User,
    now: datetime,
) -> None:
    Edition.objects.filter(slug="next").delete()
    place = make_draft_edition(country)
    for kind, numbers in zip(KINDS, chosen, strict=True):
        draft = choose(place, kind, [six[n] for n in sorted(numbers)], superuser)
        try:
            publish(draft, superuser, now)
        except PaperRefused:
            draft.items.all().delete()
    place.refresh_from_db()
    papers = [getattr(place, kind) for kind in KINDS if getattr(place, kind)]
    asked = [item.question_id for paper in papers for item in paper.items.all()]
    assert len(asked) == len(set(asked))
