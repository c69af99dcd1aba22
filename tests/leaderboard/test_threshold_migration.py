"""Boards of before the threshold: what they show of too few pupils is taken away, once."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from competition.models import Edition
from leaderboard.boards import Content, Row, render
from leaderboard.models import Board
from schools.models import Country, Region
from tests.leaderboard import crowd

pytestmark = pytest.mark.django_db(transaction=True)
ROW = Row(rank=1, alias={"en": "Brave Owl 7"}, score=5, max_score=5)


def showing(edition: Edition, country: Country | None) -> Board:
    """A board with a row in its stored text."""
    board = Board.objects.create(division=edition.divisions.get(), country=country, version=4)
    content = Content(board=board.pk, frozen=True, total=2, rows=[ROW], more_share=True)
    board.body = render(content, version=4, updated=None)
    board.save()
    return board


def migrate_to_and_fro() -> None:
    """The database as it was before, then as it is."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate([("leaderboard", "0007_ministry_insight")])
    MigrationExecutor(connection).migrate(leaves)


def test_rows_of_too_few_go_and_all_others_stay(
    edition: Edition, country: Country, abroad: Region
) -> None:
    crowd.play(crowd.school(country.regions.get(), "Alone"), edition, pupils=2)
    crowd.keep_company(edition, abroad)
    Edition.objects.update(state="archived")
    home, far, across = (showing(edition, one) for one in (country, abroad.country, None))
    migrate_to_and_fro()
    for board in (home, across):
        now = Board.objects.get(pk=board.pk)
        told = json.loads(now.body)
        assert (told["rows"], told["total"], told["more_share"]) == ([], None, False)
        assert (told["version"], now.version, told["frozen"]) == (5, 5, True)
    kept = Board.objects.get(pk=far.pk)
    assert (kept.body, kept.version, kept.total, kept.schools) == (far.body, 4, 12, 3)
