"""Plays a year with awards and a draw in the database that DATABASE_URL names; for dumps."""

from __future__ import annotations

from datetime import timedelta

from tests.versions import played  # isort: skip  # it sets Django up

from competition.models import Edition
from leaderboard.awards.actions.making_draws import draw
from leaderboard.models import DrawPlan
from leaderboard.results.queries.current_seal import current_seal
from schools import clock
from schools.models import User
from tests.leaderboard.sealed import DAY, award


def awards(edition: Edition) -> None:
    """First places shared, first places drawn among equals, and a draw."""
    award(edition, "rank", amount=3)
    award(edition, "rank", amount=1, share=False, reserves=2)
    award(edition, "draw", amount=2, least=50, once=True)
    at = clock.now()
    DrawPlan.objects.create(
        edition=edition,
        number="Round 12",
        comes_at=at + timedelta(hours=3),
        substitute="Round 13",
        substitute_at=at + DAY,
    )


def main() -> None:
    """Sealed, published and drawn."""
    played.play(awards)
    seal = current_seal(Edition.objects.get())
    assert seal is not None
    wish = {"number": "7 12 33", "again": "7 12 33", "substitute": False}
    draw(seal.edition, **wish, by=User.objects.earliest("pk"), at=clock.now() + DAY)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
