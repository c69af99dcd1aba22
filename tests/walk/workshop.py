"""The workshop of questions: written, read by two others, translated, checked back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import parse, register_namespace

from playwright.sync_api import expect

from tests.walk.builder import answer_fields, build, give, units, words
from tests.walk.desk import PATIENCE, Person
from tests.walk.hands import Hands, Keyboard, Mouse
from tests.walk.sheets import write
from tests.walk.walk import Walk
from tests.walk.year import (
    BUILT,
    COORDINATOR,
    DIVISION,
    EDITOR,
    LANGUAGES,
    QUESTIONS,
    REVIEWER,
    TRANSLATOR,
    Built,
)

SOURCE, TRANSLATED, BY_FILE = LANGUAGES
XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
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


def translate_in_a_program(walk: Walk) -> None:
    """The translator takes all along as XLIFF, writes the third language in another program, and
    brings it back; somebody else answers and checks it."""
    translator = walk.meet(TRANSLATOR)
    wanted = f"source={SOURCE}&language={BY_FILE}&division={DIVISION}"
    page = translator.go(f"staff/questions/files/xliff/export/?{wanted}")
    with page.expect_download() as download:
        page.locator("section.found a.button").click()
    file = walk.file("questions.xlf")
    download.value.save_as(file)
    translated(file, BY_FILE)
    take_in(translator, "xliff", file, new=len(QUESTIONS) + len(BUILT))
    hand_in(translator, BY_FILE, work="translate")
    for question in QUESTIONS:
        review(walk, REVIEWER, f"{question.id}/texts/{BY_FILE}/", question.right)
    for one in BUILT:
        _read_blind(walk, REVIEWER, one, BY_FILE)


def translated(file: Path, language: str) -> None:
    """What a program for translators does with the file, by the words of the sources."""
    words_of = {one.key: dict(units(one.texts[language])) for one in BUILT}
    words_of |= {one.id: dict(one.texts[language]) for one in QUESTIONS}
    register_namespace("", XLIFF)
    tree = parse(file)
    for one in tree.iter(f"{{{XLIFF}}}file"):
        for unit in one.iter(f"{{{XLIFF}}}trans-unit"):
            target = unit.find(f"{{{XLIFF}}}target")
            assert target is not None
            target.text = words_of[one.attrib["original"]][unit.attrib["id"]]
    tree.write(file, encoding="utf-8", xml_declaration=True)


def bring(walk: Walk, email: str, language: str, *, work: str) -> None:
    """Import a sheet of one language, look, store, and hand all of it in."""
    sheet = walk.file(f"questions-{language}.xlsx")
    write(sheet, COLUMNS, [question.row(language) for question in QUESTIONS])
    take_in(walk.meet(email), "sheet", sheet, new=len(QUESTIONS))
    hand_in(walk.meet(email), language, work=work)


def take_in(person: Person, kind: str, file: Path, *, new: int) -> None:
    """Look at a file, and store what is in it."""
    page = person.go(f"staff/questions/files/{kind}/import/")
    page.set_input_files("[type=file]", file)
    person.press("main form.panel button[type=submit]")
    person.press("form[action*='/confirm/'] button")
    expect(page.locator("#messages")).to_contain_text(f"New texts: {new}", timeout=3 * PATIENCE)


def hand_in(person: Person, language: str, *, work: str) -> None:
    """All that was stored."""
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
