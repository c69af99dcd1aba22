"""Answers in words, given as a pupil gives them: by mouse, by touch, or by the keyboard alone.

What is right comes from the file of a question; whatever is on the screen is found by its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.flows.answering import CHOSEN, Said, kind_of

MOST_TABS = 80
FOCUSED = "(selector) => Boolean(document.activeElement?.matches(selector))"
DIGIT = """(one) =>
    (one.matches("[data-place]") ? one : one.querySelector("[data-place]")).dataset.place"""


class By(StrEnum):
    """What a pupil has in hand."""

    MOUSE = "mouse"
    TOUCH = "touch"
    KEYS = "keys"


def right_answer(question: Mapping[str, Any], text: Mapping[str, Any]) -> Said:
    """What its file says, in the words of one language."""
    choices, right = text["choices"], str(question["right"])
    kind = question.get("kind", "single")
    if kind == "single":
        return str(choices[right])
    if kind == "sort":
        return {choices[one[0]]: text["bins"][one[1:]] for one in right.split()}
    words = [str(choices[letter]) for letter in right]
    return tuple(words) if kind == "order" else frozenset(words)


def with_a_slip(question: Mapping[str, Any], text: Mapping[str, Any]) -> Said:
    """All right but for one thing: worth half of the points, and nothing where one is chosen."""
    right = right_answer(question, text)
    if isinstance(right, str):
        return next(str(one) for one in text["choices"].values() if one != right)
    if isinstance(right, dict):
        row = next(iter(right))
        other = next(str(one) for one in text["bins"].values() if one != right[row])
        return right | {row: other}
    if isinstance(right, tuple):
        return (right[1], right[0], *right[2:])
    # Of several one is overlooked; “nothing” stands alone.
    return right - {min(right)} if len(right) > 1 else right


def say(page: Page, said: Said, by: By = By.MOUSE) -> None:
    """Give an answer to the question on the screen, which has none yet or another one."""
    question = page.get_by_test_id("question")
    expect(question).to_be_visible()
    kind = kind_of(question)
    if isinstance(said, dict):
        for row, group in said.items():
            _put(page, question, row, group, by)
    elif isinstance(said, tuple):
        for step in said:
            press(page, _with_words(question, ".order-step", step), by)
    elif isinstance(said, frozenset):
        for label in question.locator("label:has(input[type=checkbox])").all():
            if (words_of(label) in said) != label.locator("input").is_checked():
                press(page, label, by)
    else:
        press(page, _with_words(question, "label.choice", said), by)
    assert question.locator(CHOSEN).count() or kind == "order", said


def words_of(label: Locator) -> str:
    """What a card or a part of a scene says by itself."""
    said = label.locator(".choice-text, .scene-text").first
    return str(said.evaluate("one => (one.firstChild || one).textContent")).strip()


def _with_words(question: Locator, selector: str, words: str) -> Locator:
    found = [one for one in question.locator(selector).all() if words_of(one) == words]
    assert len(found) == 1, f"{words}: {len(found)}"
    return found[0]


def press(page: Page, control: Locator, by: By) -> None:
    """A button or a label; by keys it is the digit that the page shows or reads for it."""
    if by is By.TOUCH:
        control.tap()
    elif by is By.MOUSE:
        control.click()
    else:
        page.keyboard.press(str(control.evaluate(DIGIT)))


def _put(page: Page, question: Locator, row: str, group: str, by: By) -> None:
    """A row into its group; by keys with Tab and the arrows."""
    rows = question.locator(".sort-row").all()
    (at,) = [at for at, one in enumerate(rows) if one.locator("legend").inner_text() == row]
    bins = [one.inner_text().strip() for one in rows[at].locator("label.bin").all()]
    chosen = rows[at].locator("label.bin").nth(bins.index(group))
    if by is not By.KEYS:
        press(page, chosen, by)
        return
    tab_to(page, f"[data-testid=row-{at + 1}] input")
    page.keyboard.press("Space")
    for _ in bins:
        if chosen.locator("input").is_checked():
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"no arrow leads to {group}")


def tab_to(page: Page, selector: str) -> None:
    """Tab until something has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if page.evaluate(FOCUSED, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")
