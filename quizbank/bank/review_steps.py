"""Pure decisions of the workshop: how far a question has come, and who may take its next step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

DRAFT, CONTENT, PROTECTION = "draft", "content", "protection"
BACK_CHECK, APPROVED = "back_check", "approved"
# What a text of each state becomes when its review is passed.
PASSED = {CONTENT: PROTECTION, PROTECTION: APPROVED, BACK_CHECK: APPROVED}
# Reviews in which the reader first answers without seeing which choice is right.
BLIND = frozenset({CONTENT, BACK_CHECK})


class Stage(StrEnum):
    """Of a question as a whole, in the order in which it goes through them."""

    DRAFT = "draft"
    CONTENT = "content"
    PROTECTION = "protection"
    TRANSLATION = "translation"
    BACK_CHECK = "back_check"
    APPROVED = "approved"


def stage_of(states: Mapping[str, str], *, source: str, languages: Sequence[str]) -> Stage:
    """The stage that follows from the states of the texts by language.

    Until its source is approved a question stands where the source stands. Then it waits for the
    slowest of ``languages`` and of the country variants it has.
    """
    own = states.get(source, DRAFT)
    if own != APPROVED:
        return Stage(own)
    needed = {states.get(language, DRAFT) for language in (*languages, *states)}
    if DRAFT in needed:
        return Stage.TRANSLATION
    return Stage.BACK_CHECK if BACK_CHECK in needed else Stage.APPROVED


def after_handing_in(*, is_source: bool) -> str:
    """The state of a text whose writer is content with it."""
    return CONTENT if is_source else BACK_CHECK


def may_review(person: int, *, hands: Collection[int], readers: Collection[int]) -> bool:
    """Whether somebody may pass a text: not the own work, and no two reviews by one person.

    ``hands`` wrote or handed in what stands there since it was last approved; ``readers`` have
    passed an earlier review of it, or looked at the key before they answered.
    """
    return person not in hands and person not in readers
