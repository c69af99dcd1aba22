"""The import of a file goes on in the background: once, with the rights of who confirmed it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client

from base import clock
from base.jobs.actions import tell
from base.models import Job, User
from quizbank.exchange.actions import files_never_confirmed, import_kept
from quizbank.models import Question, QuestionFile, QuestionText, Wording
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world
from tests.jobs import begun, do, do_jobs
from tests.quizbank.exchange.test_file_pages import NEW, PAGE, ask_for, sheet, upload

pytestmark = pytest.mark.django_db
ONE = "q-9 en"


@pytest.fixture
def editor(client: Client, country: Country) -> User:
    """Writes in all five languages; has logged in."""
    cast.make_question("old-one").texts.update(state="approved")
    user = cast.make_staff("editor", country=country)
    client.force_login(user)
    return user


def asked(client: Client) -> str:
    """The address of the page where one waits for the import of a new question."""
    answer = ask_for(client, upload(client, "sheet", NEW), ONE)
    return str(answer["Location"])


def read(client: Client, path: str) -> str:
    return " ".join(client.get(path, follow=True).text.split())


def stored() -> list[str]:
    return list(Question.objects.order_by("pk").values_list("key", flat=True))


def wordings() -> int:
    """How often the words of the new question were stored."""
    return Wording.objects.filter(text__question__key="q-9").count()


def test_a_page_says_how_far_an_import_is(client: Client, editor: User) -> None:
    path = asked(client)
    assert "It begins in a moment." in client.get(path).text
    assert "q.xlsx is being imported." in read(client, PAGE)
    [job] = begun()
    tell(job, done=3, expected=12, at=clock.now())
    page = client.get(path).text
    assert ("3 of 12 steps are done." in page, 'value="25"' in page) == (True, True)
    do(job)
    job.refresh_from_db()
    assert (job.done, job.expected) == (2, 2)
    assert "Stored. New texts: 1, changed texts: 0." in read(client, path)
    assert "is being imported" not in read(client, PAGE)


def test_pressing_twice_imports_once_and_drops_nothing(client: Client, editor: User) -> None:
    page = upload(client, "sheet", NEW)
    path = ask_for(client, page, ONE)["Location"]
    assert ask_for(client, page, "old-one hr")["Location"] == path
    assert client.post(f"{path}drop/")["Location"] == path
    assert Job.objects.count() == 1
    do_jobs()
    assert (stored(), wordings()) == (["old-one", "q-9"], 1)


def test_a_file_that_another_process_imported_meanwhile_is_done(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(client)

    def second(held: QuestionFile, **about: Any) -> object:  # noqa: ANN401 - whatever the task says
        import_kept(held, **about)
        return import_kept(held, **about)

    monkeypatch.setattr("quizbank.exchange.tasks.import_kept", second)
    do_jobs()
    assert (Job.objects.get().state, wordings()) == ("done", 1)


@in_one_world("left", ["nothing", "reviewer"])
def test_whoever_lost_the_role_imports_nothing(left: str, client: Client, editor: User) -> None:
    path = asked(client)
    held = list(editor.roles.all())
    editor.roles.all().delete()
    if left == "reviewer":
        Role.objects.create(
            user=editor, kind=left, country=held[0].country, approved_at=clock.now()
        )
    do_jobs()
    Role.objects.bulk_create(held)
    told = "Nothing was imported. Whoever asked for it may not do so any more."
    assert told in read(client, path)
    assert "q.xlsx was not imported." in read(client, PAGE)
    assert stored() == ["old-one"]


def test_whoever_only_translates_by_now_begins_no_question(client: Client, editor: User) -> None:
    path = asked(client)
    editor.roles.update(kind="translator")
    do_jobs()
    assert "The questions have changed since you looked, so nothing is stored." in read(
        client, path
    )
    assert stored() == ["old-one"]


def test_what_is_imported_is_on_record_as_the_editors(client: Client, editor: User) -> None:
    LogEntry.objects.all().delete()
    page = upload(client, "sheet", sheet(("hr", "question", "Što?")))
    ask_for(client, page, "old-one hr")
    client.logout()
    do_jobs()
    entries = LogEntry.objects.filter(content_type__model="questiontext")
    assert [entry.actor for entry in entries] == [editor]
    assert QuestionText.objects.get(language="hr").stem == "Što?"


def test_a_file_being_imported_stays_and_goes_when_that_was_given_up(
    client: Client, editor: User
) -> None:
    asked(client)
    later = clock.now() + timedelta(hours=13)
    assert not files_never_confirmed(later).exists()
    upload(client, "sheet", sheet(("hr", "question", "Što?")))
    assert QuestionFile.objects.count() == 2
    Job.objects.update(state="failed")
    assert files_never_confirmed(later).count() == 2


@in_one_world(("letters", "queue"), [(1, "short"), (65536, "long")])
def test_a_small_file_does_not_wait_behind_workbooks(
    letters: int, queue: str, client: Client, editor: User
) -> None:
    content = NEW.replace(b"It helps.", b"It helps." + b" " * letters)
    ask_for(client, upload(client, "sheet", content), ONE)
    assert Job.objects.get().queue == queue


@in_one_world("junk", ["\0", "q-9 en\0"])
def test_what_no_database_can_keep_is_no_tick(junk: str, client: Client, editor: User) -> None:
    page = upload(client, "sheet", NEW)
    path = f"{PAGE}kept/{page.context['file'].pk}/confirm/"
    client.post(path, {"seen": junk, "take": [junk]})
    assert not Job.objects.exists()
    client.post(path, {"seen": junk, "take": [ONE]})
    assert Job.objects.get().arguments["kwargs"]["seen"] == "nothing"
