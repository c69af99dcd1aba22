"""The import of a file goes on in the background: once, with the rights of who confirmed it."""

from __future__ import annotations

import pytest
from auditlog.models import LogEntry
from django.test import Client

from base.models import User
from quizbank.models import Question, QuestionText
from schools.models import Country
from tests import cast
from tests.jobs import do_jobs
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


def test_whoever_only_reviews_by_now_imports_nothing(client: Client, editor: User) -> None:
    path = asked(client)
    editor.roles.update(kind="reviewer")
    do_jobs()
    editor.roles.update(kind="editor")
    assert "Whoever asked for it may not do so any more." in client.get(path).text
    assert "q.xlsx was not imported." in read(client, PAGE)
    assert stored() == ["old-one"]


def test_whoever_only_translates_by_now_begins_no_question(client: Client, editor: User) -> None:
    path = asked(client)
    editor.roles.update(kind="translator")
    do_jobs()
    assert "Something changed since you looked." in read(client, path)
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
