"""The workshop of questions: written, read by two others, translated, checked back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.walk.sheets import write
from tests.walk.walk import Walk
from tests.walk.year import COORDINATOR, EDITOR, LANGUAGES, QUESTIONS, REVIEWER, TRANSLATOR

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
