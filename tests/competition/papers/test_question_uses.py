"""Where a question was used: what each reader may know, and how pupils' choices are counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from competition.models import Division, Edition, Result, Sitting, Window
from competition.papers.queries.question_uses import (
    FEWEST,
    ChoiceShare,
    QuestionUse,
    shares,
    uses_of,
)
from quizbank.bank.actions.writing import write_text
from quizbank.models import Paper, PaperQuestion, Question
from quizbank.papers.actions import publish_paper
from quizbank.rules.responses import decoded, encoded
from schools import clock
from schools.models import Country, SchoolClass, User
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import make_draft_edition
from tests.quizbank.made_kinds import paper_of_every_kind
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def question(edition: Edition) -> Question:
    """The first of the official paper of an edition that is live."""
    return Question.objects.get(key="official-1")


def places(question: Question, user: User) -> list[tuple[str, str, int]]:
    return [(use.where, use.kind, use.number) for use in uses_of(question, user)]


def made(question: Question, kind: str, at: datetime) -> Paper:
    """A paper that asks this question alone."""
    return publish_paper(
        [question],
        title="A paper",
        kind=kind,
        division_code="12-13",
        languages=cast.LANGUAGES,
        at=at,
    )


def played(sitting: Sitting, school_class: SchoolClass, letters: str) -> None:
    """One pupil for each letter, who chose it; a dash chose nothing."""
    item = PaperQuestion.objects.get(paper=sitting.paper_id, number=1)
    fresh = cast.make_class(
        school_class.school, school_class.teachers.get(), label="X", cards=len(letters)
    )
    cards = fresh.cards.order_by("number")
    for card, letter in zip(cards, letters, strict=True):
        choice = "0" if letter == "-" else f"{item.order.index(letter) + 1}"
        cast.finish(cast.make_attempt(card, sitting), f"{choice}0000")


# ---------------------------------------------------------------- who may know


OFFICIAL = [("Safer Internet Day 2027", "official", 1)]


@in_one_world(
    ("kind", "where", "live", "over"),
    [
        ("coordinator", {}, OFFICIAL, OFFICIAL),
        ("organizer", {"country_id": "BA"}, OFFICIAL, OFFICIAL),
        ("organizer", {"country_id": "HR"}, [], OFFICIAL),
        ("editor", {}, [], OFFICIAL),
        ("reviewer", {"country_id": "BA"}, [], OFFICIAL),
        ("translator", {"country_id": "BA"}, [], OFFICIAL),
    ],
    ids=["coordinator", "own", "abroad", "editor", "reviewer", "translator"],
)
def test_that_a_question_is_official_is_secret_until_the_windows_are_over(
    kind: str,
    where: dict[str, Any],
    live: list[object],
    over: list[object],
    question: Question,
    edition: Edition,
) -> None:
    cast.make_country("HR")
    reader = cast.make_staff(kind, **where)
    assert places(question, reader) == live
    Edition.objects.update(state=Edition.State.REVIEW)
    assert places(question, reader) == over


def test_with_a_second_country_it_is_no_longer_one_organizers_secret(
    question: Question, edition: Edition, country: Country
) -> None:
    reader, window = cast.make_staff("organizer", country=country), edition.windows.get()
    assert places(question, reader) == OFFICIAL
    far = {"opens_at": window.opens_at, "closes_at": window.closes_at}
    Window.objects.create(edition=edition, country=cast.make_country("HR"), **far)
    assert places(question, reader) == []


@in_one_world("kind", ["rehearsal", "practice"])
def test_what_pupils_rehearse_or_practise_is_no_secret(kind: str, edition: Edition) -> None:
    question = Question.objects.get(key=f"{kind}-2")
    assert places(question, cast.make_staff("editor")) == [("Safer Internet Day 2027", kind, 2)]


@in_one_world(
    ("kind", "known"), [("official", False), ("practice", True)], ids=["official", "practice"]
)
def test_a_paper_without_an_edition_may_still_become_official(
    kind: str, known: bool, superuser: User
) -> None:
    question = cast.make_question("loose")
    made(question, kind, clock.now())
    loose = [("no edition", kind, 1)]
    assert places(question, cast.make_staff("editor")) == (loose if known else [])
    assert places(question, superuser) == loose


def test_a_practice_paper_that_is_also_official_elsewhere_is_told_of_the_one_place_only(
    edition: Edition, country: Country, superuser: User
) -> None:
    question, division = Question.objects.get(key="practice-1"), edition.divisions.get()
    Division.objects.filter(pk=make_draft_edition(country).pk).update(official=division.practice)
    assert places(question, cast.make_staff("editor")) == [
        ("Safer Internet Day 2027", "practice", 1)
    ]
    assert len(uses_of(question, superuser)) == 2


def test_a_secret_place_does_not_come_out_as_a_paper_without_an_edition(country: Country) -> None:
    question = cast.make_question("loose")
    paper = made(question, "practice", clock.now())
    Division.objects.filter(pk=make_draft_edition(country).pk).update(official=paper)
    assert places(question, cast.make_staff("editor")) == []


def test_a_reserve_paper_is_as_secret_as_the_official_one(
    edition: Edition, superuser: User
) -> None:
    spare, loose = cast.make_question("spare"), cast.make_question("loose")
    edition.divisions.update(reserve=made(spare, "reserve", clock.now()))
    made(loose, "reserve", clock.now())
    editor, found = cast.make_staff("editor"), [("Safer Internet Day 2027", "reserve", 1)]
    assert (places(spare, editor), places(loose, editor)) == ([], [])
    assert places(spare, superuser) == found
    Edition.objects.update(state=Edition.State.REVIEW)
    assert (places(spare, editor), places(loose, editor)) == (found, [])


def test_the_newest_paper_comes_first(edition: Edition, country: Country, superuser: User) -> None:
    question = Question.objects.get(key="rehearsal-1")
    paper = made(question, "practice", clock.now() - timedelta(days=400))
    Division.objects.filter(pk=make_draft_edition(country).pk).update(practice=paper)
    assert [use.where for use in uses_of(question, superuser)] == [
        "Safer Internet Day 2027",
        "Next year 2028",
    ]


# ---------------------------------------------------------------- what they chose


def test_the_choices_of_all_who_had_it_are_counted(
    question: Question, sitting: Sitting, school_class: SchoolClass, superuser: User
) -> None:
    played(sitting, school_class, "aaaaabbbc-")
    (use,) = uses_of(question, superuser)
    assert (use.pupils, use.share) == (10, 50)
    assert [(one.answer, one.share, one.right) for one in use.choices] == [
        ("a", 50, True),
        ("b", 30, False),
        ("c", 10, False),
        ("d", 0, False),
        ("", 10, False),
    ]


def test_of_fewer_than_ten_nothing_is_told_but_the_number(
    question: Question, sitting: Sitting, school_class: SchoolClass, superuser: User
) -> None:
    played(sitting, school_class, "a" * (FEWEST - 1))
    (use,) = uses_of(question, superuser)
    assert (use.pupils, use.share, use.choices) == (9, None, [])
    html = render_to_string("competition/papers/_question_uses.html", {"uses": [use]})
    assert "%" not in html
    assert "Too few pupils" in html


def test_only_results_that_count_are_counted(
    question: Question, sitting: Sitting, school_class: SchoolClass, superuser: User
) -> None:
    played(sitting, school_class, "a" * 12)
    voided = Result.objects.values_list("pk", flat=True)[:2]
    Result.objects.filter(pk__in=list(voided)).update(counts=False)
    (use,) = uses_of(question, superuser)
    assert (use.pupils, use.share) == (10, 100)


@given(
    chosen=st.dictionaries(st.sampled_from("01234"), st.integers(0, 500)),
    order=st.permutations("abcd").map("".join) | st.permutations("abc").map("".join),
    data=st.data(),
)
def test_shares_follow_the_letters_whatever_order_a_paper_shows(
    chosen: dict[str, int], order: str, data: st.DataObject
) -> None:
    right, counted = data.draw(st.sampled_from(order)), Counter(chosen)
    item = PaperQuestion(question=Question(right=right), order=order)
    found = shares(counted, item)
    if counted.total() < FEWEST:
        assert found == []
        return
    assert "".join(one.answer for one in found) == "".join(sorted(order))
    assert [one.answer for one in found if one.right] == [right]
    assert abs(sum(one.share for one in found) - 100) <= len(found) / 2
    at = order.index(right) + 1
    expected = round(100 * counted[f"{at}"] / counted.total())
    assert ChoiceShare(right, expected, True) in found


@pytest.fixture
def of_every_kind(sitting: Sitting) -> Paper:
    """The paper of the sitting and of its edition."""
    found = paper_of_every_kind("s")
    Division.objects.update(official=found)
    Sitting.objects.update(paper=found)
    return found


def answered(paper: Paper, sitting: Sitting, school_class: SchoolClass, *said: list[int]) -> None:
    """One pupil for each row of codes."""
    fresh = Sitting.objects.get(pk=sitting.pk)
    teacher = school_class.teachers.get()
    found = cast.make_class(school_class.school, teacher, label="X", cards=len(said))
    for card, codes in zip(found.cards.order_by("number"), said, strict=True):
        cast.finish(cast.make_attempt(card, fresh), codes)


PARTS = {
    "single": [],
    "multi": [("a", "to be marked", 100), ("b", "", 70), ("c", "to be marked", 70), ("d", "", 70)],
    "sort": [("a", "public", 70), ("b", "mine", 70), ("c", "public", 70), ("d", "mine", 70)],
    "order": [("ca", "", 70), ("ab", "", 70), ("bd", "", 70)],
    "spots": [
        *(("a", "to be marked", 70), ("b", "to be marked", 70), ("c", "", 100), ("d", "", 100)),
        ("e", "", 70),
    ],
}


@in_one_world("kind", PARTS)
def test_each_part_has_the_share_of_those_who_had_it_right(
    kind: str, of_every_kind: Paper, sitting: Sitting, school_class: SchoolClass, superuser: User
) -> None:
    right, others = cast.right_codes(of_every_kind), []
    for name, item in zip(PARTS, of_every_kind.items.order_by("number"), strict=True):
        at = item.order.index
        said = {
            "single": [at("c")],
            "multi": [at("a"), at("b"), at("d")],
            "sort": [3 - place for place in decoded(item.form, item.key)] if name == "sort" else [],
            "order": list(reversed(decoded(item.form, item.key))),
            "spots": [at("e")] if name == "spots" else [],
        }
        others.append(encoded(item.form, said[name]))
    touched = [0, 1, 1, 1, 1]
    answered(of_every_kind, sitting, school_class, *[right] * 7, *[others] * 3, touched, touched)
    (use,) = uses_of(Question.objects.get(key=f"kind-{kind}"), superuser)
    assert use.pupils == 12
    assert [(one.letters, one.belongs, one.share) for one in use.parts] == PARTS[kind]


def test_of_parts_that_fewer_than_ten_answered_nothing_is_told(
    of_every_kind: Paper, sitting: Sitting, school_class: SchoolClass, superuser: User
) -> None:
    right, nothing = cast.right_codes(of_every_kind), [0] * 5
    answered(of_every_kind, sitting, school_class, *[right] * 9, nothing)
    (use,) = uses_of(Question.objects.get(key="kind-sort"), superuser)
    assert (use.share, use.parts) == (90, [])


def test_the_parts_are_read_with_their_words(
    of_every_kind: Paper, sitting: Sitting, school_class: SchoolClass, superuser: User
) -> None:
    answered(of_every_kind, sitting, school_class, *[cast.right_codes(of_every_kind)] * 10)
    text = said(uses_of(Question.objects.get(key="kind-order"), superuser))
    assert "How many of those who answered had each part right" in text
    assert "ca order c → order a 100 %" in text


def test_the_parts_are_read_as_they_were_asked(
    of_every_kind: Paper, sitting: Sitting, school_class: SchoolClass, superuser: User
) -> None:
    answered(of_every_kind, sitting, school_class, *[cast.right_codes(of_every_kind)] * 10)
    question, later = Question.objects.get(key="kind-order"), clock.now() + timedelta(minutes=1)
    words = question.texts.get(language="en").words
    anew = replace(words, choices={letter: f"New {letter}" for letter in words.letters})
    write_text(question, "en", words=anew, by=None, at=later)
    assert "ca order c → order a 100 %" in said(uses_of(question, superuser))


@in_one_world("more", [0, 4])
def test_a_history_costs_the_same_however_long_it_is(
    more: int,
    question: Question,
    edition: Edition,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    reader = cast.make_staff("organizer", country_id="BA")
    for n in range(more):
        past = Edition.objects.create(slug=f"past-{n}", names={"en": "Past"}, year=2020 + n)
        paper = made(question, "official", clock.now())
        Division.objects.create(edition=past, code="12-13", official=paper)
        Window.objects.create(
            edition=past, country_id="BA", opens_at=clock.now(), closes_at=clock.now()
        )
    cache.clear()
    with django_assert_num_queries(13):
        assert len(uses_of(question, reader)) == more + 1
    with django_assert_num_queries(7):
        uses_of(question, reader)


# ---------------------------------------------------------------- how it is said


def said(uses: list[QuestionUse]) -> str:
    html = render_to_string("competition/papers/_question_uses.html", {"uses": uses})
    return " ".join(" ".join(one.text for one in Page(html).said).split())


def test_the_history_is_read_with_the_key_marked(
    question: Question, sitting: Sitting, school_class: SchoolClass, superuser: User
) -> None:
    played(sitting, school_class, "aaaaabbbc-")
    text = said(uses_of(question, superuser))
    assert "Safer Internet Day 2027, official Question 1, ages 12–13 · published on" in text
    assert "What 10 pupils chose in official class quizzes" in text
    assert "a right 50 % b 30 % c 10 % d 0 % no answer 10 %" in text


@pytest.mark.parametrize(
    ("given", "says"), [(False, "counts for nobody"), (True, "its points go to everybody")]
)
def test_the_history_says_where_it_was_neutralised(
    question: Question, superuser: User, *, given: bool, says: str
) -> None:
    assert "neutralised" not in said(uses_of(question, superuser))
    PaperQuestion.objects.filter(question=question).update(neutralised=True, given=given)
    assert f"neutralised {says}" in said(uses_of(question, superuser))


def test_without_any_use_to_be_told_that_is_said() -> None:
    assert said([]) == "Where it was used In no paper that you may see."
