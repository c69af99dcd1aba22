"""The place of one pupil, told on the own result, is the one on the whole board."""

from __future__ import annotations

from itertools import product

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from competition.models import Division, Edition, Result
from leaderboard.results.public_results import OwnPlace, own_place, public_results
from leaderboard.rules.ranking import rank
from schools.models import SchoolClass
from tests.leaderboard import crowd


@pytest.fixture
def published(edition: Edition, school_class: SchoolClass) -> Division:
    """Twelve pupils of three schools, no two alike in all, and one pair that is."""
    crowd.keep_company(edition, school_class.school.region)
    rows = list(Result.objects.order_by("pk"))
    values = list(product((5, 4), (1, 0), (3, 2), (1, 7)))[: len(rows) - 1]
    for row, (score, tie_break, hard, minutes) in zip(rows, [values[0], *values], strict=True):
        row.score, row.tie_break, row.hard, row.time = score, tie_break, hard, minutes
    Result.objects.bulk_update(rows, ["score", "tie_break", "hard", "time"])
    Edition.objects.update(state="published", ranking="minutes")
    return Division.objects.select_related("edition").get()


def test_each_place_of_the_upper_half_is_the_one_on_the_whole_board(
    published: Division, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    standings = rank(public_results(), published.chain)
    assert [one.rank for one in standings[:3]] == [1, 1, 3]
    for one in standings:
        sharing = sum(other.rank == one.rank for other in standings)
        with django_assert_max_num_queries(9):
            found = own_place(one.row, published)
        whole = OwnPlace(12, one.rank, sharing - 1, one.apart)
        assert found == (whole if one.rank <= 6 else OwnPlace(12))


@pytest.mark.parametrize("state", ["live", "review", "sealed"])
def test_nothing_is_told_before_publication(published: Division, state: str) -> None:
    published.edition.state = state
    assert own_place(Result.objects.earliest("pk"), published) is None


def test_nothing_is_told_on_a_board_that_shows_no_rows(published: Division) -> None:
    Result.objects.filter(pk__in=list(Result.objects.values_list("pk", flat=True)[:5])).update(
        counts=False
    )
    assert own_place(Result.objects.filter(counts=True).earliest("pk"), published) is None


def test_a_pupil_reads_the_place_and_why_or_below_the_middle_how_many_took_part(
    client: Client, published: Division
) -> None:
    standings = rank(public_results(), published.chain)

    def read(place: int) -> str:
        attempt = standings[place].row.attempt
        attempt.receipt = f"234567892{place + 3}"
        attempt.save()
        return client.post("/en/receipt/", {"receipt": attempt.receipt}).text

    page = read(2)
    assert "Place 3 of your age group in your country." in page
    assert "Place 1 is above it because of one thing: minutes: 1 there, 7 here." in page
    page = read(len(standings) - 6)
    assert "12 pupils of your age group in your country took part." in page
    assert "My place" not in page
