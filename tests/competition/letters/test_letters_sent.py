"""Letters on their way through real SMTP: to whom, once, in whose language, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from base import clock
from base.jobs.performing import Progress
from base.models import OutgoingMail, User
from base.outbox.sending import send_mails
from competition.letters.actions import letter_decisions, letter_sending
from competition.letters.actions.letter_decisions import begin_due_letters
from competition.letters.queries.calendar_letters import calendar_of
from competition.letters.queries.outgoing import to_talk_about
from competition.letters.queries.readers import readers_of
from competition.models import (
    Edition,
    EditionStep,
    Entry,
    Letter,
    Sitting,
    Window,
)
from competition.sittings.actions.sittings import close
from schools.models import Country, Role, School, SchoolClass
from tests import cast
from tests.cells import in_one_world
from tests.forgetting import forget_due
from tests.mail_server import Post

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Sarajevo")
MINUTE = timedelta(minutes=1)
EVE = datetime(2027, 2, 8, 17, 0, tzinfo=ZONE)
# No letter of the calendar is due then.
QUIET = datetime(2027, 1, 10, 12, 0, tzinfo=ZONE)


def go(at: datetime) -> None:
    """All that the periodic work does about letters at a moment, to its end."""
    begin_due_letters(at=at)
    letter_sending.fill_letters(at=at)
    send_mails(Progress(), at=lambda: at)


def letter(edition: Edition, kind: str, code: str = "BA") -> Letter:
    found = calendar_of(edition, Country.objects.get(pk=code))
    return next(one.letter for one in found if one.letter.kind == kind)


def free(edition: Edition, **fields: object) -> Letter:
    text = {"bs": {"subject": "Novo: {title}", "body": "Pogledajte {link}"}}
    country = Country.objects.get(pk="BA")
    return Letter.objects.create(
        edition=edition, country=country, kind="free", **{"texts": text, **fields}
    )


def states() -> dict[str, str]:
    rows = OutgoingMail.objects.values_list("user__email", "state")
    return dict(rows.order_by("user__email"))


# ---------------------------------------------------------------- the calendar


def test_the_evening_before_goes_out_once_in_the_language_of_each(
    ahead: Edition, entry: Entry, other_teacher: User, post: Post
) -> None:
    second = cast.make_teacher(entry.school_class.school, "mirza@example.org")
    entry.school_class.teachers.add(second)
    User.objects.filter(pk=second.pk).update(language="en")
    go(EVE - timedelta(seconds=20))
    assert post.taken == []
    for minutes in range(3):
        go(EVE + minutes * MINUTE)
    assert sorted(one for one, _message in post.taken) == ["mirza@example.org", "vesna@example.org"]
    [english] = post.to("mirza@example.org")
    text = english.get_content()
    assert english["Subject"] == "Tomorrow: Safer Internet Day 2027"
    assert "The official quiz opens tomorrow, on 9 February 2027, 08:00." in text
    assert "https://quiz.example/en/staff/" in text
    [bosnian] = post.to("vesna@example.org")
    assert "https://quiz.example/bs/staff/" in bosnian.get_content()


def test_one_press_ends_all_letters_without_a_log_in(
    ahead: Edition, entry: Entry, post: Post, client: Client
) -> None:
    go(EVE)
    [message] = post.to("vesna@example.org")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>")
    assert address in message.get_content()
    path = address.removeprefix("https://quiz.example")
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert User.objects.get(email="vesna@example.org").letters_ended_at is None, (
        "a look does nothing"
    )
    said = strict.post(path, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert said.status_code == 200
    assert said.cookies.get("sessionid") is None
    assert User.objects.get(email="vesna@example.org").letters_ended_at is not None
    assert strict.post(path[:-3] + "x/").status_code == 404
    assert not readers_of(letter(ahead, "three_weeks")).exists()


def test_dates_that_move_move_what_is_not_sent(ahead: Edition, entry: Entry, post: Post) -> None:
    opens = datetime(2027, 2, 10, 8, tzinfo=ZONE)
    ahead.windows.update(opens_at=opens, closes_at=opens + timedelta(days=3))
    go(EVE)
    assert post.taken == []
    go(EVE + timedelta(days=1))
    assert len(post.taken) == 1
    ahead.windows.update(opens_at=datetime(2027, 2, 12, 8, tzinfo=ZONE))
    go(EVE + timedelta(days=3))
    assert len(post.taken) == 1, "what was sent is not sent again"


def test_a_letter_that_becomes_due_at_night_or_by_a_change_waits(
    ahead: Edition, entry: Entry, post: Post
) -> None:
    evening = datetime(2027, 2, 2, 20, 30, tzinfo=ZONE)
    go(evening)
    assert post.taken == [], "it was slept through, and the server is back"
    kind, [window] = ContentType.objects.get_for_model(Window), ahead.windows.all()
    changed = LogEntry.objects.filter(content_type=kind, object_id=window.pk)
    window.closes_at += MINUTE
    window.save()
    morning = evening.replace(day=3, hour=7)
    changed.update(timestamp=morning - 59 * MINUTE)
    go(morning)
    assert post.taken == [], "who moved it may still take it back"
    go(morning + 2 * MINUTE)
    assert len(post.taken) == 1


def test_a_letter_that_was_stopped_or_slept_through_is_not_sent_late(
    ahead: Edition, entry: Entry, superuser: User, post: Post
) -> None:
    letter_decisions.stop(letter(ahead, "week"), by=superuser, at=EVE - timedelta(days=9))
    go(EVE - timedelta(days=5))
    letter_decisions.go_on(letter(ahead, "week"))
    go(EVE - timedelta(days=3))
    go(EVE + timedelta(hours=4))
    assert post.taken == []


@in_one_world("change", [{"state": "draft"}, {"state": "review"}])
def test_drafts_and_what_is_over_send_nothing_by_themselves(
    change: dict[str, object], ahead: Edition, entry: Entry, post: Post
) -> None:
    Edition.objects.update(**change)
    go(EVE)
    assert post.taken == []


def test_the_key_letter_leads_each_teacher_to_the_own_classes(
    ahead: Edition, entry: Entry, other_teacher: User, superuser: User, post: Post
) -> None:
    Edition.objects.update(state="live")
    ahead.windows.update(opens_at=clock.now() - timedelta(hours=1))
    sitting, empty = cast.hold(entry), cast.make_sitting(entry)
    close(empty, by=superuser, at=clock.now())
    go(datetime(2027, 2, 9, 18, 59, tzinfo=ZONE))
    assert post.taken == []
    go(datetime(2027, 2, 9, 19, 0, tzinfo=ZONE))
    [(to, message)] = post.taken
    assert to == "vesna@example.org"
    link = f"VII-2: https://quiz.example/bs/staff/sittings/{sitting.pk}/discussion/"
    assert link in message.get_content()
    assert f"/sittings/{empty.pk}/" not in message.get_content()


def test_the_key_letter_waits_for_a_class_that_is_still_at_work(
    ahead: Edition, sitting_closed: Callable[[], None], entry: Entry, superuser: User, post: Post
) -> None:
    sitting_closed()
    at = datetime(2027, 2, 9, 19, 0, tzinfo=ZONE)
    last, an_hour_ago = cast.make_sitting(entry), at - timedelta(hours=1)
    began = {"opened_at": an_hour_ago, "starts_at": an_hour_ago}
    Sitting.objects.filter(pk=last.pk).update(**began)
    go(at)
    assert post.taken == []
    with pytest.raises(letter_decisions.KeyStillClosed):
        letter_decisions.send_now(letter(ahead, "key"), key_opens=an_hour_ago, by=superuser, at=at)
    Sitting.objects.filter(pk=last.pk).update(closed_at=at)
    go(at + timedelta(minutes=1))
    assert [to for to, _message in post.taken] == ["vesna@example.org"]


def test_no_letter_about_a_key_that_is_open_all_day(
    ahead: Edition, sitting_closed: Callable[[], None], post: Post
) -> None:
    sitting_closed()
    Edition.objects.update(reveal_early=True, state="review")
    go(datetime(2027, 2, 9, 19, 0, tzinfo=ZONE))
    assert post.taken == []


def test_classes_of_two_editions_are_not_mixed_in_letters_about_the_key(
    ahead: Edition, school: School, teacher: User
) -> None:
    keys, found = [], []
    for edition in (ahead, cast.make_edition(school.country, slug="second")):
        Edition.objects.filter(pk=edition.pk).update(state="live")
        Window.objects.update(opens_at=clock.now() - timedelta(hours=1))
        own = cast.make_class(school, teacher, label=f"VII-{edition.slug}")
        sitting = cast.hold(cast.make_entry(own, Edition.objects.get(pk=edition.pk)))
        key = Letter.objects.create(edition=edition, country=school.country, kind="key")
        keys.append(key)
        found.append([sitting])
    assert [to_talk_about(key, teacher) for key in keys] == found


def test_who_closed_a_quiz_with_nobody_in_it_gets_no_key_letter(
    ahead: Edition, entry: Entry, superuser: User, post: Post
) -> None:
    Edition.objects.update(state="live")
    ahead.windows.update(opens_at=clock.now() - timedelta(hours=1))
    close(cast.make_sitting(entry), by=superuser, at=clock.now())
    go(datetime(2027, 2, 9, 19, tzinfo=ZONE))
    assert post.taken == []


@pytest.fixture
def sitting_closed(ahead: Edition, entry: Entry) -> Callable[[], None]:
    def done() -> None:
        Edition.objects.update(state="live")
        ahead.windows.update(opens_at=clock.now() - timedelta(hours=1))
        cast.hold(entry)

    return done


def test_registration_is_told_the_morning_after(
    ahead: Edition, teacher: User, superuser: User, post: Post
) -> None:
    opened = datetime(2026, 12, 1, 15, tzinfo=ZONE)
    EditionStep.objects.create(
        edition=ahead, before="draft", after="registration", by=superuser, at=opened
    )
    go(opened + timedelta(hours=1))
    assert post.taken == []
    go(datetime(2026, 12, 2, 9, tzinfo=ZONE))
    assert [one for one, _message in post.taken] == ["vesna@example.org"]


# ---------------------------------------------------------------- once, whatever happens


def test_nobody_gets_a_letter_twice_who_teaches_in_several_schools_and_countries(
    ahead: Edition, entry: Entry, teacher: User, other_teacher: User, post: Post
) -> None:
    abroad = cast.make_country("HR")
    far = cast.make_school(abroad, name="OŠ Zagreb")
    ahead.windows.create(
        country=abroad,
        opens_at=datetime(2027, 2, 9, 9, tzinfo=ZONE),
        closes_at=datetime(2027, 2, 9, 12, tzinfo=ZONE),
    )
    at = clock.now()
    for school in (other_teacher.roles.get().school, far):
        Role.objects.create(user=teacher, kind="teacher", school=school, approved_at=at)
    Country.objects.update(timezone="Europe/Sarajevo")
    go(datetime(2027, 1, 19, 9, tzinfo=ZONE))
    assert sorted(one for one, _message in post.taken) == ["drago@example.org", "vesna@example.org"]


def test_who_ends_the_letters_meanwhile_and_who_is_stopped_gets_none(
    ahead: Edition, entry: Entry, other_teacher: User, superuser: User, post: Post
) -> None:
    one = free(ahead)
    letter_decisions.send_now(one, key_opens=None, by=superuser, at=QUIET)
    letter_sending.fill_letters(at=QUIET)
    letter_decisions.stop(one, by=superuser, at=QUIET)
    go(QUIET + MINUTE)
    assert set(states().values()) == {"stopped"}
    User.objects.filter(pk=other_teacher.pk).update(letters_ended_at=QUIET)
    letter_decisions.go_on(one)
    go(QUIET + 2 * MINUTE)
    assert states() == {"drago@example.org": "ended", "vesna@example.org": "sent"}


def test_after_a_season_only_numbers_are_kept(
    ahead: Edition, entry: Entry, superuser: User, post: Post
) -> None:
    one = free(ahead)
    letter_decisions.send_now(one, key_opens=None, by=superuser, at=QUIET)
    go(QUIET)
    forget_due(QUIET + timedelta(days=89))
    assert OutgoingMail.objects.count() == 1
    forget_due(QUIET + timedelta(days=91))
    assert OutgoingMail.objects.count() == 0
    assert Letter.objects.get(pk=one.pk).counts == {"sent": 1}


# ---------------------------------------------------------------- readers


@in_one_world(
    ("readers", "found"),
    [
        ("everybody", "drago mirza vesna"),
        ("no_class", "drago mirza"),
        ("with_class", "vesna"),
        ("no_rehearsal", "vesna"),
        ("not_approved", "mirza"),
        ("played", ""),
    ],
)
def test_readers_are_those_whom_the_filter_names(
    readers: str, found: str, ahead: Edition, entry: Entry, school: School, other_teacher: User
) -> None:
    cast.make_teacher(school, "mirza@example.org", approved=False)
    gone = cast.make_teacher(school, "gone@example.org")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    far = cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    cast.make_teacher(far, "zrinka@example.org")
    one = free(ahead, readers=readers)
    names = [email.partition("@")[0] for email in readers_of(one).values_list("email", flat=True)]
    assert " ".join(sorted(names)) == found


def test_whoever_has_rehearsed_is_not_asked_to(
    ahead: Edition, entry: Entry, school_class: SchoolClass
) -> None:
    assert readers_of(letter(ahead, "week")).count() == 1
    cast.make_sitting(entry, kind="rehearsal")
    Sitting.objects.update(closed_at=clock.now())
    assert readers_of(letter(ahead, "week")).count() == 1, "nobody has played"
    cast.rehearse(entry)
    assert readers_of(letter(ahead, "week")).count() == 0


def test_a_teacher_who_left_the_school_is_no_reader(ahead: Edition, entry: Entry) -> None:
    one = letter(ahead, "eve")
    assert readers_of(one).count() == 1
    Role.objects.filter(kind="teacher").delete()
    assert readers_of(one).count() == 0
