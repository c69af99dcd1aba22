"""Whoever still has to answer a question is told neither its key nor its explanation, anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from quizbank.bank.actions import reviewing
from quizbank.bank.actions.writing import write_text
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Question, QuestionText, Review
from schools.models import Country, Role
from tests import cast
from tests.competition.papers.cast import choose, make_draft_edition
from tests.quizbank.made_kinds import every_kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

KEY, STEM = "lost-phone", "What about lost-phone?"
WHY, SAID = "Zanimljivo objašnjenje.", "Answer A is too easy."
LIST = "/en/staff/questions/"
# Where its pages and its files lie; those of other questions tell nothing of it.
WAYS = re.compile(rf'(?:href|action)="({LIST}(?:{KEY}|files)/[^"#]*)"')


@pytest.fixture
def question(db: None) -> Question:
    """Its source waits for its content review; a second one waits for nobody."""
    cast.make_question("another")
    question = cast.make_question(KEY)
    by, at = cast.make_superuser(), clock.now()
    for text in question.texts.all():
        words = text.words
        words = type(words)(words.stem, words.choices, WHY)
        write_text(question, text.language, words=words, by=by, at=at, version=1)
    reviewing.comment_on(question, "en", comment=SAID, by=by, at=at)
    reviewing.hand_in(question, "en", version=2, by=by, at=at)
    return question


def waits_for_back_check(question: Question) -> None:
    by = User.objects.get(is_superuser=True)
    for name in ("one", "two"):
        reader = User.objects.create_user(f"{name}@example.org")
        told = {"version": 2, "choice": "a", "by": reader, "at": clock.now()}
        assert reviewing.pass_review(question, "en", **told)  # type: ignore[arg-type]
    reviewing.hand_in(question, "hr", version=2, by=by, at=clock.now())


READERS = {
    "content review by a reviewer": (Role.Kind.REVIEWER, None),
    "back-check by a coordinator": (Role.Kind.COORDINATOR, waits_for_back_check),
}


@pytest.fixture(params=list(READERS.values()), ids=list(READERS))
def reader(request: pytest.FixtureRequest, client: Client, question: Question) -> User:
    """For whom a text of the question waits; has logged in."""
    role, on = request.param
    if on:
        on(question)
    user = cast.make_staff(role)
    client.force_login(user)
    return user


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """Every page and file of the workshop that can be reached from its list by links."""
    to_see, seen = [LIST, f"{LIST}{KEY}/", f"{LIST}{KEY}/about/"], set()
    to_see += [f"{LIST}{KEY}/?key=1", f"{LIST}{KEY}/texts/sr/?from=sr-latn"]
    to_see += [f"{LIST}files/{name}/export/file/?language=en&source=hr" for name in FORMATS]
    while to_see:
        path = to_see.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code == 200:
            yield path, said_in(answer.content)
            ways = WAYS.findall(answer.text) if "html" in answer["Content-Type"] else []
            to_see += [way.replace("&amp;", "&") for way in ways]


def said_in(content: bytes) -> str:
    """A page, a text file, or all that is in a package."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with ZipFile(BytesIO(content)) as package:
        return "".join(package.read(name).decode(errors="replace") for name in package.namelist())


def test_no_page_and_no_file_tells_who_has_to_answer_first(client: Client, reader: User) -> None:
    found = dict(pages(client))
    assert len(found) > (22 if reader.roles.get().kind == Role.Kind.COORDINATOR else 18)
    for path, said in found.items():
        assert WHY not in said, path
        assert SAID not in said, path
        if KEY in path:
            assert 'class="right"' not in said, path
            assert 'name="explanation"' not in said, path
        if "/export/" in path:
            assert STEM not in said, path
    # Files hold the other questions.
    assert any("What about another?" in said for path, said in found.items() if "/file/" in path)


def test_the_title_in_the_list_leads_to_the_text_that_waits(client: Client, reader: User) -> None:
    page = client.get(LIST).text
    ways = re.findall(rf'class="question-stem"\s+href="({LIST}{KEY}/[^"]*)"', page)
    [waiting] = reviewed(client)
    assert ways == [f"{LIST}{KEY}/texts/{waiting}/?queue={state_of(waiting)}"]


def reviewed(client: Client) -> list[str]:
    page = client.get(f"{LIST}{KEY}/").text
    return re.findall(rf'class="button"\s+href="{LIST}{KEY}/texts/([a-z-]+)/\?queue=', page)


def state_of(language: str) -> str:
    return Question.objects.get(key=KEY).texts.get(language=language).state


def answer(client: Client, choice: str) -> str:
    [language] = reviewed(client)
    sent = {"do": "answer", "version": 2, "choice": choice, "state": state_of(language)}
    sent["source_version"] = 2
    return client.post(f"{LIST}{KEY}/texts/{language}/", sent, follow=True).text


def test_key_and_explanation_come_with_the_right_answer(client: Client, reader: User) -> None:
    assert WHY not in answer(client, "b")
    page = answer(client, "a")
    assert WHY in page
    assert 'class="right"' in page
    assert WHY in client.get(f"{LIST}{KEY}/").text
    acts = Review.objects.filter(by=reader).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["misread", "answered"]


def test_a_review_is_passed_after_its_answer_only(client: Client, reader: User) -> None:
    [language] = reviewed(client)
    sent = {"do": "pass", "version": 2, "state": state_of(language), "source_version": 2}
    path = f"{LIST}{KEY}/texts/{language}/"
    assert "Choose the answer you take for right first" in client.post(path, sent).text
    answer(client, "a")
    assert "Passed." in client.post(path, sent, follow=True).text


