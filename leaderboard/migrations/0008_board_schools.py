"""Boards count schools; rows that a stored board of pupils shows of too few are taken away.

Boards that move are built anew within a minute, those of finished editions by nobody.
"""

from __future__ import annotations

import json
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FEWEST_PUPILS, FEWEST_SCHOOLS = 10, 3


def hold_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Where fewer stand, on a board or in a country of one across countries, no row stays."""
    sizes = _sizes(apps)
    for board in apps.get_model("leaderboard", "Board").objects.filter(kind="pupils"):
        here = [
            size
            for (division, country), size in sizes.items()
            if division == board.division_id and board.country_id in (None, country)
        ]
        shown = [size for size in here if _is_enough(*size)]
        if not here or len(shown) < len(here):
            _take_rows_away(board)
        board.total = sum(pupils for pupils, _schools in shown)
        board.schools = sum(schools for _pupils, schools in shown)
        board.save(update_fields=["total", "schools", "version", "body"])


def _sizes(apps: Apps) -> dict[tuple[int, str], tuple[int, int]]:
    """``{(division, country): (pupils, schools)}`` of results that keep their approval, as all of
    finished editions do."""
    results = apps.get_model("competition", "Result").objects.filter(
        counts=True,
        attempt__voided_at__isnull=True,
        attempt__sitting__approved_at__isnull=False,
    )
    places = results.order_by().values_list("division", "country")
    schools = models.Count("attempt__entry__school_class__school", distinct=True)
    counted = places.annotate(models.Count("pk"), schools)
    return {(division, country): (many, of) for division, country, many, of in counted}


def _is_enough(pupils: int, schools: int) -> bool:
    return pupils >= FEWEST_PUPILS and schools >= FEWEST_SCHOOLS


def _take_rows_away(board: Any) -> None:  # noqa: ANN401 - a model of then
    if board.body:
        board.version += 1
        bare = {"total": None, "rows": [], "more_share": False, "version": board.version}
        content = {**json.loads(board.body), **bare}
        board.body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))


class Migration(migrations.Migration):
    dependencies = [
        ("competition", "0011_lease_marked"),
        ("leaderboard", "0007_ministry_insight"),
    ]

    operations = [
        migrations.AddField(
            model_name="board",
            name="schools",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(hold_back, migrations.RunPython.noop),
    ]
