"""Made files, of whatever kind: asked for once, made once, kept, replaced, taken piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import IO

import pytest
from django.db import OperationalError
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory

from base import clock
from base.jobs.actions import again
from base.jobs.performing import Progress
from base.made_files import kinds
from base.made_files.kinds import MadeKind, Piece
from base.made_files.making import PIECE, ask_for_file, forget_files, keep, old_files, written
from base.made_files.offers import offers_in
from base.made_files.sending import stored
from base.models import Job, MadeFile, MadePiece, User
from tests import cast
from tests.jobs import begun, do, do_jobs

pytestmark = pytest.mark.django_db

KIND, PAGE = "tried", "/en/staff/files/{}/"


class Maker:
    """Makes three pieces; ``before`` is called with the number of each."""

    def __init__(self) -> None:
        self.before: Callable[[int], object] = lambda _number: None

    def __call__(self, file: MadeFile, _job: Job, progress: Progress) -> Iterator[Piece]:
        progress.expect(3)
        for number in range(3):
            self.before(number)
            progress.step()
            yield f"{file.about}/{number};".encode(), number


def stands_at(request: HttpRequest, file: MadeFile) -> str:
    if request.user != file.user:
        raise Http404
    return f"/en/stands/here/{file.about}/"


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    made = Maker()
    kind = MadeKind(KIND, "Tried", made, stands_at)  # type: ignore[arg-type]  # no text to translate
    monkeypatch.setattr(kinds, "made_kinds", [kind])
    return made


@pytest.fixture
def user(maker: Maker) -> User:
    return cast.make_staff("coordinator")


def ask(user: User, about: int = 1) -> MadeFile:
    return ask_for_file(KIND, about=about, by=user, user=user, at=clock.now())


def state(file: MadeFile) -> str:
    file = MadeFile.objects.get(pk=file.pk)
    return "ready" if file.is_ready else "given up" if file.is_given_up else "under way"


def test_a_second_wish_while_one_is_under_way_is_the_same(user: User) -> None:
    file = ask(user)
    assert ask(user) == file
    assert begun() == [file.job]
    assert ask(user) == file
    assert ask(user, about=2) != file
    assert begun() == []


def test_a_file_is_kept_until_the_next_one_is_there(user: User) -> None:
    first = ask(user)
    do_jobs()
    assert first.read() == b"1/0;1/1;1/2;"
    second, other = ask(user), ask(cast.make_staff("organizer"))
    offer = offers_in(MadeFile.objects.filter(user=user))[1, ""]
    assert (offer.ready, offer.latest) == (first, second)
    do_jobs()
    assert set(MadeFile.objects.all()) == {second, other}
    assert MadePiece.objects.filter(file=second).count() == 3


def test_broken_before_its_last_write_and_done_again_it_is_the_same(
    user: User, maker: Maker
) -> None:
    file = ask(user)

    def break_(number: int) -> None:
        if number == 2:
            raise OperationalError

    maker.before = break_
    [job] = begun()
    with pytest.raises(OperationalError):
        do(job)
    assert (state(file), file.pieces.count()) == ("under way", 2)
    again(job, reason=Job.Reason.DATABASE, at=clock.now())
    maker.before = lambda _number: None
    do_jobs()
    file.refresh_from_db()
    assert (file.is_ready, file.read(), file.size) == (True, b"1/0;1/1;1/2;", 12)


def test_a_process_that_was_given_up_changes_nothing(user: User, maker: Maker) -> None:
    file = ask(user)
    maker.before = lambda number: number == 1 and Job.objects.update(tries=2)
    do_jobs()
    assert (state(file), file.pieces.count()) == ("under way", 1)


def test_what_is_forgotten_while_it_is_made_is_not_there(user: User, maker: Maker) -> None:
    ask(user)

    def forget(number: int) -> None:
        if number == 1:
            forget_files(KIND, 1)

    maker.before = forget
    do_jobs()
    assert not MadeFile.objects.exists()
    assert not MadePiece.objects.exists()


def test_failing_leaves_the_one_before_it(user: User, maker: Maker) -> None:
    first = ask(user)
    do_jobs()
    second = ask(user)
    maker.before = lambda _number: 1 / 0
    do_jobs()
    assert (state(first), state(second)) == ("ready", "given up")


def test_it_goes_by_itself_made_or_not(user: User) -> None:
    ask(user)
    old = old_files(KIND, timedelta(days=7))
    assert not old(clock.now() + timedelta(days=8)).exists(), "it is under way"
    do_jobs()
    for days, left in ((6, 0), (8, 1)):
        assert old(clock.now() + timedelta(days=days)).count() == left
    ask(user, about=2)
    Job.objects.update(state=Job.State.FAILED)
    assert old(clock.now() + timedelta(days=8)).count() == 2


def test_one_waits_on_a_page_and_is_led_to_where_it_stands(client: Client, user: User) -> None:
    file = ask(user)
    client.force_login(user)
    assert "data-reload" in client.get(PAGE.format(file.pk)).text
    do_jobs()
    assert client.get(PAGE.format(file.pk)).headers["Location"] == "/en/stands/here/1/"
    client.force_login(cast.make_staff("organizer"))
    assert client.get(PAGE.format(file.pk)).status_code == 404


@pytest.mark.parametrize("size", [0, 1, PIECE, 3 * PIECE + 7])
def test_a_file_of_any_size_comes_back_as_it_was(size: int, user: User) -> None:
    body = bytes(number % 251 for number in range(size))

    def write(stream: IO[bytes]) -> None:
        stream.write(body)

    file = ask(user)
    [job] = begun()
    keep(file, written(write), job=job)
    file.refresh_from_db()
    assert file.pieces.count() == -(-size // PIECE)
    response = stored(RequestFactory().get("/"), file, name="a.csv", media_type="text/csv")
    assert response.getvalue() == body
    assert response.headers["Content-Length"] == str(size)
