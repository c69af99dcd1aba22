"""The workshop of questions: written, read by two others, translated, checked back."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import expect

from tests.walk.builder import answer_fields, build, give, words
from tests.walk.hands import Hands, Keyboard, Mouse
from tests.walk.sheets import write
from tests.walk.walk import Walk
from tests.walk.year import (
    BUILT,
    COORDINATOR,
    EDITOR,
    LANGUAGES,
    QUESTIONS,
    REVIEWER,
    TRANSLATOR,
    Built,
)

SOURCE, TRANSLATED = LANGUAGES
COLUMNS = (
    *("id", "lang", "division", "topic", "difficulty", "right", "sensitive"),
    *("question", "answer_a", "answer_b", "answer_c", "answer_d", "explanation"),
)


def write_questions(walk: Walk) -> None:
    """The editor brings the sources as a sheet; two others read each of them."""
    bring(walk, EDITOR, SOURCE, work="write")
    for question in QUESTIONS:
        review(walk, COORDINATOR, f"{question.id}/texts/{SOURCE}/", question.right)
    for question in QUESTIONS:
        review(walk, REVIEWER, f"{question.id}/texts/{SOURCE}/", "")


def build_questions(walk: Walk) -> None:
    """The editor presses together a question of each kind; two others read each of them."""
    _build(walk, BUILT[:-1], Mouse)


def build_by_keyboard(walk: Walk) -> None:
    """The same without a mouse: the places of an e-mail."""
    _build(walk, BUILT[-1:], Keyboard)


def _build(walk: Walk, those: Iterable[Built], holding: type[Mouse | Keyboard]) -> None:
    for one in those:
        editor = walk.meet(EDITOR)
        hands = holding(editor.go("staff/questions/new/"))
        build(hands, one, SOURCE)
        editor.is_told("stored as a draft")
        one.key = editor.page.url.rstrip("/").rpartition("/")[2]
        hands = holding(editor.go(f"staff/questions/{one.key}/texts/{SOURCE}/"))
        hands.press("button[name=do][value=hand_in]")
        editor.is_told("handed in")
        _read_blind(walk, COORDINATOR, one, SOURCE)
        review(walk, REVIEWER, f"{one.key}/texts/{SOURCE}/", "")


def _read_blind(walk: Walk, email: str, one: Built, language: str) -> None:
    """In the question's kind, before anything of its answer is told; then it is passed."""
    person = walk.meet(email)
    page = person.go(f"staff/questions/{one.key}/texts/{language}/")
    assert one.texts[language]["explanation"] not in person.read(), "the reader is not blind"
    hands: Hands = Mouse(page)
    for selector, value in answer_fields(one, "choice"):
        give(hands, selector, value)
    hands.press("button[name=do][value=answer]")
    assert one.texts[language]["explanation"] in person.read()
    hands.press("button[name=do][value=pass]")
    person.is_told("Passed")


def translate_built(walk: Walk) -> None:
    """A field for each unit of the source; somebody else answers and checks it back."""
    for one in BUILT:
        translator = walk.meet(TRANSLATOR)
        hands = Mouse(translator.go(f"staff/questions/{one.key}/texts/{TRANSLATED}/"))
        for name, said in words(one.texts[TRANSLATED]):
            hands.write(f"[name={name}]", said)
        hands.press("button[name=do][value=hand_in]")
        translator.is_told("handed in")
        _read_blind(walk, REVIEWER, one, TRANSLATED)
    walk.meet(EDITOR).go("staff/questions/")


def translate_questions(walk: Walk) -> None:
    """The translator brings the other language; somebody else checks it back."""
    bring(walk, TRANSLATOR, TRANSLATED, work="translate")
    for question in QUESTIONS:
        review(walk, REVIEWER, f"{question.id}/texts/{TRANSLATED}/", question.right)
    walk.meet(EDITOR).go("staff/questions/")


def bring(walk: Walk, email: str, language: str, *, work: str) -> None:
    """Import a sheet of one language, look, store, and hand all of it in."""
    sheet = walk.file(f"questions-{language}.xlsx")
    write(sheet, COLUMNS, [question.row(language) for question in QUESTIONS])
    person = walk.meet(email)
    page = person.go("staff/questions/files/sheet/import/")
    page.set_input_files("[type=file]", sheet)
    person.press("main form.panel button[type=submit]")
    person.press("form[action*='/confirm/'] button")
    expect(page.locator("#messages")).to_contain_text(
        f"New texts: {len(QUESTIONS)}", timeout=120_000
    )
    person.go(f"staff/questions/?work={work}&language={language}")
    person.press("form:has([name=draft]) button")


def review(walk: Walk, email: str, path: str, choice: str) -> None:
    """Answer first where it is asked, then pass."""
    person = walk.meet(email)
    page = person.go(f"staff/questions/{path}")
    if choice:
        page.check(f"[name=choice][value={choice}]")
        person.press("button[name=do][value=answer]")
    person.press("button[name=do][value=pass]")
    expect(page.locator("#messages")).to_contain_text("Passed")
