"""A file of answers from the pupil's computer to the result: what counts, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from base import clock
from base.intake.file_refusal import NoTime, RefusedFile
from base.intake.sealed_answers import sealed_parts
from base.models import User
from competition.answer_files.actions import deciding
from competition.answer_files.actions.taking import take
from competition.answer_files.unsealing import NotOpened, open_file
from competition.answer_files.verdict_words import WORDS
from competition.answer_keys import answer_keys, key_from
from competition.exceptions import CompetitionError, EditionSealed, SittingClosed
from competition.models import (
    Answer,
    AnswerFile,
    Attempt,
    Decision,
    Edition,
    NotedNumber,
    Result,
    Sitting,
)
from competition.rules.filed_answers import FileVerdict
from competition.setup.checks import checks_of_step
from competition.sittings.actions.attempts import void
from competition.sittings.actions.decisions import NoFileNumber, note_number
from competition.sittings.actions.results import write_results
from competition.sittings.queries.running import taken_until
from tests import cast
from tests.cells import in_one_world
from tests.competition.answer_files.conftest import MINUTE, choices, ended, note
from tests.competition.answer_files.filing import file_of, seal
from tests.forgetting import forget_due

pytestmark = pytest.mark.django_db


def test_a_file_counts_by_the_teachers_decision_and_not_before(
    attempt: Attempt, teacher: User, bring: Callable[..., AnswerFile]
) -> None:
    file = bring(attempt, file_of(attempt, [(1, 1, 1), (2, 2, 1), (3, 2, 3), (4, 5, 2)]))
    assert (file.fresh, file.known, file.over, file.behind) == (2, 2, 0, 0)
    assert file.noted_at is not None
    assert choices(attempt) == "11000"
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "13002"
    assert Result.objects.get(attempt=attempt).late == 0
    file.refresh_from_db()
    assert (file.seqs, bytes(file.content)) == ([3, 4], b"")
    decision = Decision.objects.get(kind="count_file")
    assert (decision.attempt, decision.amount, decision.decided_by) == (attempt, 2, teacher)
    assert attempt.leases.get().top_seq == 4
    with pytest.raises(deciding.DecidedAlready):
        deciding.count_answers(file, by=teacher, at=clock.now())


@in_one_world(("year", "joined"), [(2099, None), (1970, 10**14)])
def test_a_clock_of_another_century_loses_no_answer(
    year: int,
    joined: int | None,
    attempt: Attempt,
    teacher: User,
    bring: Callable[..., AnswerFile],
) -> None:
    Answer.objects.all().delete()
    there = datetime(year, 1, 1, tzinfo=UTC) + MINUTE
    joined = joined or int((there - MINUTE).timestamp() * 1000)
    file = bring(attempt, file_of(attempt, [(1, 1, 1), (2, 2, 3)], at=there, joined=joined))
    assert (file.fresh, file.over) == (2, 0)
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "13000"


def test_a_server_without_time_calls_no_file_a_wrong_one(
    attempt: Attempt,
    sitting: Sitting,
    teacher: User,
    bring: Callable[..., AnswerFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = file_of(attempt, [(3, 2, 3)])
    file = bring(attempt, content)

    def busy(*_args: object, **_options: object) -> None:
        raise NoTime

    with monkeypatch.context() as patch:
        patch.setattr("competition.answer_files.actions.taking.door.read", busy)
        assert take(sitting, content, by=teacher, at=clock.now()).verdict is FileVerdict.BUSY
        with pytest.raises(deciding.NoTimeToRead):
            deciding.count_answers(file, by=teacher, at=clock.now())
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "13000"


def test_an_organizer_says_yes_or_no_and_sealing_waits_for_it(
    attempt: Attempt, teacher: User, superuser: User, bring: Callable[..., AnswerFile]
) -> None:
    file = bring(attempt, file_of(attempt, [(3, 2, 3)]))
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert faults(attempt.entry.edition) == ["1 file of answers counts and waits for an organizer."]
    deciding.refuse_file(file, by=superuser, at=clock.now())
    assert choices(attempt) == "11000"
    assert Result.objects.get(attempt=attempt).late == 1
    assert faults(attempt.entry.edition) == []
    with pytest.raises(deciding.DecidedAlready):
        deciding.accept_file(file, by=superuser, at=clock.now())


def faults(edition: Edition) -> list[str]:
    """What of files stops the sealing."""
    checks = checks_of_step(edition, "review", "sealed", at=clock.now())
    [files] = [one for one in checks if "file of answers" in one.text]
    assert not files.look
    return files.faults


def test_what_nobody_noted_or_brought_in_time_is_for_an_organizer(
    attempt: Attempt, sitting: Sitting, teacher: User, superuser: User
) -> None:
    unnoted, late = file_of(attempt, [(3, 2, 3)]), file_of(attempt, [(3, 2, 3), (4, 4, 4)])
    note(attempt, late, by=teacher)
    ended(sitting, teacher)
    until = taken_until(sitting)
    assert until is not None
    first = take(sitting, unnoted, by=teacher, at=until - MINUTE)
    second = take(sitting, late, by=teacher, at=until)
    assert [first.verdict, second.verdict] == [FileVerdict.UNNOTED, FileVerdict.TOO_LATE]
    for taken in (first, second):
        assert taken.file is not None
        with pytest.raises(deciding.ForOrganizer):
            deciding.count_answers(taken.file, by=teacher, at=until)
    assert choices(attempt) == "11000"
    assert second.file is not None
    deciding.accept_file(second.file, by=superuser, at=until)
    assert choices(attempt) == "13040"
    assert faults(attempt.entry.edition) == []


def test_a_number_noted_after_the_end_or_mistyped_is_refused(
    attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    with pytest.raises(NoFileNumber):
        note_number(sitting, card=attempt.card, typed="82461444", by=teacher, at=clock.now())
    for _ in range(2):
        note_number(sitting, card=attempt.card, typed="8246 1443", by=teacher, at=clock.now())
    assert NotedNumber.objects.count() == 1
    ended(sitting, teacher)
    with pytest.raises(SittingClosed):
        note_number(sitting, card=attempt.card, typed="82461443", by=teacher, at=clock.now())


def test_what_was_made_after_the_end_by_the_computers_own_clock_never_counts(
    attempt: Attempt, teacher: User, bring: Callable[..., AnswerFile]
) -> None:
    """The computer's clock is an hour slow: the answers that arrived tell it."""
    now = clock.now()
    hour = timedelta(hours=1)
    slow = int((now - 5 * MINUTE - hour).timestamp() * 1000)
    Answer.objects.filter(attempt=attempt).update(browser_ms=slow)
    # The attempt ends when the teacher ends the quiz: now.
    body = [[3, 3, 2], [4, 4, 2], [5, 5, 2]]
    content = file_of(attempt, body, at=now - hour - timedelta(seconds=1.5), joined=0)
    file = bring(attempt, content)
    assert (file.fresh, file.over, file.behind) == (2, 1, 3600)
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "11220"
    assert not Answer.objects.filter(attempt=attempt, seq=5).exists()


