"""What pupils of the sample answer who do not know: plausible, and often only one slip away."""

from __future__ import annotations

import random

from competition.rules.scoring import ScoredQuestion
from quizbank.rules.responses import QuestionKind, decoded, encoded


def wrong_code(item: ScoredQuestion, chance: random.Random) -> int:
    """The code of a response that is not all right."""
    if item.form.kind is QuestionKind.SINGLE:
        return chance.choice([choice for choice in (1, 2, 3) if choice != item.key])
    slip = _with_a_slip(item, chance)
    return slip if chance.random() < 0.5 else chance.randint(2, item.form.highest)


def _with_a_slip(item: ScoredQuestion, chance: random.Random) -> int:
    form, right = item.form, list(decoded(item.form, item.key))
    at = chance.randrange(form.size)
    if form.kind is QuestionKind.ORDER:
        at = max(at, 1)
        right[at - 1 : at + 1] = reversed(right[at - 1 : at + 1])
    elif form.kind is QuestionKind.SORT:
        right[at] = right[at] % form.bins + 1
    else:
        right = sorted({*right} ^ {at})
    return encoded(form, right)