def test_whoever_looks_at_the_key_leaves_the_review_to_others(client: Client, reader: User) -> None:
    [language] = reviewed(client)
    page = client.post(f"{LIST}{KEY}/", {"do": "look"}, follow=True).text
    assert WHY in page
    assert Review.objects.get(by=reader).act == "seen"
    path = f"{LIST}{KEY}/texts/{language}/"
    sent = {"do": "pass", "version": 2, "choice": "a", "state": state_of(language)}
    sent["source_version"] = 2
    assert "You have looked at the right answer" in client.post(path, sent).text


def test_a_file_with_the_keys_gives_the_reviews_up(client: Client, reader: User) -> None:
    asked = {"language": "en", "waiting": "on"}
    page = client.get(f"{LIST}files/sheet/export/", {"language": "en"}).text
    assert "1 question waits for your answer and is not in the file" in page
    file = said_in(client.get(f"{LIST}files/sheet/export/file/", asked).content)
    if reader.roles.get().kind != Role.Kind.COORDINATOR:
        # No key may leave with them, so there is nothing to give up for.
        assert STEM not in file
        return
    assert STEM in file
    assert Review.objects.get(by=reader).act == "seen"
    assert "to review" not in client.get(LIST).text.partition("list-filters")[0]


def test_a_changed_key_has_to_be_answered_anew(client: Client, question: Question) -> None:
    user = cast.make_staff(Role.Kind.REVIEWER)
    client.force_login(user)
    assert WHY in answer(client, "a")
    editor, at = cast.make_staff(Role.Kind.EDITOR), clock.now()
    Review.objects.create(question=question, act="changed", by=editor, at=at)
    assert WHY not in client.get(f"{LIST}{KEY}/").text


def test_no_save_opens_what_waits_for_an_answer(client: Client, reader: User) -> None:
    """A page offers none: who has the words in a form keeps them, and answers first."""
    there = Question.objects.get(key=KEY).texts.get(language="sr")
    typed = {f"choice_{letter}": f"Odgovor {letter}" for letter in "abcd"}
    data = {**typed, "stem": "Što?", "version": there.version, "do": "save"}
    path = f"{LIST}{KEY}/texts/sr/"
    if reader.roles.get().kind == Role.Kind.REVIEWER:
        assert client.post(path, data).status_code == 404
        return
    for sent in ({"stem": "Svoje?"}, {"stem": ""}, {"version": 1}, {}):
        page = client.post(path, {**data, **sent}).text
        assert "Answer the text that waits for your review first. Before that, copy" in page, sent
        assert ("Odgovor b" in page, WHY in page, 'class="right"' in page) == (True, False, False)
        assert Question.objects.get(key=KEY).texts.get(language="sr").words == there.words
        assert WHY not in client.get(f"{LIST}{KEY}/").text, sent


def test_a_form_that_comes_back_shows_no_source_beside_its_fields(client: Client, db: None) -> None:
    questions = {one.kind: one for one in every_kind()}
    client.force_login(cast.make_staff(Role.Kind.TRANSLATOR))
    for kind in ("multi", "sort", "order", "spots"):
        texts = questions[kind].texts
        texts.filter(language="en").update(state=QuestionText.State.APPROVED, explanation=WHY)
        texts.filter(language="hr").update(state=QuestionText.State.BACK_CHECK)
        sent = {"do": "save", "stem": "Što?", "version": 7}
        page = client.post(f"{LIST}{questions[kind].key}/texts/bs/", sent).text
        assert ("Answer it" in page, "Što?" in page, WHY in page) == (True, True, False), kind
        assert "source-words" not in page, kind


# ---------------------------------------------------------------- beside the workshop


def test_the_admin_tells_no_key_and_no_explanation(client: Client, question: Question) -> None:
    client.force_login(User.objects.get(is_superuser=True))
    text = question.texts.get(language="en")
    wording, said = text.wordings.latest("version"), question.reviews.filter(comment=SAID).get()
    for row in (question, text, wording, said):
        name = f"admin:quizbank_{row._meta.model_name}_change"
        page = client.get(reverse(name, args=[row.pk])).text
        assert str(row.pk) in page
        assert WHY not in page
        assert SAID not in page
        assert "field-right" not in page
    for lookup in ("question/?right=a", "questiontext/?explanation__contains=a",
                   "wording/?explanation__contains=a", "review/?comment__contains=a"):  # fmt: skip
        assert client.get(f"/en/admin/quizbank/{lookup}").status_code == 400, lookup


def test_the_record_tells_that_a_key_changed_and_not_to_what(
    client: Client, question: Question
) -> None:
    question.right = "c"
    question.save()
    client.force_login(User.objects.get(is_superuser=True))
    [line] = [one for one in client.get("/en/staff/record/").context["lines"] if one.changes][:1]
    assert [(one.before, one.after) for one in line.changes] == [("…", "…")]
    assert WHY not in client.get("/en/staff/record/").text


def test_a_paper_is_previewed_without_the_key_of_what_waits(
    client: Client, country: Country, question: Question
) -> None:
    division = make_draft_edition(country)
    user = cast.make_staff(Role.Kind.COORDINATOR)
    another = Question.objects.get(key="another")
    choose(division, "official", [question, another], by=user)
    client.force_login(user)
    names = [division.edition.slug, division.code, "official", "en"]
    path = reverse("competition:paper_preview", args=names)
    page = client.get(path).text
    assert (page.count('class="right"'), WHY in page) == (1, False)
    assert "A text of this question waits for your answer." in page
    reviewing.look_at_key(question, ["en"], by=user, at=clock.now())
    page = client.get(path).text
    assert (page.count('class="right"'), WHY in page) == (2, True)
