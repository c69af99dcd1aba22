"""How a pupil answers each kind of question, by mouse or by keys, and what the answer is worth.

``place`` makes answers differ. What was answered is said in the words on the screen; its worth is
counted here from the fixtures, not by the product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

from playwright.sync_api import Locator, Page, expect

CHOSEN = "input:checked, .order-step.is-chosen"
# Behind the words of a step stands, unseen, which place it has.
# single: the choice · multi, spots: what is marked · sort: {row: group} · order: steps in order.
type Said = str | frozenset[str] | dict[str, str] | tuple[str, ...]


def kind_of(question: Locator) -> str:
    """Of the question on the screen."""
    for kind, parts in {
        "sort": ".sort-row",
        "order": ".order-step",
        "spots": ".is-markable",
    }.items():
        if question.locator(parts).count():
            return kind
    return "multi" if question.locator("input[type=checkbox]").count() else "single"


def answer(page: Page, place: int, *, keys: bool = False) -> Said:
    """Answer the question on the screen, whatever its kind."""
    question = page.get_by_test_id("question")
    expect(question).to_be_visible()
    return _ANSWER[kind_of(question)](page, question, place, keys)


def is_answered(page: Page) -> bool:
    """Whether anything is chosen on the screen."""
    question = page.get_by_test_id("question")
    return bool(question.locator(CHOSEN).count())


def _single(page: Page, question: Locator, place: int, keys: bool) -> str:
    choice = question.locator("label.choice").nth(place)
    if keys:
        page.keyboard.press(str(place + 1))
        expect(choice.locator("input")).to_be_checked()
    else:
        choice.click()
    return choice.locator(".choice-text").inner_text()


def _marked(page: Page, question: Locator, place: int, keys: bool) -> frozenset[str]:
    boxes = question.locator("input[type=checkbox]")
    for at in {place % boxes.count(), (place + 1) % boxes.count()}:
        label = question.locator(f"label:has([data-place='{at + 1}'])")
        if keys:
            page.keyboard.press(str(at + 1))
        else:
            label.click()
    checked = question.locator("label:has(input:checked)")
    return frozenset(_words(one) for one in checked.all())


def _words(label: Locator) -> str:
    """What a card or a part of a scene says, without its flag and what the scene adds."""
    said = label.locator(".choice-text, .scene-text")
    return (said.first if said.count() else label).inner_text().strip()


def _sorted(page: Page, question: Locator, place: int, keys: bool) -> dict[str, str]:
    found = {}
    for row in question.locator(".sort-row").all():
        bins = row.locator("label.bin")
        chosen = bins.nth(place % bins.count())
        if keys:
            row.locator("input").first.focus()
            page.keyboard.press("Space")
            for _ in range(place % bins.count()):
                page.keyboard.press("ArrowRight")
            expect(chosen.locator("input")).to_be_checked()
        else:
            chosen.click()
        found[row.locator("legend").inner_text()] = chosen.inner_text().strip()
    return found


def _ordered(page: Page, question: Locator, place: int, keys: bool) -> tuple[str, ...]:
    steps = question.locator(".order-step")
    count = steps.count()
    said = []
    for at in [(place + step) % count for step in range(count)]:
        if keys:
            page.keyboard.press(str(at + 1))
        else:
            steps.nth(at).click()
        said.append(
            steps.nth(at).locator(".choice-text").evaluate("one => one.firstChild.textContent")
        )
    return tuple(said)


_ANSWER: dict[str, Callable[[Page, Locator, int, bool], Said]] = {
    "single": _single,
    "multi": _marked,
    "spots": _marked,
    "sort": _sorted,
    "order": _ordered,
}


def worth(question: Mapping[str, Any], text: Mapping[str, Any], said: Said) -> int:
    """The points of an answer, from the file of its question."""
    choices, right = text["choices"], question["right"]
    kind = question.get("kind", "single")
    if kind == "single":
        return int(said == choices[right])
    slips = _slips(kind, text, right, said)
    return 2 if slips == 0 else int(slips == 1 and len(choices) > 3)


def _slips(kind: str, text: Mapping[str, Any], right: str, said: Any) -> int:  # noqa: ANN401 - by kind
    choices = text["choices"]
    if kind == "sort":
        groups = {choices[one[0]]: text["bins"][one[1:]] for one in right.split()}
        return sum(said[row] != group for row, group in groups.items())
    if kind == "order":
        steps = [choices[letter] for letter in right]
        return sum(said.index(one) > said.index(other) for one, other in combinations(steps, 2))
    return len(said ^ {choices[letter] for letter in right})
