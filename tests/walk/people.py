"""Inviting people, who accept by the link in their mail."""

from __future__ import annotations

from tests.walk.walk import Walk
from tests.walk.year import (
    COORDINATOR,
    COUNTRY,
    EDITOR,
    ORGANIZER,
    ORGANIZERS,
    REVIEWER,
    TRANSLATOR,
)

OF_QUESTIONS = {EDITOR: "editor", REVIEWER: "reviewer", TRANSLATOR: "translator"}


def invite(walk: Walk, email: str, *, by: str, kind: str, where: str = "") -> None:
    """Send the mail, accept by its link, set up the second factor that the role needs."""
    ask(walk, email, by=by, kind=kind, where=("country", where) if where else ())
    invited = walk.meet(email)
    invited.accept(walk.server.mail_to(email))
    invited.add_second_factor()


def ask(
    walk: Walk, email: str, *, by: str, kind: str, where: tuple[str, ...] = (), language: str = "en"
) -> None:
    """The form of who sends an invitation; ``where``: the field of a place, and what is said
    there."""
    page = walk.meet(by).go("staff/people/invite/")
    page.fill("[name=email]", email)
    page.select_option("[name=kind]", kind)
    if where[:1] == ("country",):
        page.select_option("[name=country]", where[1])
    elif where:
        page.fill(f"[name={where[0]}]", where[1])
    page.select_option("[name=language]", language)
    walk.meet(by).press("main form.panel button[type=submit]")
    # With its link, for there is no mail server.
    assert email in walk.meet(by).read()


def invite_organizers(walk: Walk) -> None:
    """The coordinator invites whoever looks after a country, in two of them."""
    for country, email in ORGANIZERS.items():
        invite(walk, email, by=COORDINATOR, kind="organizer", where=country)


def invite_workshop(walk: Walk) -> None:
    """The organizer invites those who work on questions in the country's languages."""
    for email, kind in OF_QUESTIONS.items():
        invite(walk, email, by=ORGANIZER, kind=kind, where=COUNTRY)
