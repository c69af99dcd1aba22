"""Awards are given with the seal: by every kind of rule, in two countries, to nobody else."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.models import Alias, Attempt, Edition, Sitting
from competition.sittings.actions.attempts import void
from leaderboard.awards.queries.award_lists import award_blocks
from leaderboard.models import Award, DrawPlan
from leaderboard.seals.actions import sealing
from leaderboard.seals.actions.sealing import confirm, propose
from schools.models import Country, School
from tests import cast
from tests.leaderboard.sealed import award, scores_of, seal_now


def given(edition: Edition, country: str | None = "BA") -> list[tuple[int, int]]:
    """(place, points) of the winners, in order."""
    points = scores_of(edition)
    rows = Award.objects.filter(country=country, place__gt=0).order_by("place", "ticket")
    return [(row.place, points[row.attempt_id]) for row in rows]


@pytest.mark.parametrize(
    ("kind", "terms", "home", "away"),
    [
        pytest.param(
            "rank", {"amount": 3}, [(1, 5)] * 8, [(1, 5)] * 4, id="all who are as good share"
        ),
        pytest.param(
            "percentile", {"amount": 75}, [(1, 5)] * 8 + [(9, 4)] * 4, None, id="the best part"
        ),
        pytest.param("threshold", {"least": 80}, [(1, 5)] * 8 + [(9, 4)] * 4, None, id="threshold"),
    ],
)
def test_awards_are_given_in_each_country(
    kind: str,
    terms: dict[str, int],
    home: list[tuple[int, int]],
    away: list[tuple[int, int]] | None,
    reviewed: Edition,
    first: User,
    superuser: User,
) -> None:
    award(reviewed, kind, **terms)
    seal = seal_now(reviewed, first, superuser)
    assert given(reviewed) == home
    if away is not None:
        assert given(reviewed, "HR") == away
    assert Alias.objects.filter(card__attempts__awards__seal=seal).distinct().count() == len(
        set(Award.objects.values_list("attempt", flat=True))
    )


def test_nobody_has_an_award_whose_attempt_does_not_count(
    reviewed: Edition, first: User, superuser: User
) -> None:
    """Voided, of a school nobody confirmed, or without a point."""
    award(reviewed, "threshold", least=1)
    voided = Attempt.objects.filter(result__score=5).earliest("pk")
    void(voided, reason="rules", by=first, at=clock.now())
    waiting = School.objects.get(name="BA 1")
    School.objects.filter(pk=waiting.pk).update(verified_at=None)
    Sitting.objects.filter(entry__school_class__school=waiting).update(approved_at=None)
    seal_now(reviewed, first, superuser)
    assert given(reviewed) == [(1, 5)] * 3 + [(4, 4)] * 4
    winners = Attempt.objects.filter(awards__isnull=False)
    assert not winners.filter(voided_at__isnull=False).exists()
    assert not winners.filter(entry__school_class__school=waiting).exists()


def test_the_seal_covers_awards_without_names(
    reviewed: Edition, first: User, superuser: User, plan: DrawPlan
) -> None:
    award(reviewed, "rank", amount=1)
    award(reviewed, "draw", amount=2, least=80, reserves=1)
    seal = seal_now(reviewed, first, superuser)
    told = json.loads(seal.awards_body)
    assert told["list_sha256"] == seal.sha256
    assert told["seed_sha256"] == seal.seed_sha256
    assert told["number"]["what"] == plan.number
    assert [len(one["pool"]) for one in told["awards"]] == [8, 4, 12, 4]
    assert [one["settled"] for one in told["awards"]] == [True, True, False, False]
    secret = (seal.seed, seal.lot_key, *School.objects.values_list("name", flat=True))
    assert not any(text in seal.awards_body for text in secret)


def test_a_small_pool_is_sealed_and_not_told(
    reviewed: Edition, first: User, superuser: User
) -> None:
    award(reviewed, "rank", amount=1)
    Edition.objects.update(publishing_threshold=13)
    seal = seal_now(Edition.objects.get(), first, superuser)
    home, away = json.loads(seal.awards_body)["awards"]
    assert ("pool" in home, "pool" in away) == (True, False)
    assert not {"take", "winners", "next", "pool_size", "pool_sha256"} & away.keys()
    assert list(json.loads(seal.pools_held_back)) == [away["award"]]
    assert len(given(reviewed, "HR")) == 4


@pytest.mark.parametrize("change", ["plan", "void"])
def test_whatever_changes_after_the_list_was_laid_before_is_not_sealed(
    change: str, reviewed: Edition, first: User, superuser: User, plan: DrawPlan
) -> None:
    award(reviewed, "draw", amount=2, least=80)
    seal = propose(reviewed, by=first, at=clock.now())
    if change == "plan":
        DrawPlan.objects.update(number="Another one")
    else:
        # Of those below the best: the list alone would not show who it was.
        void(
            Attempt.objects.latest("result__score", "pk"), reason="rules", by=first, at=clock.now()
        )
    with pytest.raises(sealing.ListChanged):
        confirm(seal, by=superuser, at=clock.now())
    assert not Award.objects.exists()


def test_a_draw_needs_a_number_that_was_named_before(
    reviewed: Edition, first: User, superuser: User
) -> None:
    award(reviewed, "rank", amount=3, share=False)
    with pytest.raises(sealing.NoNumberNamed):
        propose(reviewed, by=first, at=clock.now())


def test_an_organizer_sees_the_winners_of_the_own_country(
    client: Client,
    reviewed: Edition,
    first: User,
    superuser: User,
    country: Country,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    award(reviewed, "rank", amount=3, prizes="A tablet")
    award(reviewed, "threshold", least=80)
    seal_now(reviewed, first, superuser)
    client.force_login(cast.make_staff("organizer", country=country))
    page = client.get("/en/staff/editions/2027/awarding/").text
    assert "BA 0" in page
    assert "HR 0" not in page
    assert page.count("A tablet") == 8
    assert "/awarding/number/" not in page
    with django_assert_max_num_queries(9):
        award_blocks(reviewed, "en")
