"""What one correction of a sealed list did, the next one takes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from base import clock
from base.models import User
from competition.exceptions import NothingToDo
from competition.models import Answer, Attempt, Edition, Sitting
from competition.sittings.actions.results import write_results
from competition.sittings.actions.sittings import close
from leaderboard.models import Seal
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import note_attempt
from leaderboard.seals.queries.seal_history import history_of
from schools.models import SchoolClass
from tests import cast
from tests.leaderboard.sealed import seal_now


@pytest.fixture
def played(edition: Edition, sitting: Sitting, school_class: SchoolClass) -> list[Attempt]:
    """A class with 3, 4 and 5 right; the best one has changed the last answer for a wrong one, too
    late."""
    key = cast.right_choices(sitting.paper)
    made = [
        cast.finish(cast.make_attempt(card, sitting), key[:right].ljust(5, "0"))
        for right, card in enumerate(school_class.cards.order_by("number"), start=3)
    ]
    late = {"received_at": clock.now() + timedelta(hours=2), "choice": int(key[4]) % 4 + 1}
    Answer.objects.create(attempt=made[2], lease=1, seq=9, question=5, **late)
    write_results([made[2].pk], at=clock.now())
    Edition.objects.update(state="review")
    edition.windows.update(closes_at=clock.now())
    close(sitting, by=sitting.opened_by, at=clock.now())
    return made


def corrected(attempt: Attempt, kind: str, first: User, second: User) -> Seal:
    fresh, at = Attempt.objects.get(pk=attempt.pk), clock.now()
    note_attempt(fresh, kind=kind, reason="mistake", by=first, at=at)
    laid = lay_correction_before(fresh.entry.edition, why="Pressed by mistake.", by=first, at=at)
    return confirm_correction(laid, by=second, at=clock.now())


def listed(seal: Seal) -> tuple[object, ...]:
    """Every row of the list, also those that the public does not see."""
    return seal.body, seal.held_back, seal.boards


@pytest.mark.parametrize(
    ("done", "undone", "said"),
    [
        ("void", "unvoid", "Cards that count again: 1."),
        ("accept_late", "undo_late", "Cards whose late answers count no longer: 1."),
    ],
)
def test_the_list_is_again_as_it_was_before(
    played: list[Attempt],
    edition: Edition,
    first: User,
    superuser: User,
    done: str,
    undone: str,
    said: str,
) -> None:
    sealed, best = seal_now(edition, first, superuser), played[-1]
    with pytest.raises(NothingToDo):
        corrected(best, undone, first, superuser)
    assert listed(corrected(best, done, first, superuser)) != listed(sealed)
    assert listed(corrected(best, undone, first, superuser)) == listed(sealed)
    assert list(history_of(edition, "en")[-1].decided) == [said]
    assert list(best.decisions.values_list("kind", flat=True)) == [undone, done]
