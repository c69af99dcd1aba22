"""The record of staff actions: what stands there, who reads what, and what never does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps
from django.test import Client
from django.utils import timezone

from base.models import User
from base.record.actions.record import record_access, record_deed
from competition.config import audited
from competition.models import Attempt, Edition
from schools.deeds import LINK_SHOWN
from schools.models import Card, Country, Invitation, Role, School, SchoolClass
from tests import cast
from tests.forgetting import forget_due
from tests.leaderboard.exports.test_spreadsheets import made

RECORD = "/en/staff/record/"


@pytest.fixture
def coordinator(client: Client, db: None) -> User:
    """Has logged in."""
    user = cast.make_staff("coordinator")
    client.force_login(user)
    return user


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


def lines(client: Client, **asked: str) -> list[tuple[str, str, str]]:
    """Who, did and what of every line on the page."""
    told = client.get(RECORD, asked).context["lines"]
    return [(line.who, line.did, line.what) for line in told]


def test_a_page_action_is_on_record_with_who_did_it(
    client: Client, coordinator: User, teacher: User
) -> None:
    role = teacher.roles.get()
    client.post(f"/en/staff/people/roles/{role.pk}/take/")
    entry = LogEntry.objects.latest("pk")
    assert (entry.actor, entry.actor_email, entry.action) == (
        coordinator,
        "coordinator@example.org",
        LogEntry.Action.DELETE,
    )
    assert (entry.remote_addr, entry.remote_port, entry.cid) == (None, None, None)


def test_a_log_in_is_no_entry_and_a_header_writes_nothing(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    before = LogEntry.objects.count()
    headers = {"x-correlation-id": "x" * 300, "x-forwarded-for": "192.0.2.1"}
    client.get("/en/staff/people/", headers=headers)
    assert LogEntry.objects.count() == before


def test_before_and_after_are_told_in_the_readers_words(
    client: Client, superuser: User, edition: Edition
) -> None:
    LogEntry.objects.all().delete()
    edition.state, edition.reveal_early = Edition.State.REVIEW, True
    edition.save()
    client.force_login(superuser)
    page = " ".join(client.get(RECORD).text.split())
    assert "State: live → review" in page
    assert "Explanations when a sitting closes: no → yes" in page
    assert "State: уживо" not in page


def test_downloads_are_on_record(client: Client, coordinator: User, edition: Edition) -> None:
    made(client, coordinator, "winners")
    who, did, what = lines(client)[0]
    assert (who, what) == ("coordinator@example.org", "Safer Internet Day 2027")
    assert did.startswith("downloaded 2027-winners-")


def test_an_organizer_reads_own_actions_and_those_on_the_area(
    client: Client, organizer: User, teacher: User, edition: Edition
) -> None:
    school = teacher.roles.get().school
    assert school is not None
    record_access(edition, by=organizer, file="own.csv", at=timezone.now())
    record_access(edition, by=teacher, file="others.csv", at=timezone.now())
    client.force_login(organizer)
    told = lines(client)
    assert any("own.csv" in did for _, did, _ in told)
    assert not any("others.csv" in did for _, did, _ in told)
    assert str(school) in {what for _, _, what in told}


def test_nothing_of_another_country_leaks_to_an_organizer(
    client: Client, organizer: User, teacher: User
) -> None:
    abroad = cast.make_country("HR")
    far = cast.make_school(abroad, name="OŠ Zagreb")
    zrinka = cast.make_teacher(far, "zrinka@example.org")
    cast.make_class(far, zrinka, label="VII-9")
    Invitation.objects.create(
        email="tajna@example.org", kind="teacher", school=far, sent_at=timezone.now()
    )
    # Somebody from there changes something here: it is told, but not by whom.
    here = School.objects.exclude(pk=far.pk).get()
    record_access(here, by=zrinka, file="x.csv", at=timezone.now())
    client.force_login(organizer)
    page = client.get(RECORD).text
    for secret in ("Zagreb", "zrinka", "Zrinka", "VII-9", "tajna"):
        assert secret not in page
    assert "somebody outside your area" in page
    assert lines(client, person="zrinka") == []


def test_questions_stay_hidden_from_organizers(
    client: Client, organizer: User, edition: Edition
) -> None:
    cast.store("secret-1", "a", "easy")
    client.force_login(organizer)
    assert LogEntry.objects.filter(content_type__app_label="quizbank").exists()
    assert "secret-1" not in client.get(RECORD).text


def test_the_record_is_narrowed(client: Client, coordinator: User, teacher: User) -> None:
    school = teacher.roles.get().school
    assert school is not None
    record_access(school, by=teacher, file="a.csv", at=timezone.now() - timedelta(days=3))
    assert [did for _, did, _ in lines(client, person="vesna")] == ["downloaded a.csv"]
    day = (timezone.localdate() - timedelta(days=3)).isoformat()
    assert [did for _, did, _ in lines(client, since=day, until=day)] == ["downloaded a.csv"]
    kind = LogEntry.objects.latest("pk").content_type_id
    assert {what for _, _, what in lines(client, kind=str(kind))} == {str(school)}
    assert "Enter a valid date." in client.get(RECORD, {"since": "x"}).text


def test_what_is_audited_is_no_part_of_the_answer_path_and_has_no_secret() -> None:
    models = set(auditlog.get_models())
    answers = ("Attempt", "Answer", "Lease", "Result", "Sitting", "Beat", "Credit", "Decision")
    assert models.isdisjoint({Card, *(apps.get_model("competition", one) for one in answers)})
    fields = auditlog.get_model_fields(User)["include_fields"]
    assert not {"password", "last_login"} & set(fields)
    paper = auditlog.get_model_fields(apps.get_model("quizbank", "Paper"))["include_fields"]
    assert "seed" not in paper


def test_no_pin_and_no_pupils_name_stands_there(
    school_class: SchoolClass, attempt_of_card: Attempt
) -> None:
    card = school_class.cards.get(number=1)
    card.name = "Lejla Pupil"
    card.save()
    text = str(list(LogEntry.objects.values("object_repr", "changes", "additional_data")))
    assert "Lejla" not in text
    assert "1001" not in text


@pytest.fixture
def attempt_of_card(card: Card, sitting: object) -> Attempt:
    return cast.make_attempt(card, sitting)  # type: ignore[arg-type]


def test_a_password_is_never_on_record(teacher: User) -> None:
    teacher.set_password("twelve green horses")
    teacher.name = "Vesna V."
    teacher.save()
    entry = LogEntry.objects.latest("pk")
    assert set(entry.changes) == {"name"}


def test_an_unanswered_invitation_is_forgotten_after_five_weeks(school: School) -> None:
    at = timezone.now().replace(minute=0)
    for days in (36, 38):
        Invitation.objects.create(
            email=f"{days}@example.org", kind="teacher", school=school,
            sent_at=at - timedelta(days=days),
        )  # fmt: skip
    before = LogEntry.objects.count()
    forget_due(at)
    assert [one.email for one in Invitation.objects.all()] == ["36@example.org"]
    assert LogEntry.objects.count() == before


def test_the_record_keeps_that_somebody_was_invited_and_not_whom(
    client: Client, coordinator: User, school: School
) -> None:
    at = timezone.now().replace(minute=0)
    for name, days in (("late", 38), ("good", 36)):
        invited = Invitation.objects.create(
            email=f"{name}@example.org", kind="teacher", school=school,
            sent_at=at - timedelta(days=days),
        )  # fmt: skip
        record_deed(invited, deed=LINK_SHOWN, by=coordinator, at=at, told={})
    gone = Invitation.objects.create(
        email="gone@example.org", kind="teacher", school=school, sent_at=at
    )
    gone.delete()
    of_invitations = LogEntry.objects.get_for_model(Invitation)
    before = of_invitations.count()
    for _again in range(2):
        forget_due(at)
    held = [str(entry) for entry in of_invitations.values()]
    assert [sum(f"{name}@" in entry for entry in held) for name in ("late", "gone", "good")] == [
        *(0, 0, 2)
    ]
    assert of_invitations.count() == before == 6
    told = [line for line in lines(client) if line[2] == "…"]
    assert {did for _who, did, _what in told} == {
        *("added", "deleted", "looked at the link, to hand it on")
    }


def test_every_kind_of_later_is_one_line() -> None:
    named = {one["model"] for one in audited.AUDITLOG["AUDITLOG_INCLUDE_TRACKING_MODELS"]}
    assert {model._meta.label for model in auditlog.get_models()} == named
    assert Role._meta.label in named
