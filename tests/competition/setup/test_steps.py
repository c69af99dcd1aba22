"""Steps of an edition's state: each check of each step, back steps, history, two at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils.timezone import localdate

from base import clock
from base.models import User
from competition.exceptions import CompetitionError, EditionSealed
from competition.models import Attempt, Decision, Edition, EditionStep, Outage, Result, Sitting
from competition.setup import actions as steps
from competition.setup.actions import take_step
from competition.sittings.actions.attempts import accept_late, void
from competition.sittings.actions.results import write_results
from competition.sittings.actions.sittings import close
from quizbank.models import QuestionText
from schools.models import Card, Contact, Country, School
from tests import cast
from tests.cells import in_one_world

NAMES = dict.fromkeys(cast.LANGUAGES, "Kviz")
type World = Edition


@pytest.fixture
def ready(edition: Edition, country: Country) -> Edition:
    """An edition that lacks nothing for any step before it is live."""
    Contact.objects.create(
        country=country, kind="helpline", names={"en": "Blue"}, verified_on=localdate()
    )
    QuestionText.objects.update(state=QuestionText.State.APPROVED)
    Edition.objects.update(names=NAMES)
    edition.countries.add(country)
    edition.refresh_from_db()
    return edition


def bring(edition: Edition, state: str) -> Edition:
    Edition.objects.filter(pk=edition.pk).update(state=state)
    edition.refresh_from_db()
    return edition


def over(edition: Edition) -> None:
    """The windows are over."""
    now = clock.now()
    edition.windows.update(opens_at=now - timedelta(hours=9), closes_at=now)


def waiting_outage() -> None:
    now = clock.now()
    Outage.objects.create(began_at=now - timedelta(minutes=1), ended_at=now)


def step(
    edition: Edition,
    to: str,
    by: User,
    *,
    note: str = "",
    seen: bool | None = None,
    second: User | None = None,
) -> EditionStep:
    """A step; before the seal it was seen that the windows of the cast lie in any season."""
    seen = to != "sealed" if seen is None else seen
    return take_step(edition, to=to, by=by, at=clock.now(), note=note, seen=seen, second=second)


# ---------------------------------------------------------------- forward


@in_one_world(
    ("before", "after"),
    [("draft", "registration"), ("registration", "rehearsal"), ("rehearsal", "live")],
)
def test_a_step_is_taken_and_on_record(
    before: str, after: str, ready: Edition, superuser: User
) -> None:
    made = step(bring(ready, before), after, superuser, note="Off we go")
    ready.refresh_from_db()
    assert ready.state == after
    assert (made.before, made.after, made.by, made.note) == (before, after, superuser, "Off we go")


def without_windows(edition: Edition) -> None:
    edition.windows.all().delete()


def without_countries(edition: Edition) -> None:
    edition.windows.all().delete()
    edition.countries.clear()


def without_a_name(edition: Edition) -> None:
    Edition.objects.update(names={"en": "Quiz"})


def without_divisions(edition: Edition) -> None:
    edition.divisions.all().delete()


def without(paper: str) -> Callable[[Edition], None]:
    return lambda edition: void_of(edition.divisions.update(**{paper: None}))


def void_of(_count: int) -> None:
    """An update says how many rows it changed; nobody asks."""


def verified(days: int) -> Callable[[Edition], None]:
    day = localdate() - timedelta(days=days)
    return lambda edition: void_of(Contact.objects.update(verified_on=day))


LACKING = [
    ("draft registration", without_windows, "No window yet: Bosnia and Herzegovina."),
    ("draft registration", without_countries, "No country takes part yet."),
    ("draft registration", without_a_name, "No name yet in: Bosanski, Hrvatski"),
    ("draft registration", without_divisions, "No division yet."),
    ("registration rehearsal", without_windows, "No window yet"),
    ("registration rehearsal", without_a_name, "No name yet"),
    ("registration rehearsal", without_divisions, "No division yet."),
    ("rehearsal live", without_a_name, "No name yet"),
    ("rehearsal live", without_divisions, "No division yet."),
    ("rehearsal live", over, "No window lies ahead: Bosnia and Herzegovina."),
    ("rehearsal live", without("official_id"), "12–13"),
    ("rehearsal live", verified(91), "Not verified lately: Bosnia and Herzegovina: Blue."),
    ("rehearsal live", verified(-1), "Not verified lately"),
    (
        "rehearsal live",
        lambda edition: void_of(Contact.objects.update(kind="hotline")),
        "Bosnia and Herzegovina has no helpline.",
    ),
    ("live review", lambda edition: None, "Not over yet: Bosnia and Herzegovina."),
    ("live review", lambda edition: waiting_outage(), "An outage waits for a decision."),
    ("sealed published", lambda edition: None, "No seal by two people is on record."),
]


@in_one_world(
    ("way", "lack", "message"), LACKING, ids=[f"{way}: {said[:24]}" for way, _, said in LACKING]
)
def test_a_step_is_refused_in_words_while_something_is_missing(
    way: str,
    lack: Callable[[Edition], None],
    message: str,
    ready: Edition,
    superuser: User,
    client: Client,
) -> None:
    before, after = way.split()
    lack(bring(ready, before))
    with pytest.raises(steps.NotReady, match="The edition is not ready") as refusal:
        step(ready, after, superuser)
    assert message in str(refusal.value)
    ready.refresh_from_db()
    assert ready.state == before
    assert not EditionStep.objects.exists()
    client.force_login(superuser)
    assert message in " ".join(client.get("/en/staff/editions/2027/").text.split())


def test_an_open_sitting_stops_the_review(
    ready: Edition, sitting: Sitting, superuser: User
) -> None:
    over(ready)
    with pytest.raises(steps.NotReady, match="1 class quiz is still open"):
        step(ready, "review", superuser)
    close(sitting, by=superuser, at=clock.now())
    step(ready, "review", superuser)


# ---------------------------------------------------------------- back


@in_one_world(
    ("before", "after"),
    [
        ("registration", "draft"),
        ("rehearsal", "registration"),
        ("live", "rehearsal"),
        ("archived", "published"),
    ],
)
def test_a_step_back_needs_a_reason(
    before: str, after: str, ready: Edition, superuser: User
) -> None:
    bring(ready, before)
    with pytest.raises(steps.ReasonNeeded):
        step(ready, after, superuser)
    step(ready, after, superuser, note="Too early")
    ready.refresh_from_db()
    assert ready.state == after


@in_one_world(
    ("before", "after", "message"),
    [
        ("registration", "draft", "1 class has entered already."),
        ("rehearsal", "registration", "1 class quiz is still open."),
        ("live", "rehearsal", "An official class quiz was opened already."),
    ],
)
def test_the_way_back_is_closed_when_it_would_harm(
    before: str, after: str, message: str, ready: Edition, sitting: Sitting, superuser: User
) -> None:
    with pytest.raises(steps.NotReady, match=message):
        step(bring(ready, before), after, superuser, note="Too early")


@in_one_world(
    ("before", "after"),
    [("draft", "live"), ("review", "live"), ("archived", "review"), ("published", "sealed")],
)
def test_there_is_no_other_step(before: str, after: str, ready: Edition, superuser: User) -> None:
    with pytest.raises(steps.NotThatStep):
        step(bring(ready, before), after, superuser, note="Why not")


# ---------------------------------------------------------------- the seal


@pytest.fixture
def reviewed(ready: Edition, sitting: Sitting, card: Card, superuser: User) -> Attempt:
    """An attempt in an edition whose windows are over."""
    attempt = cast.finish(cast.make_attempt(card, sitting), "12300")
    close(sitting, by=superuser, at=clock.now())
    over(ready)
    Edition.objects.update(objection_days=0)
    bring(ready, "review")
    return Attempt.objects.get(pk=attempt.pk)


def test_nobody_seals_alone(reviewed: Attempt, ready: Edition, superuser: User) -> None:
    for second in (None, superuser):
        with pytest.raises(steps.SecondPersonNeeded):
            step(ready, "sealed", superuser, second=second)
    for before, after in (("review", "sealed"), ("published", "review")):
        with pytest.raises(IntegrityError), transaction.atomic():
            EditionStep.objects.create(
                edition=ready, before=before, after=after, by=superuser, at=clock.now()
            )


def late(edition: Edition) -> None:
    Result.objects.update(late=2)


def unverified(edition: Edition) -> None:
    School.objects.update(verified_at=None)
    Sitting.objects.update(approved_at=None)


def unapproved(edition: Edition) -> None:
    Sitting.objects.get().opened_by.roles.update(approved_at=None)
    Sitting.objects.update(approved_at=None)


@in_one_world("open_thing", [late, unverified, unapproved])
def test_what_is_still_open_has_to_be_seen_before_sealing(
    open_thing: Callable[[Edition], None],
    reviewed: Attempt,
    ready: Edition,
    teacher: User,
    superuser: User,
) -> None:
    open_thing(ready)
    with pytest.raises(steps.LookFirst):
        step(ready, "sealed", superuser, second=teacher)
    step(ready, "sealed", superuser, second=teacher, seen=True)


def test_accepted_late_answers_are_not_open_any_more(
    reviewed: Attempt, ready: Edition, teacher: User, superuser: User
) -> None:
    late(ready)
    Decision.objects.create(
        kind="accept_late", attempt=reviewed, decided_by=teacher, decided_at=clock.now()
    )
    write_results([reviewed.pk], at=clock.now())
    step(ready, "sealed", superuser, second=teacher)


@in_one_world("state", ["sealed", "published", "archived"])
def test_results_of_a_sealed_edition_no_longer_change(
    state: str, reviewed: Attempt, ready: Edition, superuser: User
) -> None:
    bring(ready, state)
    before = Result.objects.values().get()
    cast.store_choices(reviewed, "33333")
    Decision.objects.create(
        kind="accept_late", attempt=reviewed, decided_by=superuser, decided_at=clock.now()
    )
    assert write_results([reviewed.pk], at=clock.now()) == []
    for decide in (
        lambda: void(reviewed, reason="rules", by=superuser, at=clock.now()),
        lambda: accept_late(reviewed, by=superuser, at=clock.now()),
    ):
        with pytest.raises(EditionSealed):
            decide()
    assert Result.objects.values().get() == before
    bring(ready, "review")
    assert len(write_results([reviewed.pk], at=clock.now())) == 1


# ---------------------------------------------------------------- history and pages


def test_the_history_tells_who_did_what(client: Client, ready: Edition, superuser: User) -> None:
    client.force_login(superuser)
    bring(ready, "draft")
    page = "/en/staff/editions/2027/"
    client.post(page, {"to": "registration", "note": "Letters are out", "seen": "on"})
    client.post(page, {"to": "draft", "note": "Wrong date"})
    text = " ".join(client.get(page).text.split())
    history = text[text.index("Who did what") :]
    assert history.index("registration → draft") < history.index("draft → registration")
    for said in ("Letters are out", "Wrong date", "admin@example.org"):
        assert said in history


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_step_at_once_one_is_refused(
    ready: Edition, superuser: User
) -> None:
    assert connection.vendor == "postgresql"
    bring(ready, "draft")
    at_once = Barrier(2)

    def take() -> str:
        at_once.wait()
        try:
            return step(ready, "registration", superuser).after
        except CompetitionError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = [future.result() for future in [pool.submit(take) for _ in range(2)]]
    assert sorted(told) == ["NotThatStep", "registration"]
    assert EditionStep.objects.count() == 1
