"""The mails that people get, read as they come: whose they are, their language, where they lead."""

from __future__ import annotations

import html
import re
from email.message import EmailMessage

from playwright.sync_api import expect

from tests.walk.served import SENDER
from tests.walk.walk import Walk
from tests.walk.year import AWARD, NAMES, Class

# What stands above them. Serbian is ijekavian in this country.
INVITED = {
    "bs": "Poziv na kviz o sigurnosti na internetu",
    "sr": "Позив на квиз о безбједности на интернету",
    "hr": "Poziv na kviz o sigurnosti na internetu",
}
WON = {
    "bs": "Vaše odjeljenje ima pobjednika: ",
    "sr": "Ваше одјељење има побједника: ",
    "hr": "Vaš razred ima pobjednika: ",
}


def read_invitations(walk: Walk) -> None:
    """Of each teacher, in the own language; its link has led one person in, and leads nobody else
    in."""
    found = {one.teacher: walk.server.message_to(one.teacher) for one in walk.classes}
    for one in walk.classes:
        mail = found[one.teacher]
        text = str(mail.get_content())
        assert mail["Subject"] == INVITED[one.language], text
        assert mail.get_content_type() == "text/plain"
        assert one.school in text, text
        assert _link(text).startswith(f"{walk.server.url}/{one.language}/"), text
    finder, mail = walk.stranger("sr", "finder"), found[walk.classes[1].teacher]
    finder.page.goto(_link(str(mail.get_content())))
    expect(finder.page.locator("main")).to_be_visible()
    expect(finder.page.locator("[name=password1]")).to_have_count(0)
    show(walk, mail)


def _link(text: str) -> str:
    [found] = re.findall(r"https://\S+/staff/invitation/\S+", text)
    return str(found)


def read_about_winners(walk: Walk) -> None:
    """Of each teacher one about all her winners, by the mail server that is there now: the made-up
    names that she finds on her page, and the way to it."""
    for one in walk.classes:
        mail = walk.server.message_to(one.teacher, of=AWARD[one.language])
        text = str(mail.get_content())
        assert mail["Subject"].startswith(WON[one.language]), mail["Subject"]
        assert NAMES[one.language] in mail["Subject"], mail["Subject"]
        assert mail["From"] == SENDER, mail["From"]
        assert f"{walk.server.url}/{one.language}/staff/winners/" in text, text
        _names_them(walk, one, text)
    show(walk, walk.server.message_to(walk.classes[1].teacher))


def _names_them(walk: Walk, one: Class, text: str) -> None:
    page = walk.meet(one.teacher, one.language).go("staff/winners/")
    for name in page.locator(".winner-name").all_inner_texts():
        assert name in text, f"{name} is not in\n{text}"
    assert page.locator(".winner-name").count() == text.count("\n– "), text


def show(walk: Walk, mail: EmailMessage) -> None:
    """As a program for mails does, for the picture."""
    reader = walk.stranger("en", "mails")
    head = "\n".join(f"{name}: {mail[name]}" for name in ("From", "To", "Subject"))
    reader.page.set_content(f"<pre>{html.escape(head)}\n\n{html.escape(str(mail.get_content()))}")
