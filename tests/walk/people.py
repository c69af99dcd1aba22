"""Inviting people, who accept by the link in their mail."""

from __future__ import annotations

from tests.walk.walk import Walk
from tests.walk.year import COORDINATOR, COUNTRY, EDITOR, ORGANIZER, REVIEWER, TRANSLATOR

OF_QUESTIONS = {EDITOR: "editor", REVIEWER: "reviewer", TRANSLATOR: "translator"}


def invite(walk: Walk, email: str, *, by: str, kind: str, where: str = "") -> None:
    """Send the mail, accept by its link, set up the second factor that the role needs."""
    page = walk.meet(by).go("staff/people/invite/")
    page.fill("[name=email]", email)
    page.select_option("[name=kind]", kind)
    if where:
        page.select_option("[name=country]", where)
    page.select_option("[name=language]", "en")
    walk.meet(by).press("main form.panel button[type=submit]")
    # With its link, for there is no mail server.
    assert email in walk.meet(by).read()
    invited = walk.meet(email)
    invited.accept(walk.server.mail_to(email))
    invited.add_second_factor()


def invite_organizer(walk: Walk) -> None:
    """The coordinator invites whoever looks after a country."""
    invite(walk, ORGANIZER, by=COORDINATOR, kind="organizer", where=COUNTRY)


def invite_workshop(walk: Walk) -> None:
    """The organizer invites those who work on questions in the country's languages."""
    for email, kind in OF_QUESTIONS.items():
        invite(walk, email, by=ORGANIZER, kind=kind, where=COUNTRY)
