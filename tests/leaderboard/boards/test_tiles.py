"""The maps of the boards of regions: their tiles, and what is told on them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import yaml
from django.conf import settings
from django.test import Client

from competition.models import Edition
from leaderboard.boards.actions.figures import publish_figures
from leaderboard.boards.shown_rows import ShownRow, on_podium
from leaderboard.boards.tile_maps import placed_tiles, region_names, tile_map
from schools import clock
from schools.models import Country, Region, School
from tests.leaderboard import crowd

PAGE = "/{}/boards/2027/ba/regions/"
COUNTRIES = ["BA", "HR", "RS"]


def figure(key: str, value: int | None) -> ShownRow:
    return {"key": key, "name": key, "rank": 1, "pupils": 20, "value": value}


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_region_of_a_pack_has_a_tile_of_its_own(country: str) -> None:
    tiles = placed_tiles()[country]
    assert sorted(tile["code"] for tile in tiles) == sorted(region_names(country))
    assert len({tuple(tile["at"]) for tile in tiles}) == len(tiles)
    for script in (0, 1):
        assert len({tile["sign"][script] for tile in tiles}) == len(tiles)


def test_tiles_are_a_small_file() -> None:
    """As small as boundaries would have had to be, for all countries together."""
    path = settings.BASE_DIR / "fixtures" / "tiles.yaml"
    assert path.stat().st_size < 40_000
    assert set(yaml.safe_load(path.read_text(encoding="utf-8"))) == set(COUNTRIES)


def test_a_tile_is_filled_from_zero_by_the_share_of_its_row() -> None:
    rows = [figure("BA-BIH", 100), figure("BA-SRP", 25), figure("BA-BRC", None)]
    found = tile_map("BA", rows, "en")
    assert found
    filled = {tile.code: (tile.filled, tile.level + tile.filled - tile.y) for tile in found.tiles}
    assert filled == {"BA-BIH": (48, 48), "BA-SRP": (12, 48), "BA-BRC": (0, 48)}
    assert found.told == 3


@pytest.mark.parametrize(("country", "rows"), [("XX", []), ("", []), ("BA", [figure("BA-NEW", 4)])])
def test_there_is_no_map_where_a_region_would_be_missing(
    country: str, rows: list[ShownRow]
) -> None:
    assert tile_map(country, rows, "en") is None


@pytest.fixture
def played(edition: Edition, country: Country) -> Mapping[str, School]:
    """The Federation with a row, the District with too few for one, nobody in the third."""
    found = {}
    for code, pupils in (("BA-BIH", 20), ("BA-BRC", 9)):
        region, _new = Region.objects.update_or_create(
            code=code,
            defaults={"country": country, "level": "entity", "names": {"en": f"Name of {code}"}},
        )
        Region.objects.filter(pk=region.pk).update(parent=None, path=f"/{region.pk}/")
        found[code] = crowd.school(Region.objects.get(pk=region.pk), f"School of {code}")
        crowd.play(found[code], edition, pupils=pupils)
    publish_figures(at=clock.now())
    return found


@pytest.mark.parametrize("end", ["", "?look=hall", "?look=hall&light=1", "embed/"])
@pytest.mark.parametrize("language", ["en", "bs", "hr", "sr", "sr-latn"])
def test_the_map_says_what_the_table_says_and_hides_what_it_hides(
    language: str, end: str, client: Client, played: Mapping[str, School]
) -> None:
    page = client.get(PAGE.format(language) + end).text
    told = dict(re.findall(r'<g class="tile" data-key="([^"]+)" data-told="([^"]+)"', page))
    assert told == {"BA-BIH": "yes", "BA-BRC": "no", "BA-SRP": "no"}
    figures = {}
    for tile in re.findall(r'<g class="tile".*?</g>', page, flags=re.DOTALL):
        code, text = re.search(r'key="([^"]+)"', tile), re.search(r'tile-value"[^>]*>([^<]*)', tile)
        assert code
        assert text
        figures[code[1]] = text[1]
    assert figures == {"BA-BIH": "20 %", "BA-BRC": "", "BA-SRP": ""}
    assert page.count('<tr data-key="') == 1
    assert "School of" not in page


def test_nobody_and_too_few_look_the_same_on_the_map(
    client: Client, played: Mapping[str, School]
) -> None:
    page = client.get(PAGE.format("en")).text
    tiles = {
        code: re.sub(r'[xy]="\d+"|<title>.*?</title>|>(BD|RS)<|BA-\w+', "", tile)
        for tile in re.findall(r'<g class="tile".*?</g>', page, flags=re.DOTALL)
        for code in re.findall(r'data-key="([^"]+)"', tile)
    }
    assert tiles["BA-BRC"] == tiles["BA-SRP"]


@pytest.mark.parametrize(
    ("ranks", "many"),
    [
        ([1, 2, 3, 4], 3),
        ([1, 2, 2, 4], 3),
        ([1, 1, 1, 4], 3),
        ([1, 2, 3, 3, 3, 6], 5),
        ([1, 1, 1, 1, 1, 1], 0),
        ([1, 2, 3, 3, 3, 3], 0),
        ([], 0),
    ],
)
def test_shared_places_stand_on_the_podium_together_or_there_is_none(
    ranks: list[int], many: int
) -> None:
    """``tests/js/podium.test.mjs`` asks the same of the script."""
    rows: list[ShownRow] = [{"rank": rank, "alias": {}, "animal": "owl"} for rank in ranks]
    assert len(on_podium(rows)) == many


def test_a_snapshot_of_before_animals_has_no_podium() -> None:
    rows: list[ShownRow] = [{"rank": n, "alias": {}, "animal": "owl"} for n in (1, 2, 3)]
    del rows[0]["animal"]
    assert on_podium(rows) == []