def test_what_the_network_brought_after_the_end_counts_by_the_file_too(
    attempt: Attempt, teacher: User, sitting: Sitting
) -> None:
    content = file_of(attempt, [(3, 3, 2), (4, 4, 2)])
    note(attempt, content, by=teacher)
    ended(sitting, teacher)
    Answer.objects.create(
        attempt=attempt, lease=1, seq=3, question=3, choice=2, received_at=clock.now()
    )
    taken = take(sitting, content, by=teacher, at=clock.now())
    assert taken.file is not None
    deciding.count_answers(taken.file, by=teacher, at=clock.now())
    assert choices(attempt) == "11220"
    assert Answer.objects.filter(attempt=attempt).count() == 4


def test_results_with_late_answers_lead_to_the_file_whose_number_was_noted(
    attempt: Attempt, teacher: User, sitting: Sitting, client: Client
) -> None:
    noted = note(attempt, file_of(attempt, [(3, 3, 2)]), by=teacher)
    ended(sitting, teacher)
    Answer.objects.create(
        attempt=attempt, lease=1, seq=3, question=3, choice=2, received_at=clock.now()
    )
    write_results([attempt.pk], at=clock.now())
    client.force_login(teacher)

    def leads() -> bool:
        page = client.get(f"/en/staff/sittings/{sitting.pk}/results/").text
        notice = page.partition("arrived after the end")[2].partition("</p>")[0]
        assert notice
        return f'href="/en/staff/sittings/{sitting.pk}/files/"' in notice

    assert leads()
    Sitting.objects.update(closed_at=clock.now() - timedelta(days=7))
    assert not leads()
    Sitting.objects.update(closed_at=clock.now())
    noted.delete()
    assert not leads()


def test_every_verdict_has_its_words() -> None:
    assert set(WORDS) == set(FileVerdict)


