"""Joins of sittings without PINs: a browser waits until the teacher has let it in.

It gets no attempt, no credential and no word about anybody before. Sittings with PINs cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from competition.models import WaitingBrowser
from competition.pupil_api.leasing import FoundJoin, is_expected
from competition.pupil_api.protocol import Error, RefusedRequest
from competition.rules.waiting_room import MOST, WAIT, is_waiting, sign_of

# Sitting, card, and the browser's own name.
type Place = tuple[int, int, UUID]


class WaitingRoom:
    """The browsers that wait at the sittings of one batch; their cards are locked."""

    def __init__(self, joins: Sequence[FoundJoin]) -> None:
        mine = [join for join in joins if join.sitting.without_pins]
        self._rows: dict[Place, WaitingBrowser] = {}
        self._heard: list[WaitingBrowser] = []
        self._gone: list[int] = []
        if mine:
            found = WaitingBrowser.objects.filter(
                sitting__in={join.sitting.pk for join in mine},
                card__in={join.card.pk for join in mine},
            )
            self._rows = {(row.sitting_id, row.card_id, row.browser): row for row in found}

    def check(self, join: FoundJoin, at: datetime) -> RefusedRequest | None:
        """Nothing for who was let in; everybody else waits. A result is opened by receipt alone."""
        if join.sitting.closed_at is not None:
            return RefusedRequest(Error.SITTING_CLOSED)
        if join.body.id is None:
            return RefusedRequest(Error.BAD_REQUEST)
        if not is_expected(join):
            return RefusedRequest(Error.OTHER_GROUP)
        row = self._rows.get((join.sitting.pk, join.card.pk, join.body.id))
        if row is not None and row.let_in_at is not None:
            return None
        others = self._others(join, at)
        if row is None and len(others) >= MOST:
            return RefusedRequest(Error.SLOW_DOWN, wait=WAIT)
        if sign_of(join.body.id) in {sign_of(other.browser) for other in others}:
            return RefusedRequest(Error.SIGN_TAKEN, wait=WAIT)
        row = row or WaitingBrowser(sitting=join.sitting, card=join.card, browser=join.body.id)
        row.heard_at = at
        self._heard.append(row)
        return RefusedRequest(Error.LET_IN, wait=WAIT)

    def _others(self, join: FoundJoin, at: datetime) -> list[WaitingBrowser]:
        """Who else waits for this number. The gone make way: a flood grows no further."""
        asked = [
            row
            for (sitting, card, browser), row in self._rows.items()
            if (sitting, card) == (join.sitting.pk, join.card.pk)
            and browser != join.body.id
            and row.let_in_at is None
        ]
        waiting = [row for row in asked if is_waiting(row.heard_at, row.let_in_at, at)]
        self._gone += [row.pk for row in asked if row not in waiting]
        return waiting

    def store(self) -> None:
        """Note who has asked, in one statement or two; in none where nobody has."""
        if self._gone:
            WaitingBrowser.objects.filter(pk__in=self._gone).delete()
        WaitingBrowser.objects.bulk_create(
            self._heard,
            update_conflicts=True,
            unique_fields=["sitting", "card", "browser"],
            update_fields=["heard_at"],
        )
