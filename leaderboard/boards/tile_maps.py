"""The map of a country: a tile for each region, filled as far as the board of regions tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypedDict

import yaml
from django.conf import settings

from leaderboard.boards.shown_rows import ShownRow, named
from schools.models import in_both_scripts

# Units of the drawing; a tile is as far from the next one as its edge is round.
TILE, GAP = 48, 4
STEP = TILE + GAP
CYRILLIC = "sr"


class PlacedTile(TypedDict):
    """A line of ``fixtures/tiles.yaml``."""

    code: str
    at: tuple[int, int]
    sign: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ShownTile:
    """One region; without ``row`` nothing is told of it."""

    code: str
    sign: str
    name: str
    x: int
    y: int
    row: ShownRow | None

    @property
    def filled(self) -> int:
        """How high it is filled."""
        return round(TILE * (self.row["value"] or 0) / 100) if self.row else 0

    @property
    def level(self) -> int:
        """Where the filling begins, from above."""
        return self.y + TILE - self.filled

    @property
    def middle(self) -> int:
        """Where its texts stand."""
        return self.x + TILE // 2


@dataclass(frozen=True, slots=True)
class TileMap:
    """All regions of a country, in the order of their names."""

    width: int
    height: int
    tiles: list[ShownTile]
    size: int = TILE

    @property
    def told(self) -> int:
        """Of how many regions anything is told."""
        return sum(tile.row is not None for tile in self.tiles)


@cache
def placed_tiles() -> dict[str, list[PlacedTile]]:
    """The tiles of every country that has some."""
    path = settings.BASE_DIR / "fixtures" / "tiles.yaml"
    found: dict[str, list[PlacedTile]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@cache
def region_names(country: str) -> dict[str, Mapping[str, str]]:
    """``{code: names}`` of the first level of a country's pack."""
    path = settings.BASE_DIR / "fixtures" / "countries" / f"{country}.yaml"
    regions: list[Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["regions"]
    return {region["code"]: in_both_scripts(region["names"]) for region in regions}


def signs_of(country: str, language: str) -> dict[str, str]:
    """``{code: what stands on its tile}`` for a reader of this language."""
    script = int(language == CYRILLIC)
    return {tile["code"]: tile["sign"][script] for tile in placed_tiles().get(country, ())}


def tile_map(country: str, rows: Sequence[ShownRow], language: str) -> TileMap | None:
    """The map with the figures of the board's rows; none where a row would have no tile."""
    told = {row["key"]: row for row in rows}
    placed = placed_tiles().get(country, [])
    if not placed or told.keys() - {tile["code"] for tile in placed}:
        return None
    signs, names = signs_of(country, language), region_names(country)
    tiles = [
        ShownTile(
            code=tile["code"],
            sign=signs[tile["code"]],
            name=told[tile["code"]]["name"]
            if tile["code"] in told
            else named(names[tile["code"]], language),
            x=tile["at"][0] * STEP,
            y=tile["at"][1] * STEP,
            row=told.get(tile["code"]),
        )
        for tile in placed
    ]
    width, height = (max(tile["at"][axis] for tile in placed) * STEP + TILE for axis in (0, 1))
    return TileMap(width, height, tiles)
