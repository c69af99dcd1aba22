"""Joins of sittings without PINs: a browser waits until the teacher has let it in.

It gets no attempt, no credential and no word about anybody before. Sittings with PINs cost nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from competition.models import WaitingBrowser
from competition.pupil_api.leasing import FoundJoin, is_expected
from competition.pupil_api.protocol import Error, RefusedRequest
from competition.rules.waiting_room import MOST, WAIT, is_waiting, sign_of


class WaitingRoom:
    """The browsers that wait at the sittings of one batch; their cards are locked."""

    def __init__(self, joins: Sequence[FoundJoin]) -> None:
        mine = [join for join in joins if join.sitting.without_pins]
        # By sitting and card.
        self._rows = defaultdict[tuple[int, int], list[WaitingBrowser]](list)
        self._heard: list[WaitingBrowser] = []
        self._gone: list[int] = []
        if mine:
            found = WaitingBrowser.objects.filter(
                sitting__in={join.sitting.pk for join in mine},
                card__in={join.card.pk for join in mine},
            )
            for row in found:
                self._rows[row.sitting_id, row.card_id].append(row)

    def check(self, join: FoundJoin, at: datetime) -> RefusedRequest | None:
        """Nothing for who was let in; everybody else waits. A result is opened by receipt alone."""
        if join.sitting.closed_at is not None:
            return RefusedRequest(Error.SITTING_CLOSED)
        if join.body.id is None:
            return RefusedRequest(Error.BAD_REQUEST)
        if not is_expected(join):
            return RefusedRequest(Error.OTHER_GROUP)
        here = self._rows[join.sitting.pk, join.card.pk]
        row = next((one for one in here if one.browser == join.body.id), None)
        if row is not None and row.let_in_at is not None:
            return None
        others = self._waiting([one for one in here if one is not row], at)
        if row is None and len(others) >= MOST:
            return RefusedRequest(Error.SLOW_DOWN, wait=WAIT)
        if sign_of(join.body.id) in {sign_of(other.browser) for other in others}:
            return RefusedRequest(Error.SIGN_TAKEN, wait=WAIT)
        row = row or WaitingBrowser(sitting=join.sitting, card=join.card, browser=join.body.id)
        row.heard_at = at
        self._heard.append(row)
        return RefusedRequest(Error.LET_IN, wait=WAIT)

    def _waiting(self, rows: Sequence[WaitingBrowser], at: datetime) -> list[WaitingBrowser]:
        """Who of these waits still. The gone make way: a flood grows no further."""
        asked = [row for row in rows if row.let_in_at is None]
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
