"""Files on their way in, of whatever kind: kept, looked at, confirmed as seen, taken over once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.test import Client

from base import clock
from base.jobs.actions import again
from base.jobs.backend import SMALL
from base.jobs.performing import Progress
from base.models import Job, Upload, User
from base.refusal import ChangedMeanwhile, FaultyRows
from base.uploads import kinds
from base.uploads.kinds import Confirmed, UploadKind
from base.uploads.taking import ask_to_take_over, keep_upload, latest_upload, take_over
from schools.models import Country
from tests import cast
from tests.forgetting import forget_due
from tests.jobs import begun, do, do_jobs

pytestmark = pytest.mark.django_db

SEEN = "0f" * 32
PAGE = "/en/staff/uploads/{}/"


@dataclass
class Found:
    seen: str = SEEN
    may_be_stored: bool = True


class Desk:
    """What a kind asks of its app: the lines of a file become countries, on top of each other."""

    may = True
    before_the_end: Callable[[], object] = staticmethod(lambda: None)

    def read(self, upload: Upload) -> list[str]:
        if upload.content == b"?":
            raise ValidationError("That is no list.")
        return bytes(upload.content).decode().split()

    def preview(self, _rows: list[str], _upload: Upload, _user: User) -> Found:
        return Found()

    def store(
        self, rows: list[str], _upload: Upload, confirmed: Confirmed, progress: Progress
    ) -> dict[str, int]:
        progress.expect(len(rows))
        for row in rows:
            Country.objects.create(code=row, names={})
            progress.step()
        if confirmed.seen != SEEN:
            raise ChangedMeanwhile
        if "none" in confirmed.take:
            raise FaultyRows
        self.before_the_end()
        return {"new": len(rows)}


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    kind = UploadKind[list[str]](
        name="tried",
        template="base/uploads/upload.html",
        place="schools:help",
        may=lambda _user: desk.may,
        read=desk.read,
        preview=desk.preview,
        store=desk.store,
        told=lambda upload: f"Taken over: {upload.counts['new']}.",
    )
    monkeypatch.setattr(kinds, "upload_kinds", [kind])
    return desk


@pytest.fixture
def user(desk: Desk, client: Client) -> User:
    user = cast.make_staff("coordinator")
    client.force_login(user)
    return user


def bring(user: User, content: bytes = b"XA XB") -> Upload:
    return keep_upload("tried", content, name="a.txt", by=user, at=clock.now())


def stored() -> list[str]:
    return sorted(Country.objects.values_list("pk", flat=True))


def state() -> tuple[str, str]:
    return Job.objects.values_list("state", "reason").get()


def test_it_is_looked_at_confirmed_and_taken_over(client: Client, user: User) -> None:
    page = PAGE.format(bring(user).pk)
    told = client.get(page).text
    assert ("What the file would change" in told, SEEN in told) == (True, True)
    assert stored() == []
    client.post(f"{page}confirm/", {"seen": SEEN})
    assert "data-reload" in client.get(page).text
    do_jobs()
    assert "Taken over: 2." in client.get(page, follow=True).text
    assert stored() == ["XA", "XB"]
    held = Upload.objects.get()
    assert (bytes(held.content), held.counts) == (b"", {"new": 2})
    assert client.post(f"{page}confirm/", {"seen": SEEN}).status_code == 404


def test_pressing_twice_takes_over_once_and_drops_nothing(client: Client, user: User) -> None:
    page = PAGE.format(bring(user).pk)
    for act in ("confirm/", "confirm/", "drop/"):
        assert client.post(f"{page}{act}", {"seen": SEEN})["Location"] == page
    do_jobs()
    assert (stored(), Job.objects.count()) == (["XA", "XB"], 1)


def test_what_was_not_seen_is_not_taken_over(client: Client, user: User) -> None:
    page = PAGE.format(bring(user).pk)
    client.post(f"{page}confirm/")
    do_jobs()
    assert (state(), stored()) == (("failed", "changed"), [])
    assert "Something changed since you looked." in client.get(page).text


def test_faulty_or_unreadable_it_is_left_with_the_reason(client: Client, user: User) -> None:
    held = bring(user)
    client.post(f"{PAGE.format(held.pk)}confirm/", {"seen": SEEN, "take": ["none"]})
    do_jobs()
    assert (state(), stored()) == (("failed", "faulty"), [])
    Upload.objects.update(content=b"?")
    assert "That is no list." in client.get(PAGE.format(held.pk), follow=True).text
    Job.objects.all().delete()
    ask_to_take_over(held, seen=SEEN, take=[], by=user)
    do_jobs()
    assert state() == ("failed", "unreadable")


def test_broken_before_its_last_write_and_done_again_it_is_the_same(user: User, desk: Desk) -> None:
    def break_() -> None:
        raise OperationalError

    desk.before_the_end = break_
    ask_to_take_over(bring(user), seen=SEEN, take=[], by=user)
    [job] = begun()
    with pytest.raises(OperationalError):
        do(job)
    assert stored() == []
    again(job, reason=Job.Reason.DATABASE, at=clock.now())
    desk.before_the_end = lambda: None
    do_jobs()
    assert (state(), stored()) == (("done", ""), ["XA", "XB"])


def test_one_that_another_process_took_over_or_dropped_meanwhile(user: User) -> None:
    held, confirmed = bring(user), Confirmed(SEEN, (), user, clock.now())
    take_over(held, confirmed, Progress())
    take_over(held, confirmed, Progress())
    assert stored() == ["XA", "XB"]
    Upload.objects.all().delete()
    with pytest.raises(ChangedMeanwhile):
        take_over(held, confirmed, Progress())


@pytest.mark.parametrize("lost", ["right", "account"])
def test_whoever_lost_the_right_takes_nothing_over(
    client: Client, user: User, desk: Desk, lost: str
) -> None:
    page = PAGE.format(bring(user).pk)
    client.post(f"{page}confirm/", {"seen": SEEN})
    if lost == "right":
        desk.may = False
        assert client.get(page).status_code == 404
    else:
        User.objects.update(is_active=False)
    do_jobs()
    assert (state(), stored()) == (("failed", "right"), [])


def test_nobody_sees_the_file_of_another(client: Client, user: User) -> None:
    page = PAGE.format(bring(user).pk)
    client.force_login(cast.make_superuser())
    assert client.get(page).status_code == 404
    for act in ("confirm/", "drop/"):
        assert client.post(f"{page}{act}", {"seen": SEEN}).status_code == 404
    assert (Upload.objects.count(), Job.objects.count()) == (1, 0)


def test_one_is_kept_for_each_until_it_is_dropped(client: Client, user: User) -> None:
    first, second = bring(user), bring(user)
    assert list(Upload.objects.all()) == [second] != [first]
    assert latest_upload("tried", user) == second
    page = client.post(f"{PAGE.format(second.pk)}drop/", follow=True).text
    assert "Nothing was imported" in page
    assert not Upload.objects.exists()


def test_it_goes_by_itself_unless_it_is_under_way(user: User) -> None:
    held = bring(user)
    ask_to_take_over(held, seen=SEEN, take=[], by=user)
    later = clock.now() + timedelta(hours=13)
    forget_due(later)
    bring(user)
    assert Upload.objects.count() == 2
    do_jobs()
    forget_due(clock.now() + timedelta(hours=11))
    assert Upload.objects.count() == 2
    forget_due(later)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(("size", "queue"), [(SMALL, "short"), (SMALL + 1, "long")])
def test_a_small_one_does_not_wait_behind_workbooks(user: User, size: int, queue: str) -> None:
    ask_to_take_over(bring(user, b" " * size), seen=SEEN, take=[], by=user)
    assert Job.objects.get().queue == queue


@pytest.mark.parametrize("junk", ["\0", "a\0"])
def test_what_no_database_can_keep_is_no_tick(client: Client, user: User, junk: str) -> None:
    page = PAGE.format(bring(user).pk)
    client.post(f"{page}confirm/", {"seen": junk, "take": [junk, "b"]})
    told = Job.objects.get().arguments["kwargs"]
    assert told == {"seen": "nothing", "take": ["b"]}
