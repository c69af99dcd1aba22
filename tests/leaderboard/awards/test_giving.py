"""Awards are given with the seal: by every kind of rule, in two countries, to nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.models import Alias, Attempt, Edition, Sitting
from competition.sittings.actions.attempts import void
from leaderboard.models import Draw, Winner
from leaderboard.rules import school_awards
from leaderboard.rules.lots import sha256_of
from leaderboard.seals import actions as sealing
from leaderboard.seals.actions import confirm, propose
from schools.models import Country, School
from tests import cast
from tests.leaderboard.sealed import award, scores_of, seal_now


def given(edition: Edition, country: str | None = "BA") -> list[tuple[int, int]]:
    """(place, points) of the winners, in order."""
    points = scores_of(edition)
    rows = Winner.objects.filter(country=country, place__gt=0).order_by("place", "ticket")
    return [(row.place, points[row.played.pk]) for row in rows]


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
    assert Alias.objects.filter(
        card__attempts__winners__edition=seal.edition
    ).distinct().count() == len(set(Winner.objects.values_list("attempt", flat=True)))


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
    winners = Attempt.objects.filter(winners__isnull=False)
    assert not winners.filter(voided_at__isnull=False).exists()
    assert not winners.filter(entry__school_class__school=waiting).exists()


def test_the_seal_covers_the_tickets_of_draws_without_names(
    reviewed: Edition, first: User, superuser: User, plan: Draw
) -> None:
    award(reviewed, "rank", amount=1)
    drawn = award(reviewed, "draw", amount=2, least=80, reserves=1)
    seal = seal_now(reviewed, first, superuser)
    head, *lines = seal.tickets.splitlines()
    assert head == "award;division;country;rank;ticket;amount;reserves"
    assert Counter(line.split(";")[2] for line in lines) == {"BA": 12, "HR": 4}
    assert {tuple(line.split(";")[::6]) for line in lines} == {(str(drawn.pk), "1")}
    assert seal.tickets_sha256 == sha256_of(seal.tickets)
    secret = (plan.seed, plan.lot_key, *School.objects.values_list("name", flat=True))
    assert not any(text in seal.all_tickets for text in secret)


def test_tickets_of_a_small_board_are_sealed_and_not_told(
    reviewed: Edition, first: User, superuser: User, plan: Draw
) -> None:
    award(reviewed, "draw", amount=1)
    Edition.objects.update(publishing_threshold=13)
    seal = seal_now(Edition.objects.get(), first, superuser)
    assert (";HR;" in seal.tickets, seal.tickets_held_back.count(";HR;")) == (False, 12)
    assert ";BA;" not in seal.tickets_held_back


def void_one(by: User) -> None:
    """Of those below the best: the list alone would not show who it was."""
    void(Attempt.objects.latest("result__score", "pk"), reason="rules", by=by, at=clock.now())


def name_another_round(_by: User) -> None:
    """The second person has read which number decides."""
    Draw.objects.update(source="Another round")


def count_more_pupils(_by: User) -> None:
    """No row of the list says how many pupils a school has."""
    School.objects.filter(name="BA 0").update(pupil_count=900)


@pytest.mark.parametrize("change", [void_one, count_more_pupils, name_another_round])
def test_whatever_changes_after_the_list_was_laid_before_is_not_sealed(
    change: Callable[[User], None],
    reviewed: Edition,
    first: User,
    superuser: User,
    plan: Draw,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(school_awards, "FEWEST_PUPILS", 4)
    School.objects.update(pupil_count=4)
    award(reviewed, "draw", amount=2, least=80)
    award(reviewed, "schools", amount=1, least=20)
    seal = propose(reviewed, by=first, at=clock.now())
    change(first)
    with pytest.raises(sealing.ListChanged):
        confirm(seal, by=superuser, at=clock.now())
    assert not Winner.objects.exists()


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
    page = client.get("/en/staff/editions/2027/winners/").text
    assert "BA 0" in page
    assert "HR 0" not in page
    assert page.count("A tablet") == 8
    assert "/awarding/number/" not in page
