"""The pages on which questions are listed, written, translated and reviewed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quizbank.bank.actions import reviewing
from quizbank.bank.actions.writing import words_of, write_text
from quizbank.models import Question, QuestionText, Review
from schools import clock
from schools.models import Role, User
from tests import cast
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

KEY = "lost-phone"
WORDS = {"stem": "What now?", "explanation": "So."}
WORDS |= {f"choice_{letter}": f"New {letter}" for letter in "abcd"}


@pytest.fixture
def question(db: None) -> Question:
    """A draft in five languages whose source nobody of the staff has written."""
    return cast.make_question(KEY)


@pytest.fixture
def editor(client: Client) -> User:
    """Has logged in."""
    user = cast.make_staff(Role.Kind.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def somebody(db: None) -> User:
    """Somebody else who works on questions."""
    return cast.make_staff(Role.Kind.COORDINATOR)


@pytest.fixture
def reviewer(db: None) -> User:
    """Reviews for child protection."""
    return cast.make_staff(Role.Kind.REVIEWER)


def page_of(name: str, *args: str) -> str:
    return reverse(f"quizbank:{name}", args=args)


def read(text: str) -> str:
    return " ".join(" ".join(said.text for said in Page(text).said).split())


def at_bench(client: Client, do: str, language: str = "en", **data: object) -> str:
    """What the page says after a button of the workbench was pressed on the present text."""
    text = QuestionText.objects.get(question__key=KEY, language=language)
    seen = {"state": text.state, "source_version": source_version()}
    sent = {"do": do, "version": text.version, **seen, **data}
    answer = client.post(page_of("question_text", KEY, language), sent, follow=True)
    assert answer.status_code == 200
    return read(answer.text)


def source_version() -> int:
    return QuestionText.objects.get(question__key=KEY, language="en").version


def state(language: str = "en") -> str:
    return QuestionText.objects.get(question__key=KEY, language=language).state


def approve_source(question: Question, content: User, protection: User) -> None:
    """The source passes both its reviews."""
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    for by in (content, protection):
        told = {"version": 1, "choice": "a", "by": by, "at": clock.now()}
        assert reviewing.pass_review(question, "en", **told)  # type: ignore[arg-type]


# ---------------------------------------------------------------- list


def test_the_list_says_what_waits_for_whom(
    client: Client, question: Question, somebody: User, reviewer: User
) -> None:
    approve_source(question, somebody, reviewer)
    client.force_login(reviewer)
    assert "4 to translate" not in read(client.get(page_of("questions")).text)
    client.force_login(somebody)
    assert "4 to translate" in read(client.get(page_of("questions")).text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("words=PHONE", True),
        ("words=phone+nowhere", False),
        ("words=лост", True),
        ("division=12-13", True),
        ("division=9-11", False),
        ("stage=draft", True),
        ("stage=approved", False),
        ("language=hr&state=draft", True),
        ("language=hr&state=approved", False),
        ("kind=retired", False),
        ("work=write", True),
        ("work=back_check", False),
        ("topic=nonsense&difficulty=x", True),
    ],
)
def test_filters_of_the_list(
    client: Client, editor: User, question: Question, query: str, found: bool
) -> None:
    page = client.get(f"{page_of('questions')}?{query}").text
    assert (f"/questions/{KEY}/" in page) is found


def test_the_list_costs_the_same_for_one_question_and_for_twenty(
    client: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        cast.make_question(f"q-{number}")
    QuestionText.objects.filter(language="en").update(state="content")
    with django_assert_num_queries(10):
        client.get(page_of("questions"))


def drafts_on(client: Client, query: str) -> list[str]:
    page = client.get(f"{page_of('questions')}?{query}").text
    return re.findall(r'name="draft" value="([^"]+)"', page)


def test_the_drafts_of_a_page_are_handed_in_together(
    client: Client, editor: User, question: Question
) -> None:
    cast.make_question("next-one")
    assert drafts_on(client, "") == []
    drafts = drafts_on(client, "work=write")
    assert drafts == [f"{KEY} en 1 1", "next-one en 1 1"]
    page = client.post(page_of("questions") + "?work=write", {"draft": drafts}, follow=True)
    assert "2 texts are handed in." in read(page.text)
    assert set(QuestionText.objects.filter(language="en").values_list("state", flat=True)) == {
        "content"
    }
    assert drafts_on(client, "work=write") == []


@pytest.mark.parametrize(
    "draft",
    [
        f"{KEY} en 2 1",
        f"{KEY} hr 1 1",
        "nothing en 1 1",
        f"{KEY} en x y",
        f"{KEY} en",
        "",
        "a b c d",
    ],
)
def test_what_has_changed_or_is_not_there_is_not_handed_in(
    client: Client, editor: User, question: Question, draft: str
) -> None:
    page = client.post(page_of("questions"), {"draft": draft}, follow=True)
    assert "0 texts are handed in. 1 text stays a draft" in read(page.text)
    assert not question.texts.exclude(state="draft").exists()


def test_a_translator_hands_in_no_sources(client: Client, question: Question) -> None:
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    client.post(page_of("questions"), {"draft": f"{KEY} en 1 1"})
    assert state() == "draft"


# ---------------------------------------------------------------- writing


def test_an_editor_begins_a_question(client: Client, editor: User, question: Question) -> None:
    about = {"division_code": "9-11", "topic": "PRIV", "difficulty": "easy", "right": "c"}
    sent = {**WORDS, "version": "0", "language-source": "hr", "stem": "Đačka šala: što sad?"}
    sent |= {f"about-{name}": value for name, value in about.items()}
    client.post(page_of("question_begin"), sent)
    made = Question.objects.get(key="priv-djacka-sala-sto-sad")
    assert (made.source, made.right, made.texts.get().state) == ("hr", "c", "draft")
    assert made.texts.get().wordings.get().by == editor


def test_nothing_is_chosen_for_a_new_question_before_its_editor_chooses(
    client: Client, editor: User, question: Question
) -> None:
    page = client.get(page_of("question_begin")).text
    assert "checked" not in page
    assert re.findall(r'<option value="[^"]+" selected>', page.partition("about-")[2]) == []
    sent = {**WORDS, "version": "0", "language-source": "en"}
    page = read(client.post(page_of("question_begin"), sent).text)
    assert "Mark the answer that is right." in page
    assert page.count("This field is required.") >= 3
    assert Question.objects.count() == 1


def test_a_draft_may_lack_its_explanation_and_is_not_handed_in_so(
    client: Client, editor: User, question: Question
) -> None:
    page = at_bench(client, "hand_in", **{**WORDS, "explanation": ""})
    assert "Something is still empty" in page
    assert (QuestionText.objects.get(language="en").explanation, state()) == ("", "draft")


def test_what_is_too_long_is_said_in_our_words(
    client: Client, editor: User, question: Question
) -> None:
    page = at_bench(client, "save", **{**WORDS, "stem": "x" * 500})
    assert "This has 500 characters, and at most 120 fit. Shorten it." in page
    page = read(client.get(page_of("questions") + "?words=" + "x" * 90).text)
    assert "This has 90 characters, and at most 80 fit. Shorten it. " in page
    assert "0 questions fit." in page


def test_a_question_whose_right_answer_is_empty_is_not_begun(
    client: Client, editor: User, question: Question
) -> None:
    about = {"division_code": "9-11", "topic": "PRIV", "difficulty": "easy", "right": "d"}
    sent = {**WORDS, "version": "0", "language-source": "en", "choice_d": ""}
    sent |= {f"about-{name}": value for name, value in about.items()}
    page = client.post(page_of("question_begin"), sent).text
    assert "This answer is empty." in read(page)
    assert "New a" in page
    assert Question.objects.count() == 1


def test_two_answers_that_say_the_same_are_refused(
    client: Client, editor: User, question: Question
) -> None:
    page = at_bench(client, "save", **{**WORDS, "choice_b": "new A"})
    assert "Another answer says the same." in page
    assert QuestionText.objects.get(language="en").version == 1


def test_what_was_typed_is_kept_when_somebody_else_was_faster(
    client: Client, editor: User, somebody: User, question: Question
) -> None:
    text = question.texts.get(language="en")
    theirs = words_of(text)
    theirs = type(theirs)("Their question?", theirs.choices, theirs.explanation)
    write_text(question, "en", words=theirs, by=somebody, at=clock.now(), version=1)
    path = page_of("question_text", KEY, "en")
    answer = client.post(path, {**WORDS, "do": "save", "version": 1})
    page = read(answer.text)
    assert "Somebody has changed this text" in page
    assert "What now?" in answer.text
    assert "Their question?" in page
    assert 'name="version" value="2"' in answer.text
    client.post(path, {**WORDS, "do": "save", "version": 2})
    assert QuestionText.objects.get(language="en").stem == "What now?"


def test_a_translator_does_not_write_the_source(client: Client, question: Question) -> None:
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    path = page_of("question_text", KEY, "en")
    assert client.post(path, {**WORDS, "do": "save", "version": 1}).status_code == 404
    assert "Store and hand in" not in client.get(path).text
    assert "Store and hand in" in client.get(page_of("question_text", KEY, "hr")).text


def test_a_draft_waits_for_its_source(client: Client, editor: User, question: Question) -> None:
    page = at_bench(client, "hand_in", "hr", **WORDS)
    assert "is not approved yet. Your draft is stored." in page
    assert QuestionText.objects.get(language="hr").stem == "What now?"
    assert state("hr") == "draft"


# ---------------------------------------------------------------- reviews


def test_nobody_reviews_the_own_work(client: Client, editor: User, question: Question) -> None:
    at_bench(client, "hand_in", **WORDS)
    assert "You have worked on this text yourself" in at_bench(client, "pass", choice="a")
    assert state() == "content"


def test_who_wrote_an_approved_text_is_not_offered_its_review_when_it_comes_back(
    client: Client, editor: User, somebody: User, reviewer: User, question: Question
) -> None:
    at_bench(client, "hand_in", **WORDS)
    for by in (somebody, reviewer):
        told = {"version": 2, "choice": "a", "by": by, "at": clock.now()}
        assert reviewing.pass_review(question, "en", **told)  # type: ignore[arg-type]
    back = {"version": 2, "by": somebody, "at": clock.now()}
    reviewing.send_back(question, "en", comment="Why?", **back)  # type: ignore[arg-type]
    reviewing.hand_in(question, "en", **back)  # type: ignore[arg-type]
    assert "to review for content" not in waiting_for(client)
    client.force_login(reviewer)
    assert "1 to review for content" in waiting_for(client)


def waiting_for(client: Client) -> str:
    """What the head of the list says waits for the reader."""
    page = client.get(page_of("questions")).text
    return read(page.partition('class="narrowing')[0])


def test_a_review_that_another_has_passed_is_no_lost_page(
    client: Client, somebody: User, question: Question
) -> None:
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    client.force_login(somebody)
    seen = {"do": "pass", "version": 1, "choice": "a", "state": "content"}
    path = page_of("question_text", KEY, "en")
    assert "Passed." in read(client.post(path, seen, follow=True).text)
    assert "not at that step any more" in read(client.post(path, seen).text)
    assert state() == "protection"


def test_reviews_are_no_page_for_whom_they_are_not(client: Client, question: Question) -> None:
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    seen = {"version": 1, "choice": "a", "state": "content", "comment": "No."}
    for do in ("answer", "pass", "send_back"):
        path = page_of("question_text", KEY, "en")
        assert client.post(path, {**seen, "do": do}).status_code == 404


def test_nothing_is_sent_back_without_a_reason(
    client: Client, somebody: User, question: Question
) -> None:
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    client.force_login(somebody)
    assert "Write what is wrong" in at_bench(client, "send_back", comment=" ")
    at_bench(client, "send_back", comment="Two answers are right.")
    assert state() == "draft"
    assert "Two answers are right." in read(client.get(page_of("question", KEY)).text)


def test_whoever_comes_too_late_for_one_review_does_not_pass_the_next(
    client: Client, somebody: User, question: Question
) -> None:
    reviewing.hand_in(question, "en", version=1, by=cast.make_superuser(), at=clock.now())
    client.force_login(somebody)
    seen = {"do": "pass", "version": 1, "choice": "a", "state": "content"}
    told = {"version": 1, "choice": "a", "by": cast.make_staff("editor"), "at": clock.now()}
    reviewing.pass_review(question, "en", **told)  # type: ignore[arg-type]
    page = client.post(page_of("question_text", KEY, "en"), seen).text
    assert "not at that step any more" in read(page)
    assert state() == "protection"


def test_a_comment_has_an_end(client: Client, editor: User, question: Question) -> None:
    assert "Shorten it." in at_bench(client, "comment", comment="x" * 1001)
    assert not Review.objects.exists()


def test_a_changed_source_shows_translators_what_has_changed(
    client: Client, somebody: User, reviewer: User, editor: User, question: Question
) -> None:
    approve_source(question, somebody, reviewer)
    source = question.texts.get(language="en")
    words = words_of(source)
    changed = type(words)("What about lost phones?", words.choices, words.explanation)
    write_text(question, "en", words=changed, by=editor, at=clock.now(), version=1)
    page = client.get(page_of("question_text", KEY, "hr")).text
    assert "<del>lost-phone?</del>" in page
    assert "<ins>lost phones?</ins>" in page
    assert "source has changed" in read(client.get(page_of("questions")).text)


def test_the_next_text_of_the_queue_comes_by_itself(
    client: Client, somebody: User, question: Question
) -> None:
    by = cast.make_superuser()
    for one in (question, cast.make_question("next-one")):
        reviewing.hand_in(one, "en", version=1, by=by, at=clock.now())
    client.force_login(somebody)
    path = page_of("question_text", KEY, "en") + "?queue=content"
    sent = {"do": "pass", "version": 1, "choice": "a", "state": "content"}
    answer = client.post(path, sent)
    assert answer["Location"] == page_of("question_text", "next-one", "en") + "?queue=content"
    answer = client.post(answer["Location"], sent)
    assert answer["Location"] == page_of("questions")


# ---------------------------------------------------------------- the question as a whole


def test_a_question_is_retired_with_a_reason_and_taken_back(
    client: Client, editor: User, question: Question
) -> None:
    path = page_of("question", KEY)
    assert "Write what is wrong" in read(client.post(path, {"do": "retire"}).text)
    client.post(path, {"do": "retire", "comment": "The app is gone."})
    question.refresh_from_db()
    assert question.retired_at is not None
    client.post(path, {"do": "restore"})
    question.refresh_from_db()
    assert question.retired_at is None


@pytest.mark.parametrize("do", ["retire", "restore", "release", "nonsense", ""])
def test_a_translator_decides_nothing_about_a_question(
    client: Client, question: Question, do: str
) -> None:
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    sent = {"do": do, "comment": "Why not?"}
    assert client.post(page_of("question", KEY), sent).status_code == 404


def test_another_topic_is_stored_and_the_source_reviewed_again(
    client: Client, somebody: User, reviewer: User, editor: User, question: Question
) -> None:
    approve_source(question, somebody, reviewer)
    about = {"division_code": "12-13", "topic": "PRIV", "difficulty": "hard", "right": "a"}
    client.post(page_of("question_about", KEY), about)
    question.refresh_from_db()
    assert (question.difficulty, state(), state("hr")) == ("hard", "draft", "draft")


def test_what_a_published_paper_is_scored_from_is_refused(client: Client, editor: User) -> None:
    question = cast.make_paper("official", 1).items.get().question
    about = {"division_code": "12-13", "topic": "PRIV", "difficulty": "medium", "right": "b"}
    page = client.post(page_of("question_about", question.key), about).text
    assert "This question is in a published paper" in read(page)


@pytest.mark.parametrize("language", ["de", "sr-BA", "sr-HR", "zz"])
def test_there_is_no_bench_for_a_language_nobody_plays_in(
    client: Client, editor: User, question: Question, language: str
) -> None:
    assert client.get(page_of("question_text", KEY, language)).status_code == 404


def test_all_languages_stand_on_one_screen(
    client: Client, editor: User, question: Question
) -> None:
    page = client.get(page_of("question", KEY)).text
    assert page.count('<p class="stem">What about lost-phone?</p>') == 5
    assert re.search(r"<h1[^>]*>What about lost-phone\?</h1>", page)
