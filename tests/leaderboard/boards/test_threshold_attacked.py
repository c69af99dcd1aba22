"""Somebody who keeps every public text there ever was, to find pupils of whom nothing is told.

What happens is played twice: as it was, and without the pupils of age groups in which too few
finished. The public texts must be the same at every moment: then nothing that anybody works out
from them, in whatever way, tells whether those pupils were there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from base import clock
from competition.aliases.actions import aliases_for
from competition.models import Attempt, Division, Edition, Entry, Result, Sitting, Window
from competition.sittings.actions.results import write_results
from leaderboard.boards.actions import (
    freeze_boards,
    publish_boards,
    publish_figures,
    unfreeze_boards,
)
from leaderboard.models import Board, Freeze
from leaderboard.rules.threshold import fewest, shows_rows
from leaderboard.seals.queries.seals import boards_of_edition, final_list, top_cards
from schools.models import Role
from tests import cast
from tests.leaderboard import crowd

# Of each country and age group a board; schools 0 to 3 are at home, the others abroad.
DIVISIONS, SCHOOLS, AT_HOME, CARDS = ("12-13", "9-11"), 7, 4, 12
ALIAS = re.compile(r'"alias":\{[^}]*\}')
VISIBLE = re.compile(r'<script id="board-shell".*?</script>|<time.*?</time>', re.DOTALL)

type Place = tuple[str, str]


class Deed(NamedTuple):
    """What happens: to a school, in a division, with so many pupils."""

    what: str
    school: int = 0
    division: int = 0
    pupils: int = 0


@dataclass
class World:
    """The classes by school and division, and who has finished in them."""

    edition: Edition
    sittings: dict[tuple[int, int], Sitting]
    finished: dict[tuple[int, int], list[Attempt]] = field(default_factory=dict)

    def do(self, deed: Deed) -> None:
        """One thing happens."""
        getattr(self, f"_{deed.what}")(deed)

    def _finish(self, deed: Deed) -> None:
        sitting = self.sittings[deed.school, deed.division]
        there = self.finished.setdefault((deed.school, deed.division), [])
        cards = list(sitting.entry.school_class.cards.order_by("number"))
        chosen = cards[len(there) : len(there) + deed.pupils]
        if Sitting.objects.get(pk=sitting.pk).closed_at is None:
            there += crowd.finish_of(sitting, chosen, score=len(there) % 6)

    def _void(self, deed: Deed) -> None:
        for attempt in self.finished.get((deed.school, deed.division), [])[: deed.pupils]:
            Attempt.objects.filter(pk=attempt.pk).update(voided_at=clock.now())
            write_results([attempt.pk], at=clock.now())

    def _close(self, deed: Deed) -> None:
        crowd.close(self.sittings[deed.school, deed.division])

    def _leave(self, deed: Deed) -> None:
        Role.objects.filter(school__name=f"S{deed.school}").update(approved_at=None)

    def _return(self, deed: Deed) -> None:
        Role.objects.filter(school__name=f"S{deed.school}").update(approved_at=clock.now())

    def _freeze(self, deed: Deed) -> None:
        boards = Board.objects.filter(division__code=DIVISIONS[deed.division])
        freeze_boards(boards, at=clock.now(), by=None, reason=Freeze.Reason.CHECK)

    def _thaw(self, deed: Deed) -> None:
        boards = Board.objects.filter(division__code=DIVISIONS[deed.division])
        unfreeze_boards(boards, at=clock.now(), by=None)

    def _nothing(self, deed: Deed) -> None:
        """Nobody does anything."""

    def truth(self) -> dict[Place, tuple[int, int]]:
        """``{(country, division): (pupils, schools)}`` as they stand, whatever is told."""
        here = Result.objects.filter(counts=True)
        found: dict[Place, Counter[int]] = {}
        school = "attempt__entry__school_class__school"
        for country, division, one in here.values_list("country", "division__code", school):
            found.setdefault((country, division), Counter())[one] += 1
        return {place: (schools.total(), len(schools)) for place, schools in found.items()}


@pytest.fixture
def world(edition: Edition, db: None) -> World:
    """Two countries, two age groups; four schools at home and three abroad with a class of each."""
    abroad = cast.make_country("HR")
    now = clock.now()
    Window.objects.create(
        edition=edition, country=abroad, opens_at=now, closes_at=now + timedelta(hours=9)
    )
    paper = edition.divisions.get().official
    Division.objects.create(edition=edition, code=DIVISIONS[1], official=paper)
    sittings = {}
    for number in range(SCHOOLS):
        country = edition.windows.order_by("country")[number >= AT_HOME].country
        school, teacher = crowd.make_school(country.regions.get(), f"S{number}")
        for place, code in enumerate(DIVISIONS):
            mine = cast.make_class(school, teacher, label=f"{number}-{code}", cards=CARDS)
            division = edition.divisions.get(code=code)
            entry = Entry.objects.create(edition=edition, division=division, school_class=mine)
            sittings[number, place] = cast.make_sitting(entry)
    return World(edition, sittings)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside was never there."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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
    world.finished = {}
    with undone():
        for deed in [Deed("begin"), *deeds, Deed("end")]:
            if deed.what == "end":
                crowd.end_the_day(world.edition)
            elif deed.what != "begin":
                world.do(deed)
            Board.objects.update(counted_at=None)
            publish_boards(at=clock.now())
            publish_figures(at=clock.now())
            seen.append(look(pages=deed is deeds[-1]))
            truths.append(world.truth())
        seen.append({"sealed": sealed(world.edition)})
    return seen, truths


def sealed(edition: Edition) -> str:
    """The list that would be sealed, without names."""
    for division, country in boards_of_edition(edition):
        aliases_for(top_cards(division, country), edition=edition)
    return re.sub(r"^(\d+);[^;]*;", r"\1;;", final_list(edition).body, flags=re.MULTILINE)


def place_of(deed: Deed) -> Place:
    """Where it is."""
    return ("BA" if deed.school < AT_HOME else "HR", DIVISIONS[deed.division])


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
    st.integers(0, SCHOOLS - 1),
    st.integers(0, 1),
    st.integers(1, 6),
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
