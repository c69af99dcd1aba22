"""Names and needs of pupils go by themselves; numbers, PINs, answers and results stay."""

from __future__ import annotations

from datetime import datetime

from competition.classes.queries.outlived_details import NOTHING, outlived_cards


def forget_details(*, at: datetime) -> int:
    """Empty what has had its time; on how many cards."""
    return outlived_cards(at).update(**NOTHING)
