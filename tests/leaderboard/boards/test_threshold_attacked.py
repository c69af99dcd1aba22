"""Somebody who keeps every public text there ever was, to find pupils of whom nothing is told.

What happens is played twice: as it was, and without the pupils of age groups in which too few
finished. The public texts must be the same at every moment: then nothing that anybody works out
from them, in whatever way, tells whether those pupils were there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from base import clock
from competition.aliases.actions import aliases_for
from competition.models import Edition, Result
from leaderboard.boards.actions import publish_boards, publish_figures
from leaderboard.models import Board
from leaderboard.results.queries import SCHOOL
from leaderboard.rules.threshold import fewest, shows_rows
from leaderboard.seals.queries import boards_of_edition, final_list, top_cards
from tests.leaderboard import crowd
from tests.leaderboard.boards.days import DIVISIONS, Deed, World, make_world, undone

# Of each country and age group a board; schools 0 to 3 are at home, the others abroad.
COUNTRIES = ("BA",) * 4 + ("HR",) * 3
ALIAS = re.compile(r'"alias":\{[^}]*\}')
VISIBLE = re.compile(r'<script id="board-shell".*?</script>|<time.*?</time>', re.DOTALL)

type Place = tuple[str, str]


def truth() -> dict[Place, tuple[int, int]]:
    """``{(country, division): (pupils, schools)}`` as they stand, whatever is told."""
    found: dict[Place, Counter[int]] = {}
    rows = Result.objects.filter(counts=True).values_list("country", "division__code", SCHOOL)
    for country, division, school in rows:
        found.setdefault((country, division), Counter())[school] += 1
    return {place: (schools.total(), len(schools)) for place, schools in found.items()}


@pytest.fixture
def world(edition: Edition, db: None) -> World:
    """Two countries, two age groups; four schools at home and three abroad with a class of each."""
    return make_world(edition, COUNTRIES, divisions=2)


# What anybody saw: by place or page, without the names, which are drawn by chance, and the clock.
type Seen = dict[str, str]


def look(*, pages: bool) -> Seen:
    """Every public text as it stands: snapshots, what sockets push, the list, pages and frames."""
    client, seen = Client(), dict[str, str]()
    boards = list(Board.objects.select_related("country", "division__edition", "edition"))
    for board in boards:
        reply = client.get(f"/boards/{board.pk}/snapshot")
        assert board.text() == reply.text  # what the hub pushes
        name = f"{board.country_id} {board.part}"
        seen[f"snapshot {name}"] = without_chance(reply.text)
        for page in ("board", "embed") if pages else ():
            with translation.override("en"):
                address = board.address(page)
            seen[f"{page} {name}"] = rows_of(client.get(address).text)
    seen["list"] = client.get("/en/boards/").text
    return seen


def without_chance(text: str) -> str:
    """A snapshot without its names, moment and key."""
    snapshot = json.loads(ALIAS.sub('"alias":{}', text))
    return json.dumps({**snapshot, "updated": None, "freeze": None, "board": None})


def rows_of(page: str) -> str:
    """A page without what its script is told, the moment of the last change, names and gaps."""
    shown = VISIBLE.sub("", page)
    shown = re.sub(r"Frozen since [^<]*", "", shown)
    named = r'data-key="[A-Z][^"]*"|<span class="alias">[^<]*</span>'
    return " ".join(re.sub(named, "", shown).split())


def play(world: World, deeds: list[Deed]) -> tuple[list[Seen], list[dict[Place, tuple[int, int]]]]:
    """What was public after each deed and at the end of the day, and what was true."""
    seen, truths = [], []
    world.finished, world.at = {}, clock.now()
    with undone():
        for deed in [Deed("begin"), *deeds, Deed("end")]:
            if deed.what == "end":
                crowd.end_the_day(world.edition)
            elif deed.what != "begin":
                world.do(deed)
            Board.objects.update(counted_at=None)
            publish_boards(at=world.at)
            publish_figures(at=world.at)
            seen.append(look(pages=deed is deeds[-1]))
            truths.append(truth())
        seen.append({"sealed": sealed(world.edition)})
    return seen, truths


def sealed(edition: Edition) -> str:
    """The list that would be sealed, without names."""
    for division, country in boards_of_edition(edition):
        aliases_for(top_cards(division, country), edition=edition)
    return re.sub(r"^(\d+);[^;]*;", r"\1;;", final_list(edition).body, flags=re.MULTILINE)


def place_of(deed: Deed) -> Place:
    """Where it is."""
    return (COUNTRIES[deed.school], DIVISIONS[deed.division])


def without(deeds: list[Deed], places: set[Place]) -> list[Deed]:
    """The same day, but nobody there finishes; classes are closed and people leave all the same."""
    own = ("finish", "void")
    return [
        Deed("nothing") if deed.what in own and place_of(deed) in places else deed for deed in deeds
    ]


DEEDS = st.builds(
    Deed,
    st.sampled_from(
        ["finish"] * 6 + ["void", "close", "close", "leave", "return", "freeze", "thaw"]
    ),
    st.integers(0, len(COUNTRIES) - 1),
    st.integers(0, 1),
    st.integers(1, 6),
    st.just(1),
)
# A school of two age groups, one of which is too small: its figures would tell of both.
SMALL_BESIDE_LARGE = [
    *(Deed("finish", school, 0, 6) for school in (0, 1, 2)),
    Deed("finish", 0, 0, 6),
    Deed("finish", 0, 1, 4),
    *(Deed("close", school, division) for school in (0, 1, 2) for division in (0, 1)),
]
# A country of a few pupils beside one whose board shows rows.
FEW_ABROAD = [*(Deed("finish", school, 0, 6) for school in (0, 1, 2)), Deed("finish", 4, 0, 5)]
# Two schools only; then a third, an attempt that goes, one that comes.
TO_AND_FRO = [
    *(Deed("finish", school, 0, 6) for school in (0, 1)),
    Deed("freeze", 0, 0),
    Deed("finish", 2, 0, 1),
    Deed("thaw", 0, 0),
    Deed("leave", 2),
    Deed("return", 2),
    Deed("void", 2, 0, 1),
    Deed("finish", 3, 0, 2),
]
# Ten and more of one school: figures may tell of them, rows may not.
ONE_SCHOOL = [Deed("finish", 4, 1, 6), Deed("finish", 4, 1, 6), Deed("close", 4, 1)]


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(deeds=SMALL_BESIDE_LARGE)
@example(deeds=FEW_ABROAD)
@example(deeds=TO_AND_FRO)
@example(deeds=ONE_SCHOOL)
@given(deeds=st.lists(DEEDS, min_size=4, max_size=9))
def test_nobody_can_tell_whether_pupils_of_whom_nothing_is_told_were_there(
    deeds: list[Deed], world: World
) -> None:
    seen, truths = play(world, deeds)
    for shown, truth in zip(seen, truths, strict=False):
        tells_what_it_may(shown, truth)
    everywhere = {(country, code) for country in ("BA", "HR") for code in DIVISIONS}
    many = {p: max(truth.get(p, (0, 0))[0] for truth in truths) for p in everywhere}
    tiny = {p for p, pupils in many.items() if pupils < fewest(0)}
    assert differences(play(world, without(deeds, tiny))[0], seen) == []
    hidden = {
        p
        for p in everywhere
        if not any(shows_rows(*truth.get(p, (0, 0)), fewest=fewest(0)) for truth in truths)
    }
    other = play(world, without(deeds, hidden))[0] if hidden - tiny else seen
    assert differences(map(of_pupils, other), map(of_pupils, seen)) == []


def differences(some: Iterable[Seen], others: Iterable[Seen]) -> list[tuple[int, str, str, str]]:
    """Moment, name and both texts of whatever is not the same."""
    return [
        (moment, name, one[name], other[name])
        for moment, (one, other) in enumerate(zip(some, others, strict=True))
        for name in one
        if one[name] != other[name]
    ]


def of_pupils(seen: Seen) -> Seen:
    """Without boards of figures, which may tell of ten pupils of one school: its row says so."""
    told = (*DIVISIONS, "sealed")
    return {n: text for n, text in seen.items() if n.split()[-1] in told}


def tells_what_it_may(shown: Seen, truth: dict[Place, tuple[int, int]]) -> None:
    """Rows and number together, or neither; across countries the sum of what these show."""
    for code in DIVISIONS:
        across = json.loads(shown[f"snapshot None {code}"])
        own = {c: json.loads(shown[f"snapshot {c} {code}"]) for c in ("BA", "HR")}
        for snapshot in (across, *own.values()):
            total, rows = snapshot["total"], len(snapshot["rows"])
            assert (total is None) == (rows == 0)
            assert total is None or (total >= fewest(0) and rows == min(total, 20))
        if not any(one["frozen"] for one in own.values()):
            assert across["total"] == (sum(one["total"] or 0 for one in own.values()) or None)
