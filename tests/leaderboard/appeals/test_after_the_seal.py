"""After the seal: an appeal that is upheld waits for a correction, and nobody answers one."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Result, Sitting
from competition.sittings.actions.attempts import void
from leaderboard.appeals.actions.case_sending import send_case_mails
from leaderboard.appeals.actions.ending import decide, leave_open
from leaderboard.appeals.actions.lodging import answer
from leaderboard.models import Appeal, SealChange, ToldDecision
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.noting_changes import (
    note_attempt,
    withdraw_change,
)
from schools.models import Country
from tests import cast
from tests.leaderboard.sealed import seal_now

AREA = "/en/staff/editions/2027/appeals/"
OWN = "/en/staff/appeals/"
WHY = "The wrong card."
SEAL, NOT_THIS = "/en/staff/editions/2027/seal/", "It was this card after all."


@pytest.fixture
def sitting(reviewed: Edition, country: Country) -> Sitting:
    """Of a class at home, that has ended."""
    return Sitting.objects.filter(entry__school_class__school__country=country).earliest("pk")


@pytest.fixture
def attempt(sitting: Sitting) -> Attempt:
    return Attempt.objects.filter(sitting=sitting).earliest("pk")


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def left_open(
    attempt: Attempt, sitting: Sitting, organizer: User, first: User, superuser: User
) -> Appeal:
    """Against a void; the list was sealed without waiting for it."""
    void(attempt, reason="mistake", by=organizer, at=clock.now())
    told, teacher = ToldDecision.objects.get(), sitting.opened_by
    appeal = answer(told, text="It was another card.", by=teacher, at=clock.now())
    leave_open(appeal, why="It moves nobody.", by=first, at=clock.now())
    seal_now(sitting.entry.edition, first, superuser)
    return appeal


def sealed_anew(edition: Edition, first: User, second: User) -> None:
    laid = lay_correction_before(edition, why=WHY, by=first, at=clock.now())
    confirm_correction(laid, by=second, at=clock.now())


def test_one_that_is_upheld_is_noted_for_a_correction(
    client: Client,
    left_open: Appeal,
    attempt: Attempt,
    organizer: User,
    first: User,
    superuser: User,
) -> None:
    client.force_login(organizer)
    assert "what you decide here is noted for a correction" in client.get(AREA).text
    end = {"appeal": left_open.pk, "act": "uphold", "sentence": "You are right."}
    page = client.post(f"{AREA}decide/", end, follow=True).text
    assert "It counts once two people have sealed the correction." in page
    change = SealChange.objects.get(seal=None, withdrawn_at=None)
    assert (change.kind, change.attempt, change.noted_by) == ("unvoid", attempt, organizer)
    assert change.in_words == f"a card counts again · {organizer}"
    assert Appeal.objects.get().outcome == "upheld"
    assert not Result.objects.get(attempt=attempt).counts
    sealed_anew(left_open.edition, first, superuser)
    assert Result.objects.get(attempt=attempt).counts


@pytest.mark.usefixtures("by_day")
def test_what_a_correction_decides_is_told_as_what_nobody_answers(
    client: Client, attempt: Attempt, sitting: Sitting, first: User, superuser: User
) -> None:
    User.objects.update(language="en")
    edition = seal_now(sitting.entry.edition, first, superuser).edition
    note_attempt(attempt, kind="void", reason="rules", by=first, at=clock.now())
    sealed_anew(edition, first, superuser)
    send_case_mails()
    (letter,) = mail.outbox
    said = " ".join(letter.body.split())
    assert letter.to == [sitting.opened_by.email]
    assert "It is out of the count: the sealed list was corrected." in said
    assert "The list has been sealed. Write to the organizers of your country" in said
    assert not any(text in said for text in ("may play again", "You can answer"))
    client.force_login(sitting.opened_by)
    page = client.get("/en/staff/appeals/").text
    assert "The list has been sealed." in page
    assert "The days for an answer are over." not in page


def wanted_no_more(by: User) -> None:
    change = SealChange.objects.get(withdrawn_at=None)
    withdraw_change(change, why=NOT_THIS, by=by, at=clock.now())


@pytest.mark.usefixtures("by_day")
def test_that_what_was_noted_for_one_is_withdrawn_is_told_with_the_reason(
    client: Client, left_open: Appeal, organizer: User, first: User
) -> None:
    User.objects.update(language="en")
    decide(left_open, upheld=True, sentence="You are right.", by=organizer, at=clock.now())
    send_case_mails()
    before = len(mail.outbox)
    wanted_no_more(first)
    send_case_mails()
    (letter,) = mail.outbox[before:]
    said = " ".join(letter.body.split())
    teacher = left_open.sitting.opened_by
    assert letter.to == [teacher.email]
    assert "has been withdrawn: the attempt stays out of the count." in said
    assert f"Reason: {NOT_THIS}" in said
    for reader, page, by in ((teacher, OWN, False), (organizer, AREA, True), (first, SEAL, True)):
        client.force_login(reader)
        told = client.get(page).text
        assert NOT_THIS in told
        assert (str(first) in told.partition("</header>")[2]) is by


def test_nothing_is_withdrawn_without_a_reason(
    client: Client, attempt: Attempt, sitting: Sitting, first: User, superuser: User
) -> None:
    seal_now(sitting.entry.edition, first, superuser)
    change = note_attempt(attempt, kind="void", reason="rules", by=first, at=clock.now())
    client.force_login(first)
    act = f"{SEAL}note/{change.pk}/withdraw/"
    assert "Write why it is withdrawn." in client.post(act, {"why": " "}, follow=True).text
    long = client.post(act, {"why": "x" * 301}, follow=True).text
    assert "at most 300 characters" in long
    assert SealChange.objects.filter(withdrawn_at=None).exists()
    client.post(act, {"why": NOT_THIS})
    gone = SealChange.objects.get(withdrawn_at__isnull=False)
    assert (gone.withdrawn_by, gone.withdrawn_why) == (first, NOT_THIS)


@pytest.mark.usefixtures("by_day")
def test_what_a_correction_gives_back_is_told_as_what_it_takes(
    client: Client, left_open: Appeal, organizer: User, first: User, superuser: User
) -> None:
    User.objects.update(language="en")
    decide(left_open, upheld=True, sentence="You are right.", by=organizer, at=clock.now())
    sealed_anew(left_open.edition, first, superuser)
    send_case_mails()
    said = [" ".join(letter.body.split()) for letter in mail.outbox]
    again = "It counts again: the sealed list was corrected."
    assert [again in one for one in said] == [False, False, True], "void, end of the appeal, again"
    assert "You can answer" not in said[-1]
    client.force_login(left_open.sitting.opened_by)
    page = client.get("/en/staff/appeals/").text
    assert "A correction of the list let this attempt count again." in page