def test_the_same_file_once_more_changes_nothing(
    attempt: Attempt, sitting: Sitting, teacher: User, bring: Callable[..., AnswerFile]
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    file = bring(attempt, content)
    again = take(sitting, content, by=teacher, at=clock.now())
    assert (again.verdict, again.file) == (FileVerdict.TWICE, file)
    deciding.count_answers(file, by=teacher, at=clock.now())
    stored = list(Answer.objects.values())
    assert take(sitting, content, by=teacher, at=clock.now()).verdict is FileVerdict.TWICE
    other = file_of(attempt, [(3, 3, 2)])
    assert take(sitting, other, by=teacher, at=clock.now()).verdict is FileVerdict.NEEDLESS
    assert list(Answer.objects.values()) == stored


def test_the_later_computer_goes_first(
    attempt: Attempt, teacher: User, bring: Callable[..., AnswerFile]
) -> None:
    attempt.leases.create(
        number=2, opened_at=clock.now(), heard_at=clock.now(), active_at=clock.now()
    )
    Answer.objects.create(
        attempt=attempt, lease=2, seq=1, question=2, choice=4, received_at=clock.now() - MINUTE
    )
    content = file_of(attempt, [(3, 2, 3), (4, 3, 3)])
    file = bring(attempt, content)
    deciding.count_answers(file, by=teacher, at=clock.now())
    assert choices(attempt) == "14300"


def test_foreign_and_edited_files_and_those_of_others_are_refused(
    attempts: list[Attempt], attempt: Attempt, sitting: Sitting, teacher: User
) -> None:
    other = attempts[1]
    ended(sitting, teacher)
    events = [(3, 3, 2)]
    elsewhere = key_from("a key of another server, which is long enough")
    own = file_of(attempt, events)
    damaged = own[:-4] + (b"AAAA" if own[-4:] != b"AAAA" else b"BBBB")
    forged = {"credential": f"{attempt.pk}.1:forged", "joined": 0, "events": []}
    files = {
        FileVerdict.FOREIGN: [
            file_of(attempt, events, key=elsewhere),
            seal(forged, run=f"{attempt.pk}.1", code=sitting.code),
            # sealed by one pupil's browser in another's name
            file_of(other, events, run=f"{attempt.pk}.1"),
        ],
        FileVerdict.EDITED: [
            damaged,
            own.replace(f" {attempt.pk}.1 ".encode(), f" {other.pk}.1 ".encode()),
            own.replace(sitting.code.encode(), b"999999"),
            file_of(attempt, [(1, 1, 2)]),  # another answer under a number that is stored
            file_of(attempt, [(3, 3, 5)]),  # no choice of this question
            file_of(attempt, [(3, 6, 1)]),  # no question of this paper
            file_of(attempt, [(4, 3, 1), (3, 3, 1)]),
            seal([], run=f"{attempt.pk}.1", code=sitting.code),
            seal({"credential": 1}, run=f"{attempt.pk}.1", code=sitting.code),
        ],
        FileVerdict.OTHER_SITTING: [file_of(attempt, events, code="111111")],
        FileVerdict.NO_FILE: [b"", b"PK\x03\x04", bytes(100_000), own + b" "],
    }
    for verdict, contents in files.items():
        for content in contents:
            assert take(sitting, content, by=teacher, at=clock.now()).verdict is verdict, content
    assert not AnswerFile.objects.exists()
    assert choices(attempt) == "11000"


def test_every_byte_of_a_file_is_held(attempt: Attempt, sitting: Sitting, teacher: User) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    open_file(sealed_parts(content), answer_keys())
    for place in range(len(content)):
        for other in (content[place] ^ 1, content[place] ^ 0x20):
            spoilt = content[:place] + bytes([other]) + content[place + 1 :]
            with pytest.raises((RefusedFile, NotOpened)):
                open_file(sealed_parts(spoilt), answer_keys())


def test_a_file_is_of_one_class_and_one_sitting(
    attempt: Attempt, sitting: Sitting, school: object, teacher: User, edition: Edition
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    other_class = cast.make_class(attempt.card.school_class.school, teacher, label="VII-3")
    ended(sitting, teacher)
    second = ended(cast.make_sitting(attempt.entry), teacher)
    strange = ended(cast.make_sitting(cast.make_entry(other_class, edition)), teacher)
    taken = [take(one, content, by=teacher, at=clock.now()) for one in (second, strange)]
    assert [one.verdict for one in taken] == [FileVerdict.OTHER_SITTING, FileVerdict.OTHER_CLASS]
    running = cast.make_sitting(attempt.entry)
    assert take(running, content, by=teacher, at=clock.now()).verdict is FileVerdict.STILL_OPEN


def test_what_is_voided_or_sealed_takes_no_file(
    attempt: Attempt, teacher: User, superuser: User, bring: Callable[..., AnswerFile]
) -> None:
    content = file_of(attempt, [(3, 3, 2)])
    file = bring(attempt, content)
    Edition.objects.update(state=Edition.State.SEALED)
    for act in (deciding.count_answers, deciding.accept_file, deciding.refuse_file):
        with pytest.raises(EditionSealed):
            act(file, by=superuser, at=clock.now())
    other = file_of(attempt, [(3, 3, 2)])
    sitting = Sitting.objects.get(pk=attempt.sitting_id)
    assert take(sitting, other, by=teacher, at=clock.now()).verdict is FileVerdict.SEALED
    Edition.objects.update(state=Edition.State.REVIEW)
    void(attempt, reason="rules", by=teacher, at=clock.now())
    assert take(sitting, other, by=teacher, at=clock.now()).verdict is FileVerdict.VOIDED
    with pytest.raises(CompetitionError):
        deciding.count_answers(file, by=teacher, at=clock.now())


def test_what_nobody_decided_is_forgotten_after_two_weeks(
    attempt: Attempt, bring: Callable[..., AnswerFile]
) -> None:
    file = bring(attempt, file_of(attempt, [(3, 3, 2)]))
    forget_due()
    file.refresh_from_db()
    assert file.content
    AnswerFile.objects.update(uploaded_at=clock.now() - timedelta(days=15))
    forget_due()
    file.refresh_from_db()
    assert not file.content
    assert not file.is_open
