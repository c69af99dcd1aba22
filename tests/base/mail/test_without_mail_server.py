"""A server without a mail server: mails stay readable and closed, and pages say the truth."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from base.mail.kept import Folder, Terminal, readable
from base.models import User
from schools.models import Country, Invitation, School
from tests import cast

pytestmark = pytest.mark.django_db
INVITE = "/en/staff/people/invite/"
LINK = f"https://quiz.example/sr/staff/invitation/{'a=b_c' * 40}/"


@pytest.fixture
def organizer(client: Client, country: Country, settings: Settings) -> User:
    settings.EMAIL_IS_SET = False
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


@pytest.fixture
def message() -> EmailMessage:
    return EmailMessage("Позив на квиз – ево везе", f"Здраво,\n\n{LINK}\n", to=["š@example.org"])


def test_a_kept_mail_is_in_plain_letters_with_whole_links(message: EmailMessage) -> None:
    text = readable(message)
    assert LINK in text.splitlines()
    assert "Subject: Позив на квиз – ево везе" in text.splitlines()
    assert "Здраво," in text.splitlines()


def test_the_own_folder_is_closed_to_others(message: EmailMessage, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    assert Folder(file_path=str(folder), closed=True).send_messages([message, message]) == 2
    first, second = folder.iterdir()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, first, second)]
    assert [oct(mode) for mode in modes] == ["0o700", "0o600", "0o600"]
    assert LINK in first.read_text(encoding="utf-8")


def test_the_demo_prints_links_whole(
    message: EmailMessage, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal().send_messages([message])
    assert LINK in capsys.readouterr().out.splitlines()


def ask(client: Client, **typed: str) -> str:
    data = {"email": "nova@example.org", "kind": "teacher", "language": "hr", **typed}
    return client.post(INVITE, data, follow=True).text


def test_whoever_invites_gets_the_link_to_hand_on(
    client: Client, organizer: User, school: School
) -> None:
    page = ask(client, school="vesna")
    assert "gets a mail" not in page
    assert "This server sends no mail." in page
    link = page.partition('data-copied="Copied.">')[2].partition("<")[0]
    assert link.startswith("http://testserver/hr/staff/invitation/")
    chosen = {"password1": "twelve green horses", "password2": "twelve green horses"}
    assert Client().post(link, chosen).status_code == 302
    assert User.objects.get(email="nova@example.org").roles.get().school == school
    entry = LogEntry.objects.get(additional_data__deed="link_shown")
    assert entry.actor == organizer


def test_only_the_inviter_sees_a_link_and_only_while_it_opens_something(
    client: Client, organizer: User, school: School, settings: Settings
) -> None:
    ask(client, school="vesna")
    invitation = Invitation.objects.get()
    path = f"/en/staff/people/invitations/{invitation.pk}/link/"
    assert path in client.get("/en/staff/people/").text
    settings.EMAIL_IS_SET = True
    assert client.get(path).status_code == 404
    assert path not in client.get("/en/staff/people/").text
    settings.EMAIL_IS_SET = False
    boss = Client()
    boss.force_login(cast.make_superuser())
    assert boss.get(path).status_code == 404
    assert path not in boss.get("/en/staff/people/").text
    client.post(f"/en/staff/people/invitations/{invitation.pk}/withdraw/")
    assert client.get(path).status_code == 404
